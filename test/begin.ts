// How a suite begins and ends. With hooks of its own, uvu says nothing of a beginning that fails, and its end, which then
// finds half of what it wants to close, takes all other suites with it.
import type { Test } from 'uvu';

/** Notes what is to be done at the end of the suite. */
type AtEnd = (close: () => unknown) => void;

/**
 * Opens what the tests of a suite share. What it has noted for the end is done then, the last first, and when the opening
 * fails: then each test of the suite fails with its reason.
 */
export function begin<T>(suite: Test<T>, open: (context: T, atEnd: AtEnd) => Promise<void>): void {
  const closings: Array<() => unknown> = [];
  let failed: { readonly cause: unknown } | undefined;
  suite.before(async (context) => {
    try {
      await open(context, (close) => closings.unshift(close));
    } catch (cause) {
      failed = { cause };
    }
  });
  suite.before.each(() => {
    if (failed) throw failed.cause;
  });
  suite.after(async () => {
    for (const close of closings) {
      try {
        await close();
      } catch (cause) {
        console.error('What a suite has opened cannot be closed:', cause);
      }
    }
  });
}
