// Looks for many words in a text at once: the text is read once, however many are wanted.

/** Gives the least rank of those whose words stand in a folded text (`words.ts`) as whole words. */
export type Search = (text: string) => number | undefined;

interface Wanted {
  readonly words: string;
  readonly rank: number;
  /** Whether a letter before the first character, or after the last, makes it part of another word. */
  readonly begins: boolean;
  readonly ends: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}_]/u;
// No blank stands between the words of these scripts: theirs are found wherever they stand.
const UNBROKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const MARK = /^\p{M}/u;

/**
 * A search for these folded words, each with its rank. A text is runs of letters with other signs between them. What
 * begins with a run is looked up by that whole run, what begins with another sign by the sign.
 */
export function searchFor(list: readonly (readonly [words: string, rank: number])[]): Search {
  const letters = lettersOf();
  const starts = new Map<number, Wanted[]>();
  // A hash of the starts, small enough to say at once that there is none.
  const some = new Uint8Array(0x1_00_00);
  for (const [words, rank] of list) {
    const start = startOf(words);
    const edges = { begins: isOfWord(charAfter(words, 0)), ends: isOfWord(charBefore(words, words.length)) };
    starts.set(start, [...(starts.get(start) ?? []), { words, rank, ...edges }]);
    some[start & 0xff_ff] = 1;
  }
  return (text) => {
    let found: number | undefined;
    let [run, hash] = [0, 0];
    for (let at = 0; at <= text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (letters[code] === 1) {
        hash = hashed(hash, code);
        continue;
      }
      if (run < at && some[hash & 0xff_ff] === 1) found = least(text, run, { among: starts.get(hash), found });
      if (some[code] === 1) found = least(text, at, { among: starts.get(code), found });
      [run, hash] = [at + 1, 0];
    }
    return found;
  };
}

function startOf(words: string): number {
  let hash = 0;
  for (let at = 0; lettersOf()[words.charCodeAt(at)] === 1; at += 1) hash = hashed(hash, words.charCodeAt(at));
  return hash || words.charCodeAt(0);
}

function hashed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

let known: Uint8Array | undefined;

/** By code unit, whether it is of a word. */
function lettersOf(): Uint8Array {
  known ??= Uint8Array.from({ length: 0x1_00_00 }, (_, code) => (isOfWord(String.fromCharCode(code)) ? 1 : 0));
  return known;
}

type Before = { readonly among: readonly Wanted[] | undefined; readonly found: number | undefined };

function least(text: string, at: number, { among = [], found }: Before): number | undefined {
  let rank = found;
  for (const wanted of among) {
    if (rank !== undefined && wanted.rank >= rank) continue;
    if (text.startsWith(wanted.words, at) && isWhole(text, at, wanted)) ({ rank } = wanted);
  }
  return rank;
}

function isWhole(text: string, at: number, { words, begins, ends }: Wanted): boolean {
  if (begins && isOfWord(charBefore(text, at))) return false;
  const after = charAfter(text, at + words.length);
  // A mark belongs to the letter before it.
  return !(ends && isOfWord(after)) && !MARK.test(after);
}

function isOfWord(char: string): boolean {
  return WORD.test(char) && !UNBROKEN.test(char);
}

// The whole character, empty at the end of the text.
function charAfter(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function charBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return charAfter(text, at >= 2 && low >= 0xdc_00 && low < 0xe0_00 ? at - 2 : at - 1);
}
