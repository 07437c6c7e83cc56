// Posts that are known, as they are kept in the rows of a table.
import type { Card } from '../../model/card.ts';
import type { Photo } from '../../model/photo.ts';
import { textsOf, type Texts } from '../../model/texts.ts';
import type { Known, Told } from '../../posts/reader.ts';
import { NO_NUMBERS } from '../../site/columns.ts';
import type { Table } from '../../site/table.ts';

/** The posts of a table, in its order. */
export function knownFrom(table: Table | undefined): Map<string, Known> {
  const known = new Map<string, Known>();
  if (!table) return known;
  const post = postsIn(table);
  for (const [row, file] of (table.texts['file']?.rows ?? []).entries()) known.set(file, post(row));
  return known;
}

// Of most posts little is asked: so what a row says is taken out of it when it is, and not before. Made at once, the
// cards of 100,000 posts take a fifth of a second, mostly for collecting garbage.
function postsIn(table: Table): (row: number) => Known {
  const { drafts, prints, prose, sizes, times } = numbersIn(table);
  /** A post and its card in one. */
  class Row extends saidRows(table) implements Known, Card {
    get card(): Card {
      return this;
    }
    get draft(): boolean {
      return drafts[this.row] === 1;
    }
    get print(): number {
      return prints[this.row] ?? Number.NaN;
    }
    get text(): number {
      return prose[this.row] ?? Number.NaN;
    }
    get size(): number {
      return sizes[this.row] ?? Number.NaN;
    }
    get time(): number {
      return times[this.row] ?? Number.NaN;
    }
  }
  return (row) => new Row(row);
}

/** What a row says in texts. */
function saidRows(table: Table, tagsOf = tagsFrom()) {
  const { files, keys, paths, days, published, updated, tags, answers, traces, photos, told } = textsIn(table);
  return class {
    readonly row: number;
    constructor(row: number) {
      this.row = row;
    }
    get file(): string {
      return files.rows[this.row] ?? '';
    }
    get key(): string {
      return keys.rows[this.row] ?? '';
    }
    get path(): string {
      return paths.rows[this.row] ?? '';
    }
    get day(): string {
      return days.rows[this.row] ?? '';
    }
    get published(): string {
      return published.rows[this.row] ?? '';
    }
    get updated(): string {
      return updated.rows[this.row] || this.published;
    }
    get tags(): readonly string[] {
      return tagsOf(tags.rows[this.row] ?? '');
    }
    get answers(): string {
      return answers.rows[this.row] ?? '';
    }
    get traces(): string {
      return traces.rows[this.row] ?? '';
    }
    get photos(): readonly Photo[] | undefined {
      return saidIn(photos.rows[this.row]) as readonly Photo[] | undefined;
    }
    get told(): Told | undefined {
      return saidIn(told.rows[this.row]) as Told | undefined;
    }
  };
}

function textsIn({ texts }: Table) {
  const text = (name: string): Texts => texts[name] ?? textsOf([]);
  return {
    files: text('file'),
    keys: text('key'),
    paths: text('path'),
    days: text('day'),
    published: text('published'),
    updated: text('updated'),
    tags: text('tags'),
    answers: text('answers'),
    traces: text('traces'),
    photos: text('photos'),
    told: text('told'),
  };
}

function numbersIn({ numbers }: Table) {
  const number = (name: string): Float64Array => numbers[name] ?? NO_NUMBERS;
  return {
    drafts: number('draft'),
    prints: number('print'),
    prose: number('text'),
    sizes: number('size'),
    times: number('time'),
  };
}

/** What `rows.ts` has written there; nothing where it was nothing. */
function saidIn(json: string | undefined): unknown {
  return json ? JSON.parse(json) : undefined;
}

/** A card that a message can carry: what is in a row stays where it is. */
export function plainCard(card: Card): Card {
  if (Object.getPrototypeOf(card) === Object.prototype) return card;
  const { file, key, path, day, published, updated, tags, draft, answers, traces, print, photos } = card;
  return { file, key, path, day, published, updated, tags, draft, answers, traces, print, photos };
}

/** The same of a post that is known. */
export function plainKnown({ card, text, size, time, told }: Known): Known {
  return { card: plainCard(card), text, size, time, told };
}

/** Most posts have tags that others have too. */
function tagsFrom(): (joined: string) => readonly string[] {
  const known = new Map<string, readonly string[]>([['', []]]);
  return (joined) => {
    const before = known.get(joined);
    if (before) return before;
    const tags = joined.split(' ');
    known.set(joined, tags);
    return tags;
  };
}
