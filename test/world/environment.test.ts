import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { environmentOf } from '../../src/world/environment.ts';

const environment = suite('environment');

environment('the process comes before .env, an empty variable is none, and .env stays out of the process', async () => {
  const files = { read: async () => 'A=file\nB="file b" # why\nexport C=file\nEMPTY=\n' };
  const env = await environmentOf(files, { A: 'process', C: '' });
  assert.equal(['A', 'B', 'C', 'EMPTY', 'D'].map(env), ['process', 'file b', 'file', undefined, undefined]);
  assert.is(process.env['B'], undefined);
});

environment('a site need not have one', async () => {
  assert.is((await environmentOf({ read: async () => undefined }, { A: 'x' }))('A'), 'x');
});

environment.run();
