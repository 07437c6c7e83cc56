// What came out of a bridge: by what feeds and entries say of the program that wrote them.
import { BRIDGE } from '../atom.ts';
import type { Element } from '../xml.ts';
import { all, atom, saidIn, textIn, type Said } from './vocabulary.ts';

/** Whether a feed, or an entry, says that a bridge wrote it, or of an entry the feed that it was taken out of. */
export function isBridged(said: Said): boolean {
  const sources = all(said, ...atom('source')).map((source) => saidIn(source));
  return [said, ...sources].some((each) => all(each, ...atom('generator')).some(isBridge));
}

function isBridge(generator: Element): boolean {
  return textIn(generator).trim().startsWith(BRIDGE);
}
