// What a file holds, in 22 characters.
import { createHash } from 'node:crypto';

/** SHA-256 of bytes or of a text in UTF-8: its first 132 bits in base64url, as `hashOf` of the model gives them. */
export function hash(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
}
