import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { filesAt } from '../../src/world/files.ts';
import { run } from '../../src/world/run.ts';
import type { Files, Run } from '../../src/world/world.ts';
import { temporary } from '../world/temporary.ts';
import { bring, builtSite, contents, FIRST, rebuild, SECOND } from './sites.ts';

const branch = suite('deploy to a branch');

// Nothing of this machine's own configuration, and nobody is configured to commit.
const ALONE = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', HOME: '/nonexistent', EMAIL: '' };
const alone: Run = async (command, options) => run(command, { ...options, env: { ...options?.env, ...ALONE } });

async function git(cwd: string, ...words: readonly string[]): Promise<string> {
  const ran = await alone(['git', '-c', 'user.name=Ann', '-c', 'user.email=ann@example', ...words], { cwd });
  assert.is(ran.code, 0, `git ${words.join(' ')}: ${ran.err}`);
  return ran.out.trim();
}

async function emptyRemote(): Promise<string> {
  const remote = temporary();
  await git(remote, 'init', '--quiet', '--bare', '-b', 'main');
  return remote;
}

const to = (remote: string, folder = '') => ({ to: 'git', remote, branch: 'pages', folder }) as const;

/** What the branch holds, as a fresh clone shows it. */
async function shown(remote: string): Promise<Record<string, string>> {
  const clone = temporary();
  await git(clone, 'clone', '--quiet', '-b', 'pages', remote, '.');
  return contents(filesAt(clone));
}

async function repository(files: Files): Promise<void> {
  await files.write('posts/a.md', 'a');
  await files.write('.gitignore', '_site/\n.skein/\n');
  await git(files.root, 'init', '--quiet', '-b', 'main');
  await git(files.root, 'add', 'posts', '.gitignore');
  await git(files.root, 'commit', '--quiet', '-m', 'posts');
  await files.write('posts/b.md', 'staged');
  await git(files.root, 'add', 'posts/b.md');
}

for (const inRepository of [false, true]) {
  const where = inRepository ? 'in a repository' : 'in no repository';
  branch(`the branch is made, then changed on top of its history; the site is ${where}`, async () => {
    const [files, remote] = [await builtSite(FIRST), await emptyRemote()];
    if (inRepository) await repository(files);
    const state = async (): Promise<string> =>
      inRepository
        ? `${await git(files.root, 'status', '--porcelain', '--branch')} ${await git(files.root, 'for-each-ref')}`
        : '';
    const before = await state();
    assert.equal(await bring(to(remote), { files, run: alone }), {
      ok: true,
      value: { uploaded: 8, removed: 0, changed: ['.nojekyll', ...Object.keys(FIRST)].sort() },
    });
    await rebuild(files, SECOND);
    const done = await bring(to(remote), { files, run: alone });
    assert.ok(done.ok);
    assert.equal([done.value.uploaded, done.value.removed], [9, 3]);
    assert.equal(await shown(remote), { ...SECOND, '.nojekyll': '' });
    assert.is(await git(remote, 'rev-list', '--count', 'pages'), '2');
    assert.is(await state(), before);
  });
}

branch('the same again makes no commit', async () => {
  const [files, remote] = [await builtSite(FIRST), await emptyRemote()];
  await bring(to(remote), { files, run: alone });
  assert.equal(await bring(to(remote), { files, run: alone }), {
    ok: true,
    value: { uploaded: 0, removed: 0, changed: [] },
  });
  assert.is(await git(remote, 'rev-list', '--count', 'pages'), '1');
});

branch('what others put there stays, and a folder of the branch is all that is touched', async () => {
  const [files, remote, other] = [await builtSite(FIRST), await emptyRemote(), filesAt(temporary())];
  await git(other.root, 'clone', '--quiet', remote, '.');
  await git(other.root, 'checkout', '--quiet', '-b', 'pages');
  for (const path of ['CNAME', 'docs/CNAME', 'docs/index.html']) await other.write(path, 'theirs');
  await git(other.root, 'add', '.');
  await git(other.root, 'commit', '--quiet', '-m', 'theirs');
  await git(other.root, 'push', '--quiet', 'origin', 'pages');
  await bring(to(remote, 'docs'), { files, run: alone });
  await rebuild(files, SECOND);
  const done = await bring(to(remote, 'docs'), { files, run: alone });
  const docs = Object.entries({ ...SECOND, '.nojekyll': '', CNAME: 'theirs' }).map(([path, text]) => [
    `docs/${path}`,
    text,
  ]);
  assert.equal(await shown(remote), { CNAME: 'theirs', ...(Object.fromEntries(docs) as Record<string, string>) });
  assert.ok(done.ok && done.value.changed.includes('index.html'));
});

