// The door to QR codes: an address as a drawing that a phone reads off the screen.
import { encodeQR } from 'qr';

/** A code as the path of an SVG in a box of `size` × `size`, with the white margin that readers want around it. */
export interface Code {
  readonly size: number;
  readonly path: string;
}

/** Modules of white on each side (ISO/IEC 18004 §6.3.8). */
const MARGIN = 4;

/** The code of a text. */
export function codeOf(text: string): Code {
  const rows = encodeQR(text, 'raw', { border: MARGIN });
  return { size: rows.length, path: rows.map(rowPath).join('') };
}

// Modules side by side are one box: `M4 4h7v1h-7z`.
function rowPath(row: readonly boolean[], y: number): string {
  const line = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...line.matchAll(/1+/g)].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`).join('');
}
