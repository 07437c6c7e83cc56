// The words of the theme in the site's language: templates/_data/words/LANGUAGE.json, of the theme and of the site. What a
// language does not say is said in English.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { isFile } from './code.ts';

/** One for each plural category of the language (Unicode CLDR); `other` is always there, `{n}` is the number. */
export type Forms = Readonly<Record<string, string>>;

/** A word by its name: a text, or its forms. */
export type Words = Readonly<Record<string, string | Forms>>;

const FOLDER = join('_data', 'words');

/** The words for a language (BCP 47): `pt-BR` before `pt` before `en`, and of each the first shelf before the others. */
export function wordsOf(shelves: readonly string[], language: string): Checked<Words> {
  const { language: base } = new Intl.Locale(language);
  const names = [...new Set(['en', base, language])].map((tag) => `${tag}.json`);
  const files = names.flatMap((name) => shelves.map((shelf) => join(shelf, FOLDER, name)).toReversed());
  const read = files.filter(isFile).map(wordsIn);
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return wrong(...problems);
  return fine(Object.assign({}, ...read.map((one) => (one.ok ? one.value : {}))) as Words);
}

function wordsIn(file: string): Checked<Words> {
  try {
    const said: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isWords(said)) return fine(said);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  return wrong(noWords(file));
}

function isWords(said: unknown): said is Words {
  const isForms = (word: unknown): boolean =>
    isObject(word) && 'other' in word && Object.values(word).every((form) => typeof form === 'string');
  return isObject(said) && Object.values(said).every((word) => typeof word === 'string' || isForms(word));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noWords(file: string): Problem {
  return {
    where: file.slice(file.lastIndexOf(join('templates', FOLDER))),
    what: 'These are no words for the theme.',
    next: 'Write JSON of names and texts, like en.json of the theme; of a number { "one": "{n} post", "other": "{n} posts" }.',
  };
}
