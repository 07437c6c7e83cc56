// What a file holds, as a short text.

/** Characters of base64url, 6 bits each: with 132 bits of SHA-256 nobody finds another file of the same hash. */
const LENGTH = 22;

/** SHA-256, cut. Equal for equal bytes, and for no others. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Buffer.from(digest).toString('base64url').slice(0, LENGTH);
}

/** Whether a text may be a hash. */
export function isHash(text: unknown): text is string {
  return typeof text === 'string' && text.length === LENGTH && /^[\w-]+$/.test(text);
}
