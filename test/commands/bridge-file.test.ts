// The file of bridges is what runs, also when it is saved in the moment in which the program begins.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../src/commands/bridge.ts';
import { realWorld } from '../../src/world/real.ts';
import type { Watch } from '../../src/world/world.ts';
import { temporary } from '../program.ts';

const file = suite('the file of bridges');

const listOf = (...names: readonly string[]): string =>
  `bridges:\n${names.map((name) => `  - { name: ${name}, from: 'https://${name}.invalid/', to: 'xmpp:me@${name}.invalid' }\n`).join('')}`;

file('is read again when it was saved before anybody watched it', async () => {
  const root = temporary();
  const list = join(root, 'bridges.yaml');
  writeFileSync(list, listOf('one'));
  const stop = new AbortController();
  const world = await realWorld(root, stop.signal);
  const env: Readonly<Record<string, string>> = { SKEIN_XMPP_PASSWORD: 'secret', XDG_STATE_HOME: root };
  const lines: string[] = [];
  const line = (text: string): void => {
    lines.push(text);
    if (lines.includes('2 bridges')) stop.abort();
  };
  // Of what was saved before, it tells nothing.
  const watch: Watch = async () => {
    writeFileSync(list, listOf('one', 'two'));
    setTimeout(() => stop.abort(), 10_000).unref();
    return async () => {};
  };
  const say = { ...world.say, line, problems: () => {} };
  const texts = (option: string): readonly string[] => (option === 'config' ? [list] : []);
  const given = { words: [], texts, text: (option: string) => texts(option)[0] };
  await run({ ...world, say, watch, env: (name) => env[name] }, given);
  assert.equal(
    lines.filter((text) => /^\d bridges?$/.test(text)),
    ['1 bridge', '2 bridges'],
  );
});

file.run();
