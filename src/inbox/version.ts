// Whether an item still says what it said. Who wrote it is not compared: Prosody says it only as it happens.
import { fingerprintOf, type Fingerprint } from '../model/fingerprint.ts';
import type { Received } from '../model/received.ts';

const WORDS = ['id', 'url', 'title', 'html', 'published', 'updated', 'warning'] as const;

/** Whether both are the same version. */
export function saysTheSame(a: Received | undefined, b: Received): boolean {
  return a !== undefined && WORDS.every((key) => a[key] === b[key]);
}

/** Of two that say the same it is the same. */
export function versionOf(entry: Received): Fingerprint {
  return fingerprintOf(JSON.stringify(WORDS.map((key) => entry[key])));
}
