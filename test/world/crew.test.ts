// Threads run the packed program, whoever calls them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { crewAt } from '../../src/world/crew.ts';
import { ann } from '../posts/ann.ts';
import { temporary } from './temporary.ts';

const crew = suite('crew');

const scene = { scene: { site: ann, follows: [] } };

/** What it is asked to make: a robots.txt at this path. */
function robots(path: string): unknown {
  return {
    make: [
      { sketch: { path, maker: 'robots', frame: { sitemaps: [] }, cards: [] }, print: 1, hash: undefined, why: '' },
    ],
  };
}

async function refused(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    () => assert.unreachable(),
    (cause: unknown) => cause,
  );
}

crew('each thread does what it is asked, in the order in which it was', async () => {
  const two = crewAt(temporary(), 2);
  const asked = [0, 1].flatMap((whom) => [two.ask(scene, whom), two.ask({ read: [] }, whom)]);
  const answers = await Promise.all(asked);
  await two.end();
  const read = { known: [], problems: [] };
  assert.equal([two.size, answers], [2, [undefined, read, undefined, read]]);
});

crew('what the disk refuses a thread is told as it is told anyone, and the thread goes on', async () => {
  const one = crewAt(temporary(), 1);
  await one.ask(scene, 0);
  const { code, syscall, path } = (await refused(one.ask(robots('a'.repeat(300)), 0))) as NodeJS.ErrnoException;
  const made = (await one.ask(robots('robots.txt'), 0)) as { readonly ok: boolean };
  await one.end();
  assert.equal([code, syscall, path?.slice(-4), made.ok], ['ENAMETOOLONG', 'open', 'aaaa', true]);
});

crew('a thread that breaks or is ended rejects what it was asked, and all that it is asked later', async () => {
  const one = crewAt(undefined as unknown as string, 1);
  const first = await refused(one.ask(scene, 0));
  assert.instance(first, Error);
  assert.is(await refused(one.ask(scene, 0)), first);
  const ended = crewAt(temporary(), 1);
  const waiting = refused(ended.ask(scene, 0));
  await ended.end();
  assert.match(String(await waiting), 'A thread has ended before its work.');
  assert.match(String(await refused(ended.ask(scene, 0))), 'A thread has ended');
});

crew.run();
