// Short texts that stand for longer ones.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Seal, SealKind } from './world.ts';

/** SHA-1 of a text in UTF-8, in hexadecimal: what XEP-0330 makes ids of. It keeps nothing safe. */
export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** SHA-256 of bytes or of a text in UTF-8: its first 132 bits in base64url, as `hashOf` of the model gives them. */
export function hash(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}

/** HMAC (RFC 2104) with a key, of bytes that come one after the other. */
export function seal(kind: SealKind, key: string): Seal {
  const hmac = createHmac(kind, key);
  return {
    add: (bytes) => void hmac.update(bytes),
    is(said) {
      const [is, other] = [hmac.digest(), Buffer.from(said, 'hex')];
      return is.length === other.length && timingSafeEqual(is, other);
    },
  };
}
