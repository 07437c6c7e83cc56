// The door of gray-matter: a post's text becomes its keys and its body. Only YAML is read, and nothing in a
// post is ever run. Each scalar stays the string that the author wrote: a date, `1.10` and `true` are text here.
import matter from 'gray-matter';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { textsIn, YAMLException, yamlOf } from '../written/yaml.ts';
import { plainYaml } from './plain-yaml.ts';

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** The line, from 1, at which the body begins. */
  readonly bodyLine: number;
  /** Where a key stands (`posts/a.md:3`), or the first line from there on that holds these words. */
  readonly at: (key: string, words?: string) => string;
}

const YAML = new Set(['', 'yaml', 'yml']);

const STILL_OPEN: Omit<Problem, 'where'> = {
  what: 'The front matter is not YAML here: a bracket or a quotation mark is still open.',
  next: 'Close it.',
};

// What js-yaml says of the mistakes that people make, in words for people.
const MISTAKES: Readonly<Record<string, Omit<Problem, 'where'>>> = {
  'duplicated mapping key': { what: 'A key stands here for the second time.', next: 'Write each key once.' },
  'bad indentation of a mapping entry': {
    what: 'The front matter is not YAML here: a value holds ": " or begins with a sign such as @ or [.',
    next: 'Put the value in quotes.',
  },
  'deficient indentation': STILL_OPEN,
  'unexpected end of the stream within a flow collection': STILL_OPEN,
  'unexpected end of the stream within a double quoted scalar': STILL_OPEN,
  'unexpected end of the stream within a single quoted scalar': STILL_OPEN,
};

/** The parts of a post. Text without front matter is all body. A byte order mark and CRLF are fine. */
export function frontMatterOf(file: string, text: string): Checked<FrontMatter> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  // gray-matter takes four dashes and more for a rule of Markdown, and so do we.
  const marked = /^---(?!-)(.*)$/.exec(lines[first] ?? '')?.[1]?.trim();
  if (marked === undefined) return fine({ data: {}, body: lines.join('\n'), bodyLine: 1, at: () => file });
  const end = lines.findIndex((line, index) => index > first && line.startsWith('---'));
  const problem = fenceProblem(file, { lines, first, marked, end });
  if (problem) return wrong(problem);
  return parsed(file, lines, end);
}

interface Fences {
  readonly lines: readonly string[];
  readonly first: number;
  readonly marked: string;
  readonly end: number;
}

// A half-written file looks whole when its front matter need not close; a shifted one would be published with its keys.
function fenceProblem(file: string, { lines, first, marked, end }: Fences): Problem | undefined {
  const opens = `${file}:${first + 1}`;
  if (!YAML.has(marked)) {
    return {
      where: opens,
      what: `"---${marked}" does not open a front matter: only YAML is read.`,
      next: 'Begin with a line that holds --- alone.',
    };
  }
  if (first > 0) {
    return {
      where: opens,
      what: 'The front matter does not begin in the first line.',
      next: 'Remove the empty lines above it.',
    };
  }
  if (end === -1) {
    return {
      where: opens,
      what: 'The front matter that opens here is not closed.',
      next: 'End it with a line that holds --- alone.',
    };
  }
  if (lines[end]?.trimEnd() === '---') return undefined;
  return {
    where: `${file}:${end + 1}`,
    what: 'This line begins with --- and holds more, so that it is unclear whether the front matter ends here.',
    next: 'Leave --- alone in its line, or indent the line.',
  };
}

function parsed(file: string, lines: readonly string[], end: number): Checked<FrontMatter> {
  const block = ['---', ...lines.slice(1, end), '---', ''].join('\n');
  try {
    // Without options gray-matter remembers a text before it parses it, and gives a broken one back as body (faults T2).
    const { data } = matter(block, { language: 'yaml', engines: { yaml: { parse: keys } } });
    const body = lines.slice(end + 1).join('\n');
    return fine({ data, body, bodyLine: end + 2, at: finder(file, lines.slice(0, end)) });
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    return wrong({ where: `${file}:${(cause.mark?.line ?? 0) + 1}`, ...(MISTAKES[cause.reason] ?? mistake(cause)) });
  }
}

function mistake({ reason }: YAMLException): Omit<Problem, 'where'> {
  const next = 'Write each key in a line, as key: value, and put values with signs in quotes.';
  return { what: `The front matter is not YAML here: ${reason}.`, next };
}

function keys(yaml: string): object {
  const plain = plainYaml(yaml.trim().split('\n'));
  if (plain) return plain;
  const data = textsIn(yaml);
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data;
  throw new YAMLException('it holds no keys');
}

function finder(file: string, lines: readonly string[]): FrontMatter['at'] {
  return (key, words = '') => {
    const begins = lines.findIndex((line) => line.replaceAll(/["']/g, '').startsWith(`${key}:`));
    const holds = lines.findIndex((line, index) => index >= begins && hasWords(line, words));
    return `${file}:${Math.max(begins, begins === -1 ? 0 : holds, 0) + 1}`;
  };
}

// photos/cat.jpg is not in the line of /photos/cat.jpg.
function hasWords(line: string, words: string): boolean {
  const at = line.indexOf(words);
  return at !== -1 && !/[\w/.-]/.test(line[at - 1] ?? '');
}

/** The text of a post with these keys. Values are texts, lists and objects, as `frontMatterOf` gives them back. */
export function frontMatterText(data: object, body: string): string {
  return ['---\n', yamlOf(data), '---\n\n', body, '\n'].join('');
}
