// The program from outside: what it prints where, how it ends, and what it leaves on disk.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
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

cli('what the disk refuses is one problem and no stack', async () => {
  const cwd = await newSite();
  writeFileSync(join(cwd, '_site'), 'a file in the way');
  const { code, err } = await skein(['build'], { cwd });
  assert.is(code, 3);
  assert.match(err, /_site\S* {2}The disk refuses: E[A-Z]+: [a-z ]+\.\n {4}\S[^\n]+\n$/);
});

cli('colour is for terminals only', async () => {
  const { err } = await skein(['build'], { cwd: temporary(), env: { NO_COLOR: '' } });
  // oxlint-disable-next-line no-control-regex
  assert.not.match(err, /\u001b/);
});

cli.run();
