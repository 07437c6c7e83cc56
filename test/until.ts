// Waiting for what comes by itself.
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds after which nobody waits for what does not come. A busy machine is slow, and that is no failure. */
export const AT_LAST = 60_000;

/** Waits until something is so; `what` says what is so instead. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: () => string | Promise<string> = () => 'It did not come to be.',
): Promise<void> {
  for (const end = Date.now() + AT_LAST; !(await isSo()); await pause(10)) {
    if (Date.now() > end) throw new Error(await what());
  }
}
