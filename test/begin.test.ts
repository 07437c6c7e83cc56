import { suite, type Callback, type Test } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from './begin.ts';

const beginnings = suite('how a suite begins and ends');

type Hook = Callback<object>;

/** A suite that runs when it is told to, as uvu does it: its beginning, a test, its end. */
async function played(open: Parameters<typeof begin<object>>[1]): Promise<unknown> {
  const hooks: Record<'before' | 'each' | 'after', Hook[]> = { before: [], each: [], after: [] };
  const before = Object.assign((hook: Hook) => void hooks.before.push(hook), {
    each: (hook: Hook) => void hooks.each.push(hook),
  });
  const after = Object.assign((hook: Hook) => void hooks.after.push(hook), { each: () => {} });
  begin(
    Object.assign(() => {}, { before, after, only: () => {}, skip: () => {}, run: () => {} }) as Test<object>,
    open,
  );
  const all = async (hooked: readonly Hook[]): Promise<void> => {
    for (const hook of hooked) await hook({ __suite__: '', __test__: '' });
  };
  try {
    await all(hooks.before);
    await all(hooks.each);
    return 'runs';
  } catch (cause) {
    return cause;
  } finally {
    await all(hooks.after);
  }
}

beginnings('what was opened is closed at the end, the last first', async () => {
  const closed: string[] = [];
  const test = await played(async (_, atEnd) => {
    atEnd(() => closed.push('server'));
    atEnd(() => closed.push('client'));
  });
  assert.equal([test, closed], ['runs', ['client', 'server']]);
});

beginnings('one that fails fails each test with its reason, and closes what it had opened', async () => {
  const closed: string[] = [];
  const cause = new Error('no server');
  const test = await played(async (_, atEnd) => {
    atEnd(() => closed.push('folder'));
    throw cause;
  });
  assert.is(test, cause);
  assert.equal(closed, ['folder']);
});

beginnings.run();
