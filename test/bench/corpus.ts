// An archive as a person's ten years of short posts, the same for the same seed: Markdown that Skein, Hugo and Eleventy
// all read. What only one of them understands (photos, #tags in the text) is left out.

/** A post, and what a page made of it must show. */
export interface Note {
  /** Below the folder of posts: `2024/2024-05-01-note-17.md`. */
  readonly file: string;
  readonly text: string;
  readonly published: Date;
  /** The last part of its address. */
  readonly slug: string;
  /** Words that begin its body and have no markup. */
  readonly begins: string;
}

const TEN_YEARS = 10 * 365.25 * 86_400_000;
const TAGS = 200;
const WORDS =
  'about again autumn bird book bread bridge bug city close code coffee cold dark early evening every feed field flock friend geese green home hour lake late leaf letter light long morning music never north open page people rain reading river road short sky small song spring street summer sun today train tree walk warm web wind window winter word writing year yesterday young'.split(
    ' ',
  );

/** So many notes, oldest first, spread over the ten years before `until`. */
export function* corpus(count: number, until: Date, seed = 42): Generator<Note> {
  const random = randomOf(seed);
  for (let number = 0; number < count; number++) {
    const published = new Date(until.getTime() - TEN_YEARS * (1 - number / count));
    yield noteOf(number, published, random);
  }
}

/** A note with one tag, as a person adds it today. `words` are what it says. */
export function added(number: number, published: Date, words: string): Note {
  const front = [`date: ${secondOf(published)}`, 'tags: [tag3]'];
  return filed(`added-${number}`, published, { front, body: words, begins: words });
}

function noteOf(number: number, published: Date, random: () => number): Note {
  const below = (end: number): number => Math.floor(random() * end);
  const words = (count: number): string => Array.from({ length: count }, () => WORDS[below(WORDS.length)]).join(' ');
  const chance = (share: number): boolean => random() < share;
  const begins = words(6);
  const front = [`date: ${secondOf(published)}`, `tags: [${tagsOf(random).join(', ')}]`];
  let body = `${begins} ${words(2 + below(30))}`;
  if (chance(0.1)) body += ` *${words(2)}* ${words(3)}`;
  if (chance(0.1)) body += ` @${words(1)}`;
  if (chance(0.3)) body += ` https://example.com/${words(1)}/${number}`;
  if (chance(0.15)) front.push(`reply_to: https://elsewhere.example/${words(1)}/${number}`);
  if (chance(0.02)) {
    front.push(`title: ${words(4)}`);
    body += Array.from({ length: 4 + below(8) }, () => `\n\n${words(60)}.`).join('');
  }
  return filed(`note-${number}`, published, { front, body, begins });
}

/** One to three of 200: a few are used all the time and most hardly ever, as Zipf's law has it. */
function tagsOf(random: () => number): readonly string[] {
  const wanted = 1 + Number(random() < 0.2) + Number(random() < 0.05);
  const tags = new Set<string>();
  while (tags.size < wanted) tags.add(`tag${Math.floor(TAGS ** random()) - 1}`);
  return [...tags];
}

interface Parts {
  readonly front: readonly string[];
  readonly body: string;
  readonly begins: string;
}

function filed(slug: string, published: Date, { front, body, begins }: Parts): Note {
  const day = secondOf(published).slice(0, 10);
  const file = `${day.slice(0, 4)}/${day}-${slug}.md`;
  return { file, text: ['---', ...front, '---', '', body, ''].join('\n'), published, slug, begins };
}

function secondOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Numbers from 0 to 1 that a seed decides: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
