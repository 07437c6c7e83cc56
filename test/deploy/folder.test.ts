import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { filesAt } from '../../src/world/files.ts';
import type { Files } from '../../src/world/world.ts';
import { temporary } from '../world/temporary.ts';
import { bring, builtSite, contents, FIRST, rebuild, SECOND } from './sites.ts';

const folder = suite('deploy to a folder');

const deploy = async (site: Files, target: Files, verify = false) =>
  bring({ to: 'folder', folder: target.root }, { files: site, verify });

const THIRD = { ...FIRST, 'index.html': 'home 3', '2026/11/third/index.html': 'third' };

const MONTHS = Array.from({ length: 12 }, (_, month) => `2026/${String(month + 1).padStart(2, '0')}`);

/** A site whose folder `x` is the target. */
function withFolder(site: Files, target: Files): Files {
  return { ...site, folder: (path) => (path === 'x' ? target : site.folder(path)) };
}

/** Enough files that a deploy of them can be killed in the middle. */
const many = (text: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`p/${n % 50}/${n}.html`, text.repeat(5000)]));

folder('the folder shows what was built, then what is built next; what others put there stays', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
  await target.write('theirs/file', 'theirs');
  await target.write('2026/11/old/theirs.txt', 'theirs');
  await deploy(site, target);
  await rebuild(site, SECOND);
  const done = await deploy(site, target);
  assert.equal(await contents(target), { ...SECOND, 'theirs/file': 'theirs', '2026/11/old/theirs.txt': 'theirs' });
  const changed = Object.keys(SECOND).filter((path) => path !== 'unchanged.css');
  assert.ok(done.ok);
  assert.equal([done.value.uploaded, done.value.removed, [...done.value.changed].sort()], [9, 3, changed.sort()]);
  assert.is(done.value.changed.at(-1), 'atom.xml');
});

folder('a deploy of the same again writes nothing', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
  await deploy(site, target);
  const before = readdirSync(target.root).map((name) => statSync(join(target.root, name)).ino);
  assert.equal(await deploy(site, target), { ok: true, value: { uploaded: 0, removed: 0, changed: [] } });
  assert.equal(
    readdirSync(target.root).map((name) => statSync(join(target.root, name)).ino),
    before,
  );
});

folder('a file that went from the target, or was changed there, comes back with --verify', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
  await deploy(site, target);
  await target.remove('index.html');
  await target.write('atom.xml', 'feed X');
  assert.equal(await deploy(site, target), { ok: true, value: { uploaded: 0, removed: 0, changed: [] } });
  assert.equal(await deploy(site, target, true), {
    ok: true,
    value: { uploaded: 2, removed: 0, changed: ['index.html', 'atom.xml'] },
  });
  assert.equal(await contents(target), FIRST);
});

folder('of the target only what changed is touched, and the manifest of its folders', async () => {
  const many = Object.fromEntries(MONTHS.map((month) => [`${month}/a/index.html`, month]));
  const [site, target] = [await builtSite(many), filesAt(temporary())];
  await deploy(site, target);
  await rebuild(site, { ...many, '2026/11/b/index.html': 'b' });
  const touched = new Set<string>();
  const watched: Files = {
    ...target,
    read: async (path) => (touched.add(`read ${path}`), target.read(path)),
    readBytes: async (path) => (touched.add(`read ${path}`), target.readBytes(path)),
    write: async (path, bytes) => (touched.add(`write ${path}`), target.write(path, bytes)),
    remove: async (path) => (touched.add(`remove ${path}`), target.remove(path)),
  };
  assert.ok((await bring({ to: 'folder', folder: 'x' }, { files: withFolder(site, watched) })).ok);
  const kinds = [...touched].map((each) => each.replace(/manifest\/\w+/, 'manifest/SHARD'));
  assert.equal(kinds, [
    'read .skein-manifest.json',
    'read .skein-manifest/SHARD.json',
    'read 2026/11/b/index.html',
    'write .skein-manifest.json',
    'write .skein-manifest/SHARD.json',
    'write 2026/11/b/index.html',
  ]);
});

folder('a shard that is missing or broken is made anew, and what it named is compared', async () => {
  for (const text of [undefined, '{"files":{"unchanged.css":"AAAAAAAAAAAAAAAAAAAAAA"}}', 'cut']) {
    const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
    await deploy(site, target);
    for (const path of await target.list('.skein-manifest')) {
      if (text === undefined) await target.remove(path);
      else await target.write(path, text);
    }
    await rebuild(site, { ...THIRD, '2026/11/old/index.html': 'old 2' });
    assert.equal(await deploy(site, target), {
      ok: true,
      value: { uploaded: 3, removed: 0, changed: ['2026/11/third/index.html', '2026/11/old/index.html', 'index.html'] },
    });
    await rebuild(site, FIRST);
    await deploy(site, target);
    assert.equal(await contents(target), FIRST);
  }
});

folder('a target holds the shards of its manifest, and for one deploy those that it had before', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
  const shards = async (): Promise<readonly string[]> => target.list('.skein-manifest');
  await deploy(site, target);
  const first = await shards();
  await rebuild(site, SECOND);
  await deploy(site, target);
  const second = (await shards()).filter((path) => !first.includes(path));
  await rebuild(site, { ...SECOND, 'index.html': 'home 3' });
  await deploy(site, target);
  const third = (await shards()).filter((path) => !first.includes(path) && !second.includes(path));
  assert.equal([first.length, second.length, third.length, (await shards()).length], [3, 3, 1, 4]);
});

