// Names as they are shown, and the address that belongs beside one that could be taken for another's.
import { grouped } from '../model/grouped.ts';
import type { Follow } from '../model/people.ts';
import type { Kept } from '../model/received.ts';
import { accountOf, domainOf, placeOf } from './address.ts';
import { looksOf, mixesScripts } from './confusable.ts';
import { nearness } from './voice.ts';
import type { Source } from './voice.ts';
import { seen } from './words.ts';

// Joiners are part of the name where they make one picture of several, or another form of a letter.
const SCRIPTS = ['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Tamil', 'Malayalam', 'Sinhala'];
const JOINED = [
  String.raw`(?<=\p{Extended_Pictographic}(?:\u{FE0F}|[\u{1F3FB}-\u{1F3FF}])?)\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Emoji})\uFE0F`,
  String.raw`(?<=[${SCRIPTS.map((script) => String.raw`\p{scx=${script}}`).join('')}])[\u200C\u200D](?=\p{L})`,
].join('|');
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2800]`;
const CLEANED = new RegExp(`(?<joined>${JOINED})|${UNSEEN}`, 'gu');

/** A name in one line, without the signs that nobody sees: they turn words round, or make two names look the same. */
export function shownName(name: string): string {
  const bare = name.replaceAll(CLEANED, '$<joined>');
  return bare.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

interface Stated {
  readonly name: string;
  readonly uri: string | undefined;
  readonly source: Source;
  /** Those who are followed under a name that looks the same, this source among them. */
  readonly alike: readonly Follow[];
}

/** Of a longer name nobody sees the rest. */
const LONGEST = 200;

// Any of these is reason enough to show where the name comes from.
const DOUBTS: readonly ((stated: Stated) => boolean)[] = [
  // The source may not speak for the author that it states.
  ({ uri, source }) => uri !== undefined && nearness(source, uri) === 0,
  // Another who is followed has that name, or one that looks like it.
  ({ alike, source }) => alike.some(({ feed, page }) => nearness(source, page ?? feed) === 0),
  // pаypal, with a Cyrillic а.
  ({ name }) => mixesScripts(name),
  // Marks of direction, characters without width; a line break or blanks at its end are only clumsy.
  ({ name }) => shownName(name) !== name.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim(),
  // The name is the address of somebody else.
  ({ name, source }) => addressesIn(name).some((address) => !isAt(source, address)),
];

/**
 * The address to show beside the author of an entry, where the name could be taken for another's: that of its source,
 * domains in ASCII. Undefined where the name may stand alone. `follows` are all whose names could be imitated.
 */
export function cautionOf(follows: readonly Follow[]): (entry: Kept, source: Source) => string | undefined {
  const known = grouped(follows, ({ name }) => looksOf(seen(name)));
  return ({ author }, source) => {
    const { uri } = author;
    const name = author.name.slice(0, LONGEST);
    const stated = { name, uri, source, alike: (name && known.get(looksOf(seen(name)))) || [] };
    return DOUBTS.some((isDoubtful) => isDoubtful(stated)) ? shownAddress(source) : undefined;
  };
}

/** `eve.example`, `host.example/~eve`, `eve@xmpp.example`. */
function shownAddress({ page, feed }: Source): string {
  const address = page ?? feed;
  return (
    placeOf(address)
      ?.at.replace(/^([^?]*@[^?]*)\?.*$/s, '$1')
      .replace(/\/$/, '') ?? address
  );
}

// bob.example · @bob@bob.example · with the dots of other scripts, which browsers take for one
function addressesIn(name: string): readonly string[] {
  const plain = seen(name).normalize('NFKC').replaceAll('。', '.');
  return plain.match(/(?:[\p{L}\p{N}._+-]+@)?(?:[\p{L}\p{M}\p{N}-]+\.)+(?:xn--[a-z0-9-]+|[\p{L}\p{M}]{2,})/giu) ?? [];
}

function isAt({ feed, page, node }: Source, address: string): boolean {
  const [domain = '', user] = address.split('@').toReversed();
  const host = domainOf(domain);
  const own = [feed, page, node].flatMap((each) => (each === undefined ? [] : (placeOf(each) ?? [])));
  return own.some((place) => {
    const account = accountOf(place);
    const isOther = user !== undefined && account !== undefined && account !== `${user.toLowerCase()}@${host}`;
    return place.host === host && !isOther;
  });
}
