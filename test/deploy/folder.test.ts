import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { push } from '../../src/deploy/push.ts';
import { run } from '../../src/world/run.ts';
import { filesAt } from '../../src/world/files.ts';
import type { Files } from '../../src/world/world.ts';
import { temporary } from '../world/temporary.ts';
import { builtSite, contents, FIRST, rebuild, SECOND } from './sites.ts';

const folder = suite('deploy to a folder');

const deploy = async (site: Files, target: Files) => push({ to: 'folder', folder: target.root }, { files: site, run });

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

folder('a file that went from the target, or was cut short there, comes back', async () => {
  const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
  await deploy(site, target);
  await target.remove('index.html');
  await target.write('atom.xml', 'cut');
  await deploy(site, target);
  assert.equal(await contents(target), FIRST);
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

folder('whatever write it dies at, the next deploy of any version leaves the target right', async () => {
  for (let writes = 0; writes < 13; writes += 1) {
    const [site, target] = [await builtSite(FIRST), filesAt(temporary())];
    await deploy(site, target);
    await rebuild(site, SECOND);
    let left = writes;
    const full = (name: string): void => {
      left -= 1;
      if (left < 0) throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' });
    };
    const dying: Files = {
      ...target,
      write: async (path, bytes) => (full(path), target.write(path, bytes)),
      remove: async (path) => (full(path), target.remove(path)),
    };
    const seen = await push(
      { to: 'folder', folder: 'x' },
      { files: { ...site, folder: (path) => (path === 'x' ? dying : site.folder(path)) }, run },
    );
    assert.is(seen.ok, false);
    // Back to the first version: what the dead run wrote must not be taken for it.
    await rebuild(site, FIRST);
    assert.ok((await deploy(site, target)).ok);
    assert.equal(await contents(target), FIRST);
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
    const done = await push({ to: 'folder', folder: place }, { files: site, run });
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
