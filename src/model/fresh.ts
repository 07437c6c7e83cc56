/** Milliseconds in which a file can be written twice without a trace in its time, even on a disk with coarse ones. */
const TICK = 2_000;

/** Whether a file that had this time when it was looked at may change again and still have it. Both in milliseconds. */
export function isFresh(time: number, looked: number): boolean {
  return looked - time < TICK;
}
