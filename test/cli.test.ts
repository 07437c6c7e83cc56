// The program from outside: what it prints where, how it ends, and what it leaves on disk.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hash } from '../src/world/hash.ts';
import { skein, temporary } from './program.ts';

const cli = suite('cli');

const beginning = ['--yes', '--title', 'Ann', '--url', 'https://ann.example', '--author', 'Ann'];

async function newSite(): Promise<string> {
  const cwd = temporary();
  assert.is((await skein(['init', 'blog', ...beginning], { cwd })).code, 0);
  return join(cwd, 'blog');
}

function timesBelow(folder: string): Record<string, number> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

cli('the commands in the README are those of the help', async () => {
  const { out, code } = await skein(['--help'], { cwd: temporary() });
  const commands = out.slice(out.indexOf('Commands:'), out.indexOf('\nskein <command>')).trim();
  const readme = readFileSync('README.md', 'utf8');
  assert.is(code, 0);
  assert.ok(readme.includes(`\`\`\`\n${commands}\n\`\`\`\n<!-- /commands -->`), commands);
});

cli('each command has a help with an example', async () => {
  const { out } = await skein(['--help'], { cwd: temporary() });
  const names = [...out.matchAll(/^ {2}(\w+) .*/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help');
  assert.ok(names.length >= 8);
  for (const name of names) {
    const help = await skein([name, '--help'], { cwd: temporary() });
    assert.is(help.code, 0);
    assert.match(help.out, /Examples:\n {2}\$ skein /);
  }
});

cli('a word that is no command ends with 2 and says which was meant', async () => {
  const { code, err, out } = await skein(['biuld'], { cwd: temporary() });
  assert.is(code, 2);
  assert.is(out, '');
  assert.match(err, /unknown command 'biuld'[^]*Did you mean build\?/);
});

cli('a folder without a site is told what to do', async () => {
  const { code, err } = await skein(['build'], { cwd: temporary() });
  assert.is(code, 1);
  assert.match(err, /skein\.config\.js {2}There is no site here\.\n {4}Make one with: skein init/);
});

cli('init makes a site that builds at once', async () => {
  const cwd = await newSite();
  const { code, out, err } = await skein(['build'], { cwd });
  assert.equal([code, err], [0, '']);
  assert.match(out, /^built in \d+\.\d\d s: \d+ files changed of \d+\n$/);
  assert.ok(existsSync(join(cwd, '_site', 'index.html')));
});

cli('init tells every answer that is wrong, and makes nothing', async () => {
  const cwd = temporary();
  const { code, err } = await skein(['init', 'blog', '--yes', '--url', 'nowhere', '--jid', 'ann'], { cwd });
  assert.is(code, 2);
  assert.match(err, /^--url {2}"nowhere"/m);
  assert.match(err, /^--jid {2}"ann"/m);
  assert.equal(readdirSync(cwd), []);
});

cli('init leaves a folder alone that holds files', async () => {
  const cwd = await newSite();
  const { code, err } = await skein(['init', '.', ...beginning], { cwd });
  assert.is(code, 1);
  assert.match(err, /holds files already/);
});

cli('a second build of the same files writes none', async () => {
  const cwd = await newSite();
  await skein(['build'], { cwd });
  const before = timesBelow(join(cwd, '_site'));
  const { out } = await skein(['build'], { cwd });
  assert.match(out, /: 0 files changed of/);
  assert.equal(timesBelow(join(cwd, '_site')), before);
});

cli('a build says why each file was written, when asked', async () => {
  const cwd = await newSite();
  await skein(['build'], { cwd });
  writeFileSync(join(cwd, 'posts', '2020-05-01-geese.md'), 'Geese.\n');
  const { out } = await skein(['build', '--verbose'], { cwd });
  const lines = new Set(out.split('\n'));
  assert.ok(lines.has('  written 2020/05/geese/index.html: it was not there as it was left'), out);
  assert.ok(lines.has('  written index.html: what it shows has changed'), out);
  rmSync(join(cwd, 'posts', '2020-05-01-geese.md'));
  const { out: after } = await skein(['build', '--verbose'], { cwd });
  assert.match(after, /^ {2}removed 2020\/05\/geese\/index\.html$/m);
});

cli(
  'what a build remembers may be damaged or of another version: it says so once, and the site is the same',
  async () => {
    const cwd = await newSite();
    await skein(['build'], { cwd });
    const [before, cache] = [timesBelow(join(cwd, '_site')), join(cwd, '.skein', 'cache', 'site')];
    const whole = readFileSync(cache);
    const older = Buffer.from(whole.subarray(24).toString('latin1').replace('"version":"', '"version":"x'), 'latin1');
    const others = [whole.subarray(0, -9), Buffer.alloc(0), Buffer.concat([Buffer.from(`${hash(older)}\n\n`), older])];
    for (const bytes of others) {
      writeFileSync(cache, bytes);
      const { code, out } = await skein(['build'], { cwd });
      assert.is(code, 0);
      assert.match(
        out,
        /^\.skein\/cache\/site is damaged or another version’s: all is built anew\.\nbuilt in \S+ s: 0 files/,
      );
      assert.equal(timesBelow(join(cwd, '_site')), before);
      assert.match((await skein(['build'], { cwd })).out, /^built in \S+ s: 0 files changed of/);
    }
  },
);

cli('what is wrong in a post is told with its line, and _site/ stays as it was', async () => {
  const cwd = await newSite();
  await skein(['build'], { cwd });
  const before = timesBelow(join(cwd, '_site'));
  writeFileSync(join(cwd, 'posts', '2026-05-01-hello.md'), '---\ntags: [a]\ndate: tomorrow\n---\nHello\n');
  writeFileSync(join(cwd, 'posts', '2026-05-02-late.md'), '---\ntitle: half');
  const { code, out, err } = await skein(['build'], { cwd });
  assert.is(code, 1);
  assert.match(err, /^posts\/2026-05-01-hello\.md:3 {2}"tomorrow" is not a date\.\n {4}\S/m);
  assert.match(err, /^posts\/2026-05-02-late\.md:/m);
  assert.match(out, /^2 problems\. _site\/ is as it was\.\n$/);
  assert.equal(timesBelow(join(cwd, '_site')), before);
});

cli('post writes the words given, and the next build shows them', async () => {
  const cwd = await newSite();
  const { code, out } = await skein(['post', '--tag', 'birds', 'Geese', 'over the lake'], { cwd });
  assert.is(code, 0);
  const file = /posts\/\S+\.md/.exec(out)?.[0] ?? '';
  assert.match(readFileSync(join(cwd, file), 'utf8'), /\nGeese over the lake\n$/);
  await skein(['build'], { cwd });
  assert.ok(existsSync(join(cwd, '_site', 'tags', 'birds', 'atom.xml')));
  assert.match(readFileSync(join(cwd, '_site', 'index.html'), 'utf8'), /Geese over the lake/);
});

cli('post takes the text from a pipe', async () => {
  const cwd = await newSite();
  const { code, out } = await skein(['post', '--draft'], { cwd, input: 'From a pipe.\n' });
  assert.is(code, 0);
  const file = /posts\/\S+\.md/.exec(out)?.[0] ?? '';
  assert.match(readFileSync(join(cwd, file), 'utf8'), /draft: true\n---\n+From a pipe\.\n$/);
});

cli('post wants a text for each photo that says what it shows', async () => {
  const cwd = await newSite();
  writeFileSync(join(cwd, 'a.jpg'), 'not really');
  const before = timesBelow(join(cwd, 'posts'));
  const { code, err } = await skein(['post', '--photo', 'a.jpg', 'Look'], { cwd });
  assert.is(code, 2);
  assert.match(err, /a\.jpg[^]*--alt/);
  assert.equal(timesBelow(join(cwd, 'posts')), before);
});

cli('two photos whose files have one name are two', async () => {
  const cwd = await newSite();
  for (const folder of ['a', 'b']) {
    mkdirSync(join(cwd, folder));
    writeFileSync(join(cwd, folder, 'lake.jpg'), `of ${folder}`);
  }
  const photos = ['--photo', 'a/lake.jpg', '--photo', 'b/lake.jpg', '--alt', 'A lake', '--alt', 'Another'];
  assert.is((await skein(['post', 'Look', ...photos], { cwd })).code, 0);
  const kept = readdirSync(join(cwd, 'public', 'photos'), { recursive: true, encoding: 'utf8' });
  const files = kept.filter((name) => name.endsWith('.jpg')).sort();
  assert.equal(
    files.map((name) => readFileSync(join(cwd, 'public', 'photos', name), 'utf8')),
    ['of b', 'of a'],
  );
});

cli('what the disk refuses is one problem and no stack', async () => {
  const cwd = await newSite();
  writeFileSync(join(cwd, '_site'), 'a file in the way');
  const { code, err } = await skein(['build'], { cwd });
  assert.is(code, 3);
  assert.match(err, /_site\S* {2}The disk refuses: E[A-Z]+: [a-z ]+\.\n {4}\S[^\n]+\n$/);
  assert.is(readFileSync(join(cwd, '_site'), 'utf8'), 'a file in the way');
});

cli('a built site that is a link to where the host shows it stays one', async () => {
  const cwd = await newSite();
  mkdirSync(join(cwd, '..', 'www'));
  symlinkSync('../www', join(cwd, '_site'));
  assert.is((await skein(['build'], { cwd })).code, 0);
  assert.ok(lstatSync(join(cwd, '_site')).isSymbolicLink());
  assert.ok(existsSync(join(cwd, '..', 'www', 'index.html')));
});

cli('colour is for terminals only', async () => {
  const { err } = await skein(['build'], { cwd: temporary(), env: { NO_COLOR: '' } });
  // oxlint-disable-next-line no-control-regex
  assert.not.match(err, /\u001b/);
});

cli.run();