branch('where another push comes in between, it is done again on top', async () => {
  const [files, remote, other] = [await builtSite(FIRST), await emptyRemote(), await builtSite({ 'index.html': 'x' })];
  await bring(to(remote), { files, run: alone });
  await rebuild(files, SECOND);
  let pushes = 0;
  const late: Run = async (command, options) => {
    if (command[1] === 'push' && (pushes += 1) === 1) {
      await rebuild(other, { ...FIRST, 'between.html': 'between' });
      assert.ok((await bring(to(remote), { files: other, run: alone })).ok);
    }
    return alone(command, options);
  };
  assert.ok((await bring(to(remote), { files, run: late })).ok);
  assert.equal([pushes, await git(remote, 'rev-list', '--count', 'pages')], [2, '3']);
  assert.equal(await shown(remote), { ...SECOND, '.nojekyll': '' });
});

branch('an author who is configured is kept, else it is Skein', async () => {
  const [files, remote] = [await builtSite(FIRST), await emptyRemote()];
  await bring(to(remote), { files, run: alone });
  const ann: Run = async (command, options) =>
    alone([command[0] ?? '', '-c', 'user.name=Ann', '-c', 'user.email=ann@example', ...command.slice(1)], options);
  await rebuild(files, SECOND);
  await bring(to(remote), { files, run: ann });
  assert.is(await git(remote, 'log', '--format=%an %ae', 'pages'), 'Ann ann@example\nSkein skein@localhost');
});

branch('what somebody else changed of ours comes back with --verify', async () => {
  const [files, remote, other] = [await builtSite(SECOND), await emptyRemote(), filesAt(temporary())];
  await bring(to(remote), { files, run: alone });
  await git(other.root, 'clone', '--quiet', '-b', 'pages', remote, '.');
  await other.write('index.html', 'theirs');
  await git(other.root, 'commit', '--quiet', '-am', 'theirs');
  await git(other.root, 'push', '--quiet', 'origin', 'pages');
  assert.equal(await bring(to(remote), { files, run: alone }), {
    ok: true,
    value: { uploaded: 0, removed: 0, changed: [] },
  });
  assert.equal(await bring(to(remote), { files, run: alone, verify: true }), {
    ok: true,
    value: { uploaded: 1, removed: 0, changed: ['index.html'] },
  });
  assert.equal(await shown(remote), { ...SECOND, '.nojekyll': '' });
});

branch('without its manifest a branch is compared whole, and nothing removed', async () => {
  const [files, remote, other] = [await builtSite(FIRST), await emptyRemote(), filesAt(temporary())];
  await bring(to(remote), { files, run: alone });
  await git(other.root, 'clone', '--quiet', '-b', 'pages', remote, '.');
  await git(other.root, 'rm', '--quiet', '.skein-manifest.json');
  await git(other.root, 'commit', '--quiet', '-m', 'no manifest');
  await git(other.root, 'push', '--quiet', 'origin', 'pages');
  await rebuild(files, { 'index.html': 'home 2', 'atom.xml': 'feed 1' });
  assert.equal(await bring(to(remote), { files, run: alone }), {
    ok: true,
    value: { uploaded: 1, removed: 0, changed: ['index.html'] },
  });
  assert.equal(await shown(remote), { ...FIRST, '.nojekyll': '', 'index.html': 'home 2' });
});

branch('a remote that refuses is told, without its password', async () => {
  const files = await builtSite(FIRST);
  const done = await bring(to('http://ann:token@127.0.0.1:9/x.git'), { files, run: alone });
  assert.not(done.ok);
  const [problem] = done.ok ? [] : done.problems;
  assert.is(problem?.where, 'http://127.0.0.1:9/x.git pages');
  assert.not.match(JSON.stringify(problem), 'token');
  assert.match(problem?.what ?? '', 'git ls-remote ended with code 128');
});

branch('a git that is not installed is told', async () => {
  const done = await bring(to('x'), {
    files: await builtSite(FIRST),
    run: async () => ({ code: 127, out: '', err: 'git: no such program' }),
  });
  assert.match(done.ok ? '' : (done.problems[0]?.next ?? ''), 'Install git');
});

branch.run();