folder('without a manifest, or with a broken one, everything is compared and nothing removed', async () => {
  for (const broken of [undefined, '{"files":{"../../etc/passwd":"?"}}']) {
    const [site, target] = [await builtSite(SECOND), filesAt(temporary())];
    for (const [path, text] of Object.entries({ ...SECOND, 'index.html': 'other', more: 'more' }))
      await target.write(path, text);
    if (broken !== undefined) await target.write('.skein-manifest.json', broken);
    const done = await deploy(site, target);
    assert.equal(done, { ok: true, value: { uploaded: 1, removed: 0, changed: ['index.html'] } });
    assert.equal(await contents(target), { ...SECOND, more: 'more' });
  }
});

/** A target whose disk is full after so many changes. */
function dyingAfter(target: Files, changes: number): Files {
  let left = changes;
  const full = (name: string): void => {
    left -= 1;
    if (left < 0) throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' });
  };
  return {
    ...target,
    write: async (path, bytes) => (full(path), target.write(path, bytes)),
    remove: async (path) => (full(path), target.remove(path)),
  };
}

/** Deploys as far as so many changes of the target; says whether that was all. */
async function cut(site: Files, target: Files, changes: number): Promise<boolean> {
  return (await bring({ to: 'folder', folder: 'x' }, { files: withFolder(site, dyingAfter(target, changes)) })).ok;
}

const NEXT = { first: FIRST, second: SECOND, third: THIRD };

for (const [name, next] of Object.entries(NEXT)) {
  folder(`whatever change it dies at, the next deploy leaves the target right: the ${name} version`, async () => {
    for (let changes = 0, isWhole = false; !isWhole; changes += 1) {
      const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
      await deploy(site, target);
      await rebuild(site, SECOND);
      isWhole = await cut(site, target, changes);
      // What the dead run wrote must be taken for neither version.
      await rebuild(site, next);
      assert.ok((await deploy(site, target)).ok);
      assert.equal(await contents(target), next, `after ${changes} changes`);
      assert.equal(await deploy(site, target), { ok: true, value: { uploaded: 0, removed: 0, changed: [] } });
    }
  });
}

folder('two that die one after the other, at whatever changes, are no worse than one', async () => {
  for (let first = 1, isWhole = false; !isWhole; first += 3) {
    for (let second = 0, isDone = false; !isDone; second += 2) {
      const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
      await deploy(site, target);
      await rebuild(site, SECOND);
      isWhole = await cut(site, target, first);
      await rebuild(site, THIRD);
      isDone = await cut(site, target, second);
      await rebuild(site, FIRST);
      assert.ok((await deploy(site, target)).ok);
      assert.equal(await contents(target), FIRST, `after ${first} and ${second} changes`);
    }
  }
});

folder('a first deploy that died is undone by a site that lacks what it wrote', async () => {
  for (let changes = 0, isWhole = false; !isWhole; changes += 1) {
    const [site, target] = [await builtSite(SECOND), filesAt(temporary())];
    isWhole = await cut(site, target, changes);
    await rebuild(site, FIRST);
    await deploy(site, target);
    assert.equal(await contents(target), FIRST, `after ${changes} changes`);
  }
});

folder('kill -9 in the middle: no half file is shown, and the next deploy is right', async () => {
  const [site, target] = [await builtSite(many('1')), filesAt(temporary())];
  await deploy(site, target);
  await rebuild(site, many('2'));
  const script = fileURLToPath(new URL('deployer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, site.root, target.root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  while ((await target.read('p/0/0.html'))?.startsWith('1')) await new Promise(setImmediate);
  child.kill('SIGKILL');
  await ended;
  const half = Object.values(await contents(target));
  assert.ok(half.every((text) => /^(1{5000}|2{5000})$/.test(text)));
  assert.ok(half.some((text) => text.startsWith('1')));
  await rebuild(site, many('1'));
  assert.ok((await deploy(site, target)).ok);
  assert.equal(await contents(target), many('1'));
});

folder('two at once, from two sites: the target is one of them, whole', async () => {
  const [one, two, target] = [await builtSite(FIRST), await builtSite(SECOND), filesAt(temporary())];
  const both = await Promise.all([deploy(one, target), deploy(two, target)]);
  assert.equal(
    both.map(({ ok }) => ok),
    [true, true],
  );
  assert.equal(await contents(target), SECOND);
});

folder('nothing is written through a link that leads out of the target', async () => {
  const [site, target, outside] = [await builtSite(FIRST), filesAt(temporary()), filesAt(temporary())];
  symlinkSync(outside.root, join(target.root, '2026'));
  const done = await deploy(site, target);
  assert.equal([done.ok, await outside.list('')], [false, []]);
});

folder('a folder that holds the site, or lies in it, is refused', async () => {
  const site = await builtSite(FIRST);
  for (const place of ['.', '_site', '_site/x', '..']) {
    const done = await bring({ to: 'folder', folder: place }, { files: site });
    assert.match(done.ok ? '' : (done.problems[0]?.what ?? ''), 'lie in one another');
  }
});

folder('a site that is not built is refused, so that a target is never emptied by mistake', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
  await deploy(site, target);
  await rebuild(site, {});
  assert.equal(await deploy(site, target), {
    ok: false,
    problems: [{ where: '_site/', what: 'Nothing is built yet.', next: 'Type "skein build" first.' }],
  });
  assert.equal(await contents(target), FIRST);
});

folder('a target that may not be written is told', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(join(temporary(), 'file', 'below'))];
  await filesAt(join(target.root, '..', '..')).write('file', 'in the way');
  chmodSync(join(target.root, '..'), 0o444);
  const done = await deploy(site, target);
  assert.match(done.ok ? '' : (done.problems[0]?.what ?? ''), 'could not be written');
});

folder.run();
