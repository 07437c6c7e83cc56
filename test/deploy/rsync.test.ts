import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { filesAt } from '../../src/world/files.ts';
import { run } from '../../src/world/run.ts';
import type { Files, Run } from '../../src/world/world.ts';
import { begin } from '../begin.ts';
import { temporary } from '../world/temporary.ts';
import { bring, builtSite, contents, FIRST, rebuild, SECOND } from './sites.ts';
import { startSshd } from './sshd.ts';
import type { Sshd } from './sshd.ts';

const rsync = suite<{ sshd: Sshd }>('deploy by rsync');

begin(rsync, async (context, atEnd) => {
  context.sshd = await startSshd();
  atEnd(() => context.sshd.stop());
});

const to = (target: string, ...options: readonly string[]) => ({ to: 'rsync', target, options }) as const;

/** Deploys two versions into a folder that holds something of others, and gives what it holds then. */
async function twice(
  target: Files,
  deploy: (files: Files) => ReturnType<typeof bring>,
): Promise<Record<string, string>> {
  const files = await builtSite(FIRST);
  await target.write('2026/11/old/theirs.txt', 'theirs');
  assert.equal(await deploy(files), { ok: true, value: { uploaded: 7, removed: 0, changed: [...uploadsOfFirst] } });
  await rebuild(files, SECOND);
  const done = await deploy(files);
  assert.ok(done.ok);
  assert.equal([done.value.uploaded, done.value.removed, done.value.changed.at(-1)], [9, 3, 'atom.xml']);
  assert.equal(await deploy(files), { ok: true, value: { uploaded: 0, removed: 0, changed: [] } });
  return contents(target);
}

const pages = [
  '2026/11/hello/index.html',
  '2026/11/old/index.html',
  'unchanged.css',
  'was-file',
  'was-folder/in/it.txt',
];
const uploadsOfFirst = [...pages, 'index.html', 'atom.xml'];
const expected = { ...SECOND, '2026/11/old/theirs.txt': 'theirs' };

rsync('to a path: what was built, then what is built next; what others put there stays', async () => {
  const target = filesAt(temporary());
  assert.equal(await twice(target, async (files) => bring(to(target.root), { files, run })), expected);
});

rsync('over ssh the same', async ({ sshd }) => {
  const target = filesAt(join(temporary(), 'my site'));
  const place = to(`${sshd.user}@127.0.0.1:${target.root}/`, '-e', sshd.ssh);
  assert.equal(await twice(target, async (files) => bring(place, { files, run })), expected);
});

rsync('pages go up before what links to them, the manifest last, removals after uploads', async () => {
  const [files, target] = [await builtSite(FIRST), filesAt(temporary())];
  await bring(to(target.root), { files, run });
  await rebuild(files, SECOND);
  const seen: string[][] = [];
  const watched: Run = async (command, options) => {
    const before = await contents(target);
    const ran = await run(command, options);
    const after = await contents(target);
    const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = paths.filter((path) => before[path] !== after[path]);
    if (changed.length > 0) seen.push(changed.sort());
    return ran;
  };
  await bring(to(target.root), { files, run: watched });
  const hard = ['#hash', '-dash #1 [*]? grüße ?.txt', ';semi'];
  assert.equal(seen, [
    ['was-file', 'was-folder/in/it.txt'],
    [
      ...hard.slice(0, 2),
      '2026/11/hello/index.html',
      '2026/11/new/index.html',
      ';semi',
      'was-file/in/it.txt',
      'was-folder',
    ],
    ['atom.xml', 'index.html'],
    ['2026/11/old/index.html'],
  ]);
});

rsync('names with wildcards remove only themselves', async () => {
  const [files, target] = [await builtSite({ ...FIRST, 'a[b]*c?': 'x', 'sp ace ': 'x' }), filesAt(temporary())];
  await bring(to(target.root), { files, run });
  for (const name of ['ab-c-', 'a[b]-c-', 'sp ace']) await target.write(name, 'theirs');
  await rebuild(files, FIRST);
  await bring(to(target.root), { files, run });
  assert.equal(await contents(target), { ...FIRST, 'ab-c-': 'theirs', 'a[b]-c-': 'theirs', 'sp ace': 'theirs' });
});

const NEXT = { first: FIRST, third: { ...FIRST, 'index.html': 'home 3', third: 'third' } };

