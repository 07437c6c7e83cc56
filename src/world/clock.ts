// The clock of the machine.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './world.ts';

export const clock: Clock = {
  now: () => new Date(),
  wait: async (milliseconds) => wait(milliseconds),
};
