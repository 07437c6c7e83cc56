// The clock of the machine.
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './world.ts';

export const clock: Clock = {
  now: () => new Date(),
  wait: async (milliseconds, stop) => {
    // Any number may wait for one end; Node warns of more than ten.
    if (stop) setMaxListeners(0, stop);
    // A wait that is aborted is over.
    await wait(milliseconds, undefined, stop && { signal: stop }).catch((cause: unknown) => {
      if (!stop?.aborted) throw cause;
    });
  },
};
