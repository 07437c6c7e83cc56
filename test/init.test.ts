// A new site: asked for at a terminal, or by options; and what a host is given to build it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLI, skein, temporary } from './program.ts';

const init = suite('init');

const TERMINAL = join(import.meta.dirname, 'terminal.py');

/** What a person answers to which question, key by key. */
type Answers = readonly (readonly [question: string, keys: string])[];

function atTerminal(cwd: string, answers: Answers, words: readonly string[]): { code: number | null; said: string } {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const command = [TERMINAL, JSON.stringify(answers), process.execPath, CLI, ...words];
  const env = { ...inherited, TERM: 'xterm', USER: 'ann', NO_COLOR: '1' };
  const { status, stdout } = spawnSync('/usr/bin/python3', command, { cwd, env, encoding: 'utf8' });
  return { code: status, said: stdout };
}

init('at a terminal it asks, and typing replaces what it proposes', async () => {
  const cwd = temporary();
  const { code, said } = atTerminal(
    cwd,
    [
      ['What is the site called?', 'Geese\r'],
      ['Where will it be?', 'https://geese.example\r'],
      ['Who writes it?', '\r'],
      ['Which XMPP account', 'ann@xmpp.example\r'],
    ],
    ['init', 'my-blog'],
  );
  assert.is(code, 0, said);
  assert.match(said, /my-blog\/ is a site now\. Next:/);
  const config = readFileSync(join(cwd, 'my-blog', 'skein.config.js'), 'utf8');
  assert.match(config, /^ {2}title: "Geese",\n {2}url: "https:\/\/geese\.example",\n {2}author: \{ name: "ann" \},$/m);
  assert.match(config, /^ {2}xmpp: \{ jid: "ann@xmpp\.example" \},$/m);
  assert.is((await skein(['build'], { cwd: join(cwd, 'my-blog') })).code, 0);
});

init('an answer that cannot be is told at once, and asked for again', () => {
  const cwd = temporary();
  const { code, said } = atTerminal(
    cwd,
    [
      ['Where will it be?', 'nowhere\r'],
      ['"nowhere" is not what is wanted', ''],
      ['Where will it be?', 'https://geese.example\r'],
      ['Which XMPP account', '\r'],
    ],
    ['init', 'my-blog', '--title', 'Geese', '--author', 'Ann'],
  );
  assert.is(code, 0, said);
  assert.match(readFileSync(join(cwd, 'my-blog', 'skein.config.js'), 'utf8'), /url: "https:\/\/geese\.example"/);
});

init('one who breaks off has made nothing', () => {
  const cwd = temporary();
  const { code, said } = atTerminal(cwd, [['What is the site called?', '\u0003']], ['init', 'my-blog']);
  assert.is.not(code, 0);
  assert.match(said, /nothing was made/);
  assert.equal(readdirSync(cwd), []);
});

const WORKFLOWS: Record<string, string> = {
  github: '.github/workflows/site.yml',
  gitlab: '.gitlab-ci.yml',
  netlify: 'netlify.toml',
};

for (const [host, file] of Object.entries(WORKFLOWS)) {
  init(`--with ${host} writes its workflow beside the site`, async () => {
    const cwd = temporary();
    const { code, out } = await skein(['init', 'blog', '--yes', '--with', host], { cwd });
    assert.equal([code, out.split('\n')[0]], [0, 'blog/ is a site now. Next:']);
    assert.ok(existsSync(join(cwd, 'blog', file)));
    assert.match(readFileSync(join(cwd, 'blog', '.gitignore'), 'utf8'), /^\.env$/m);
  });
}

init('a host for which there is none is wrong use, and makes nothing', async () => {
  const cwd = temporary();
  const { code, err } = await skein(['init', 'blog', '--yes', '--with', 'geocities'], { cwd });
  assert.is(code, 2);
  assert.is(err, '--with  There is no workflow for "geocities".\n    Write github, gitlab, netlify.\n');
  assert.equal(readdirSync(cwd), []);
});

init.run();
