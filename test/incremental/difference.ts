// How a site on disk differs from a clean build, for a person who looks for the bug.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Author } from './author.ts';
import { cleanTexts } from './clean.ts';

const SHOWN = 4;

/** The first of the files that differ, each with its first line that does. */
export async function differenceFrom(author: Author, site: string, paths: readonly string[]): Promise<string> {
  const lines: string[] = [];
  await cleanTexts(author, (clean) => {
    for (const path of paths.slice(0, SHOWN))
      lines.push(`  ${path}`, ...firstLine(join(site, path), join(clean, path)));
  });
  if (paths.length > SHOWN) lines.push(`  and ${paths.length - SHOWN} more: ${paths.slice(SHOWN).join(' ')}`);
  return lines.join('\n');
}

function firstLine(there: string, wanted: string): readonly string[] {
  const [is, should] = [textAt(there), textAt(wanted)];
  if (is === undefined || should === undefined) {
    return [
      `    is      ${is === undefined ? 'not there' : 'there'}`,
      `    should  ${should === undefined ? 'not be' : 'be there'}`,
    ];
  }
  const [a, b] = [is.split('\n'), should.split('\n')];
  const nth = b.findIndex((line, nth) => line !== a[nth]);
  const at = nth < 0 ? b.length : nth;
  return [`    is      ${around(a[at], b[at])}`, `    should  ${around(b[at], a[at])}`];
}

/** A part of a line from a little before the place where it leaves another. */
function around(line: string | undefined, other = ''): string {
  if (line === undefined) return '(the file ends)';
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const from = Math.max(0, at - 30);
  return `${from > 0 ? '…' : ''}${line.slice(from, from + 120)}`;
}

function textAt(place: string): string | undefined {
  return existsSync(place) && !place.endsWith('/') ? readFileSync(place, 'utf8') : undefined;
}
