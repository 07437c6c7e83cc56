import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { push } from '../../src/deploy/push.ts';
import { filesAt } from '../../src/world/files.ts';
import { run } from '../../src/world/run.ts';
import type { Files, Run } from '../../src/world/world.ts';
import { temporary } from '../world/temporary.ts';
import { builtSite, contents, FIRST, rebuild, SECOND } from './sites.ts';
import { startSshd } from './sshd.ts';
import type { Sshd } from './sshd.ts';

const rsync = suite<{ sshd: Sshd }>('deploy by rsync');

rsync.before(async (context) => {
  context.sshd = await startSshd();
});

rsync.after(async ({ sshd }) => sshd.stop());

const to = (target: string, ...options: readonly string[]) => ({ to: 'rsync', target, options }) as const;

/** Deploys two versions into a folder that holds something of others, and gives what it holds then. */
async function twice(
  target: Files,
  deploy: (files: Files) => ReturnType<typeof push>,
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
  assert.equal(await twice(target, async (files) => push(to(target.root), { files, run })), expected);
});

rsync('over ssh the same', async ({ sshd }) => {
  const target = filesAt(join(temporary(), 'my site'));
  const place = to(`${sshd.user}@127.0.0.1:${target.root}/`, '-e', sshd.ssh);
  assert.equal(await twice(target, async (files) => push(place, { files, run })), expected);
});

rsync('pages go up before what links to them, the manifest last, removals after uploads', async () => {
  const [files, target] = [await builtSite(FIRST), filesAt(temporary())];
  await push(to(target.root), { files, run });
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
  await push(to(target.root), { files, run: watched });
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
  await push(to(target.root), { files, run });
  for (const name of ['ab-c-', 'a[b]-c-', 'sp ace']) await target.write(name, 'theirs');
  await rebuild(files, FIRST);
  await push(to(target.root), { files, run });
  assert.equal(await contents(target), { ...FIRST, 'ab-c-': 'theirs', 'a[b]-c-': 'theirs', 'sp ace': 'theirs' });
});

rsync('whatever run it dies at, the next deploy of any version leaves the target right', async () => {
  for (let runs = 1; runs < 8; runs += 1) {
    const [files, target] = [await builtSite(FIRST), filesAt(temporary())];
    await push(to(target.root), { files, run });
    await rebuild(files, SECOND);
    let left = runs;
    const dying: Run = async (command, options) =>
      (left -= 1) < 0 ? { code: 12, out: '', err: 'connection unexpectedly closed' } : run(command, options);
    assert.is((await push(to(target.root), { files, run: dying })).ok, runs === 7);
    await rebuild(files, FIRST);
    assert.ok((await push(to(target.root), { files, run })).ok);
    assert.equal(await contents(target), FIRST);
  }
});

rsync('a host that refuses is told, and where', async ({ sshd }) => {
  const target = `nobody-there@127.0.0.1:/x`;
  const done = await push(to(target, '-e', sshd.ssh), { files: await builtSite(FIRST), run });
  const [problem] = done.ok ? [] : done.problems;
  assert.is(problem?.where, target);
  assert.match(problem?.what ?? '', /^rsync ended with code 255: .*Permission denied/s);
});

rsync('a missing rsync is told, and on which side', async ({ sshd }) => {
  const files = await builtSite(FIRST);
  const here = await push(to('/x'), {
    files,
    run: async () => ({ code: 127, out: '', err: 'rsync: no such program' }),
  });
  assert.match(here.ok ? '' : (here.problems[0]?.next ?? ''), /^Install rsync here: "apt install rsync"/);
  const there = await push(to(`${sshd.user}@127.0.0.1:/x`, '-e', sshd.ssh, '--rsync-path=/no/rsync'), { files, run });
  assert.match(there.ok ? '' : (there.problems[0]?.next ?? ''), /^Install rsync on the host/);
});

rsync.run();
