// A file of the site before it is made: what it is made from is all here, but for the words of its posts.
import type { Card } from './card.ts';
import { fingerprintOf, together, type Fingerprint } from './fingerprint.ts';
import { remembered } from './remembered.ts';

/**
 * What one file is made from. Whoever makes it is given this, the site and the posts of the cards, and nothing else; so
 * when none of it has changed, neither has the file, and no rule has to say what depends on what.
 */
export interface Sketch {
  /** The file, relative to the built site: `2026/11/hello/index.html`. */
  readonly path: string;
  /** Who makes it. */
  readonly maker: string;
  /** Plain data (JSON). */
  readonly frame: unknown;
  /** Whose posts it shows. */
  readonly cards: readonly Card[];
}

/** Of all that a sketch says but its path: it is compared with what the file at this path was made from. */
export function printOf(sketch: Sketch): Fingerprint {
  const { maker, frame, cards } = sketch;
  const [card] = cards;
  // The pages of posts are many, and need neither memory nor JSON.
  if (frame === undefined && card && cards.length === 1) return together([printOfMaker(maker), printOfCard(card)]);
  const before = prints.get(sketch);
  if (before !== undefined) return before;
  const print = together([printOfFrame(sketch), printOfCards(cards)]);
  prints.set(sketch, print);
  return print;
}

// Whoever has the same cards as before may give the same sketch; of most of a great site they are.
const prints = new WeakMap<Sketch, Fingerprint>();

function printOfFrame({ maker, frame }: Sketch): Fingerprint {
  return frame === undefined ? printOfMaker(maker) : fingerprintOf(maker + JSON.stringify(frame));
}

const makers = new Map<string, Fingerprint>();

function printOfMaker(maker: string): Fingerprint {
  const print = makers.get(maker) ?? fingerprintOf(maker);
  makers.set(maker, print);
  return print;
}

/** Of all that may be shown of a post. */
export function printOfCard({ print, photos }: Card): Fingerprint {
  return photos ? together([print, fingerprintOf(JSON.stringify(photos))]) : print;
}

// A group of the shelf is the same array until one of its posts changes.
const printOfCards = remembered((cards: readonly Card[]): Fingerprint => together(cards.map(printOfCard)));
