// Fingerprints: whether what something is made from is what it was made from last time. They are compared with the one
// of the same thing alone, and nobody gains by making two alike, so 53 bits are enough and a number holds them.

/** A whole number below 2⁵³. */
export type Fingerprint = number;

const SECOND = 0x9e3779b1;

/** Of a text. Two rounds of multiply and rotate with different constants, as murmur3 does it, are 32 bits each. */
export function fingerprintOf(text: string): Fingerprint {
  let a = text.length;
  let b = a ^ SECOND;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = turned(a, unit);
    b = turned(b ^ SECOND, unit);
  }
  return ended(a, b);
}

/** Of several, in their order. */
export function together(prints: readonly Fingerprint[]): Fingerprint {
  let a = 1;
  let b = 2;
  for (const print of prints) {
    const low = print | 0;
    const high = (print / 2 ** 32) | 0;
    a = turned(turned(a, low), high);
    b = turned(turned(b ^ SECOND, high), low);
  }
  return ended(a, b);
}

// Kept a whole number of 32 bits: as a fraction it would take four times as long, and give the same.
function turned(state: number, unit: number): number {
  const mixed = Math.imul(state ^ Math.imul(unit, 0xcc9e2d51), 0x1b873593);
  return (((mixed << 13) | (mixed >>> 19)) + 0xe6546b64 + mixed) | 0;
}

function ended(a: number, b: number): Fingerprint {
  return (spread(b ^ (a >>> 9)) & 0x1fffff) * 2 ** 32 + spread(a ^ (b >>> 7));
}

function spread(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
