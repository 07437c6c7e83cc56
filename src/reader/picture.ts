// Whether bytes are a picture that browsers show, by how they begin: a name and a type are what somebody says.

/** Bytes that are looked at. */
export const LOOKED_AT = 64;

// Each as Latin-1; the signatures of MIME Sniffing §6.1, and of AVIF §6 (a file of boxes whose first names the brand).
const BEGINNINGS: readonly RegExp[] = [
  /^\xFF\xD8\xFF/,
  /^\x89PNG\r\n/,
  /^GIF8[79]a/,
  /^RIFF[^]{4}WEBPVP/,
  /^[^]{4}ftyp[^]{0,50}avi[fs]/,
];

/** Whether a file that begins with these bytes is a JPEG, PNG, GIF, WebP or AVIF. */
export function isPicture(bytes: Uint8Array): boolean {
  const begin = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  return BEGINNINGS.some((beginning) => beginning.test(begin));
}
