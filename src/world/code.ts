// Code of a site's own as this process has it: Node loads a module once for each address, and keeps it whatever becomes
// of the file. So what was rendered was rendered by the text that was loaded, not by the one that is there now.
import { readFileSync, statSync } from 'node:fs';

const loaded = new Map<string, string>();

/** What a module (by its absolute path) holds, as characters of a byte each; none where there is no such file. */
export function codeAt(file: string): string {
  const text = loaded.get(file) ?? bytesAt(file);
  loaded.set(file, text);
  return text;
}

/** A module that is loaded anew, under another address. */
export function loadsAnew(file: string, text: string): void {
  loaded.set(file, text);
}

/** The modules whose file is no longer as it was loaded. */
export function outdatedCode(): readonly string[] {
  return [...loaded].filter(([file, text]) => bytesAt(file) !== text).map(([file]) => file);
}

/** Bytes as characters; none where there is no such file. */
export function bytesAt(file: string): string {
  return isFile(file) ? readFileSync(file, 'latin1') : '';
}

/** Whether there is a file at this path. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
