// From what Eleventy throws to a problem: which template, which line, and the reason in one sentence.
import { readFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import type { Problem } from '../model/problem.ts';

// Nunjucks names the templates it was in, the innermost last:
//   (/site/templates/note.njk)
//    (/site/templates/parts/entry.njk) [Line 3, Column 21]
//     Error: filter not found: nofilter
const IN_TEMPLATE = /^\s*\((.+?)\)(?: \[Line (\d+), Column \d+\])?\s*$/;

const NAMED = /(?:template|data file|the|^ +1\.) "?([^"]+?\.\w+)"?(?: template file)?\.?$/;

/** The site's folder, and another name of it where Eleventy was given one. */
interface Roots {
  readonly root: string;
  readonly bench?: string;
}

/** What broke, told of the file that the person can mend. */
export async function brokenTemplate(thrown: unknown, roots: Roots): Promise<Problem> {
  const messages = messagesOf(thrown);
  const reason = reasonOf(messages.at(-1) ?? 'unknown', roots);
  const place = placeOf(messages);
  const line = place && ((await lineOf(place.file, reason)) ?? place.line);
  const where = place ? shownPath(roots, place.file) : 'templates/';
  return {
    where: line === undefined ? where : `${where}:${line}`,
    what: /[.!?]$/.test(reason) ? reason : `${reason}.`,
    next: 'Mend it, or delete it: the theme’s own is used where it has one of that name.',
  };
}

// Eleventy wraps an error in `originalError`; the reason is innermost.
function messagesOf(thrown: unknown): string[] {
  const messages: string[] = [];
  let error = thrown;
  while (error instanceof Error) {
    messages.push(error.message);
    error = (error as { originalError?: unknown }).originalError ?? error.cause;
  }
  return messages;
}

function reasonOf(message: string, { bench }: Roots): string {
  const line = message.split('\n').find((line) => line.trim() !== '' && !IN_TEMPLATE.test(line));
  const reason = (line ?? message)
    .trim()
    .replace(/^\w*Error: /, '')
    .replace(/, file:.+, line:\d+, col:\d+$/, '');
  return bench === undefined ? reason : reason.replaceAll(new RegExp(`[^\\s"'\`]*${basename(bench)}/`, 'g'), '');
}

interface Place {
  readonly file: string;
  readonly line: number | undefined;
}

function placeOf(messages: readonly string[]): Place | undefined {
  const lines = messages.join('\n').split('\n');
  return placeInside(lines) ?? placeNamed(lines);
}

function placeInside(lines: readonly string[]): Place | undefined {
  const [, file, line] = lines.map((line) => IN_TEMPLATE.exec(line)).findLast(Boolean) ?? [];
  if (file === undefined) return undefined;
  // Nunjucks counts lines from 1 when it reads a template, from 0 when it runs one; only then it says `Error:`.
  const first = lines.some((line) => /^\s*Error: /.test(line)) ? 1 : 0;
  return { file: resolve(file), line: line === undefined ? undefined : Number(line) + first };
}

// `… front matter from template ./templates/about.md`, and somewhere `(3:1)` or `line:3`.
function placeNamed(lines: readonly string[]): Place | undefined {
  const file = lines.map((line) => NAMED.exec(line)?.[1]).find(Boolean);
  if (file === undefined) return undefined;
  const line = lines.map((line) => /\((\d+):\d+\)|line:(\d+)/.exec(line)).find(Boolean);
  return { file: resolve(file), line: line ? Number(line[1] ?? line[2]) : undefined };
}

// Nunjucks has no line for an unknown filter or include, so the name is looked for.
async function lineOf(file: string, reason: string): Promise<number | undefined> {
  const name = /not found: (\S+)$/.exec(reason)?.[1];
  if (name === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch(() => '');
  const line = text.split('\n').findIndex((line) => line.includes(name));
  return line < 0 ? undefined : line + 1;
}

/** A file as the person knows it: relative to the site, or absolute where it lies elsewhere. */
export function shownPath({ root, bench }: Roots, file: string): string {
  const path = [relative(root, file), relative(bench ?? root, file)].find((path) => !/^\.\.|^\w:/.test(path));
  return path === undefined ? file : path.replaceAll('\\', '/');
}
