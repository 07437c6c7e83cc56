// What comes of work that goes on side by side.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arrivals } from '../../src/inbox/arrivals.ts';

const coming = suite('arrivals');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

coming('what is done first comes first, and what fails says why', async () => {
  const { add, next, size } = arrivals<number>();
  let finish: ((value: number) => void) | undefined;
  add(new Promise<number>((resolve) => (finish = resolve)));
  add(Promise.resolve(2));
  add(Promise.reject(new Error('No.')));
  assert.is(size(), 3);
  assert.is(await next(), 2);
  const refused = await next().catch((cause: Error) => cause.message);
  assert.is(refused, 'No.');
  const last = next();
  finish?.(1);
  assert.equal([await last, size()], [1, 0]);
});

coming('what has been taken is kept by nobody, while other work goes on', async () => {
  const { add, next } = arrivals<object>();
  add(new Promise(() => undefined));
  const taken: WeakRef<object>[] = [];
  for (let nth = 0; nth < 5; nth++) {
    add(Promise.resolve({ nth }));
    taken.push(new WeakRef(await next()));
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  collect();
  assert.equal(taken.map((each) => each.deref()).slice(0, 4), [undefined, undefined, undefined, undefined]);
});

coming.run();
