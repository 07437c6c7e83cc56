// What comes in quick succession comes together, and what is slow keeps nothing back.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { together } from '../../src/inbox/together.ts';

const handfuls = suite('together');

async function* coming(...all: readonly (number | Promise<number>)[]): AsyncGenerator<number, void, void> {
  for (const each of all) yield each;
}

async function told(all: AsyncGenerator<number, void, void>, patience: () => Promise<void>): Promise<unknown> {
  const found: (readonly number[])[] = [];
  for await (const some of together(all, { full: 5, weight: (each) => each, patience })) found.push(some);
  return found;
}

const forever = async (): Promise<void> => new Promise(() => undefined);
const soon = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

handfuls('a handful ends when it is full, or nothing more comes', async () => {
  assert.equal(await told(coming(1, 1, 3, 7, 2, 1), forever), [[1, 1, 3], [7], [2, 1]]);
  assert.equal(await told(coming(), forever), []);
});

handfuls('what has come waits for a slow one only so long', async () => {
  let arrive: ((value: number) => void) | undefined;
  const slow = new Promise<number>((resolve) => (arrive = resolve));
  const patience = async (): Promise<void> => soon().then(() => void setImmediate(() => arrive?.(3)));
  assert.equal(await told(coming(1, 1, slow), patience), [[1, 1], [3]]);
});

handfuls.run();
