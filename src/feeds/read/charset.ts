// The text that bytes from the web are.

// Where a label is looked for in the document itself, in bytes.
const HEAD = 1024;

const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  // An XML declaration without a mark: `<?`.
  ['utf-16le', [0x3c, 0x00, 0x3f, 0x00]],
  ['utf-16be', [0x00, 0x3c, 0x00, 0x3f]],
];

const LABELS = [
  /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']?\s*([\w.:-]+)/i,
  /<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/i,
];

/**
 * The bytes as text: by a byte order mark, else as the Content-Type says, else the XML declaration or HTML's `meta`,
 * else as UTF-8. Never throws: a label that nobody knows is passed over, what is no character becomes U+FFFD.
 */
export function textFrom(bytes: Uint8Array, contentType: string): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  const decoder = (marked === undefined ? stated(bytes, contentType) : decoderOf(marked)) ?? new TextDecoder();
  const text = decoder.decode(bytes);
  return decoder.encoding === 'windows-1252' ? text.replaceAll(/[\u0080-\u009F]/g, asWindows) : text;
}

// Of 0x80 to 0x9F. Node 20 and 22 take these bytes for ISO 8859-1, where they are control characters.
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function asWindows(control: string): string {
  return WINDOWS[control.charCodeAt(0) - 0x80] ?? control;
}

function stated(bytes: Uint8Array, contentType: string): TextDecoder | undefined {
  const label = /;\s*charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType)?.[1];
  const decoder = label === undefined ? undefined : decoderOf(label);
  if (decoder) return decoder;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD));
  const inside = LABELS.map((pattern) => pattern.exec(head)?.[1]).find((found) => found !== undefined);
  // What could be read as ASCII so far is not in UTF-16, whatever it says.
  return inside === undefined || /^utf-?16/i.test(inside) ? undefined : decoderOf(inside);
}

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}