for (const [name, next] of Object.entries(NEXT)) {
  rsync(`whatever run it dies at, the next deploy leaves the target right: the ${name} version`, async () => {
    for (let runs = 0, isWhole = false; !isWhole; runs += 1) {
      const [files, target] = [await builtSite(FIRST), filesAt(temporary())];
      await bring(to(target.root), { files, run });
      await rebuild(files, SECOND);
      let left = runs;
      const dying: Run = async (command, options) =>
        (left -= 1) < 0 ? { code: 12, out: '', err: 'connection unexpectedly closed' } : run(command, options);
      isWhole = (await bring(to(target.root), { files, run: dying })).ok;
      await rebuild(files, next);
      assert.ok((await bring(to(target.root), { files, run })).ok);
      assert.equal(await contents(target), next, `after ${runs} runs`);
    }
  });
}

rsync(
  'a deploy takes five connections, six where the last was from another machine, one when nothing changed',
  async () => {
    const [files, other, target] = [await builtSite(FIRST), await builtSite(FIRST), filesAt(temporary())];
    const connections = async (site: Files, built: Record<string, string>): Promise<number> => {
      let runs = 0;
      const counted: Run = async (command, options) => ((runs += 1), run(command, options));
      await rebuild(site, built);
      assert.ok((await bring(to(target.root), { files: site, run: counted })).ok);
      return runs;
    };
    const note = { ...FIRST, 'index.html': 'home 2', '2026/11/note/index.html': 'note' };
    const seen = [
      await connections(files, FIRST),
      await connections(files, note),
      await connections(files, note),
      await connections(other, { ...note, 'index.html': 'home 3', '2026/11/note/index.html': 'edited' }),
    ];
    assert.equal(seen, [5, 5, 1, 6]);
  },
);

rsync('a file that was changed at the target comes back with --verify, and is all that is told', async () => {
  const [files, target] = [await builtSite(SECOND), filesAt(temporary())];
  await bring(to(target.root), { files, run });
  const hard = '-dash #1 [*]? grüße ?.txt';
  await target.write(hard, 'HARD name');
  assert.equal(await bring(to(target.root), { files, run }), {
    ok: true,
    value: { uploaded: 0, removed: 0, changed: [] },
  });
  assert.equal(await bring(to(target.root), { files, run, verify: true }), {
    ok: true,
    value: { uploaded: 1, removed: 0, changed: [hard] },
  });
  assert.equal(await contents(target), SECOND);
});

rsync('a shard that is broken at the target or in the cache here is not believed', async () => {
  for (const place of ['target', 'cache']) {
    const [files, target] = [await builtSite(FIRST), filesAt(temporary())];
    await bring(to(target.root), { files, run });
    const folder = place === 'target' ? target : files.folder('.skein/rsync/intent');
    for (const path of await folder.list('.skein-manifest')) await folder.write(path, '{"files":{}}');
    if (place === 'target') await files.folder('.skein').remove('rsync/intent/.skein-manifest.json');
    await rebuild(files, SECOND);
    assert.ok((await bring(to(target.root), { files, run })).ok);
    assert.equal(await contents(target), SECOND, place);
  }
});

rsync('a host that refuses is told, and where', async ({ sshd }) => {
  const target = `nobody-there@127.0.0.1:/x`;
  const done = await bring(to(target, '-e', sshd.ssh), { files: await builtSite(FIRST), run });
  const [problem] = done.ok ? [] : done.problems;
  assert.is(problem?.where, target);
  assert.match(problem?.what ?? '', /^rsync lost the host: .*Permission denied/s);
});

rsync('so is one whose stream ends before ssh does, in the same words', async () => {
  const slow = join(temporary(), 'ssh');
  writeFileSync(slow, '#!/bin/sh\necho "Permission denied (publickey)." >&2\nexec <&- >&-\nsleep 0.3\nexit 255\n');
  chmodSync(slow, 0o755);
  const done = await bring(to('host.example:/x', '-e', slow), { files: await builtSite(FIRST), run });
  const [problem] = done.ok ? [] : done.problems;
  assert.match(problem?.what ?? '', /^rsync lost the host: .*Permission denied.*\(code 12\)/s);
});

rsync('a missing rsync is told, and on which side', async ({ sshd }) => {
  const files = await builtSite(FIRST);
  const here = await bring(to('/x'), {
    files,
    run: async () => ({ code: 127, out: '', err: 'rsync: no such program' }),
  });
  assert.match(here.ok ? '' : (here.problems[0]?.next ?? ''), /^Install rsync here: "apt install rsync"/);
  const there = await bring(to(`${sshd.user}@127.0.0.1:/x`, '-e', sshd.ssh, '--rsync-path=/no/rsync'), { files, run });
  assert.match(there.ok ? '' : (there.problems[0]?.next ?? ''), /^Install rsync on the host/);
});

rsync.run();
