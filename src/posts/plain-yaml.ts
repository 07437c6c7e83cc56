// The YAML that nearly all front matter is, read without a parser:
//
//     date: 2026-11-22T09:30
//     tags: [geese, lake]
//
// Whatever might mean anything else in YAML is left to the parser.

const KEY = /[a-z]+(?:_[a-z]+)*/;

// Begins with a letter or digit, so it is no quote, anchor, list or map; has neither a comment nor `: ` in it.
const VALUE = /[A-Za-z0-9](?: ?(?:[!"$-9;-~\p{L}]|:(?! |$)))*/u;

const WORD = /[\p{L}\p{N}](?: ?[\p{L}\p{N}_-])*/u;

const LINE = new RegExp(
  String.raw`^(?<key>${KEY.source}): (?:(?<value>${VALUE.source})|\[(?<words>${WORD.source}(?:, ?${WORD.source})*)\])$`,
  'u',
);

/** The keys of a text in which each line is a key with a plain value or a list of words; undefined of any other text. */
export function plainYaml(lines: readonly string[]): Readonly<Record<string, string | readonly string[]>> | undefined {
  const data: Record<string, string | readonly string[]> = {};
  for (const line of lines) {
    const { key, value, words } = LINE.exec(line)?.groups ?? {};
    if (key === undefined || Object.hasOwn(data, key)) return undefined;
    data[key] = value ?? (words ?? '').split(/, ?/);
  }
  return data;
}
