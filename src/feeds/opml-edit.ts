// Changes to `following.opml` that leave all else in it as a person, or another program, wrote it: comments, order, white
// space. The file is read as XML first (`opml.ts`); here only the places of its tags are looked for.
import type { Follow } from '../model/people.ts';
import { attributesOf, nameOf } from './opml.ts';
import { document, element, lines, read } from './xml.ts';

/** An outline as it stands in the text. */
interface Place {
  readonly said: Readonly<Record<string, string>>;
  readonly start: number;
  /** Where what is in it ends; `end` where nothing can be in it, since it is closed at once. */
  inner: number;
  /** After its last character. */
  end: number;
}

/** The file with one more follow, in its group, which is made where there is none; as it was if the feed is in it. */
export function withFollow(opml: string | undefined, follow: Follow, title: string): string {
  const text = opml ?? emptyList(title);
  const places = placesIn(text);
  if (places.some(({ said }) => said['xmlurl'] === follow.feed)) return text;
  const line = outlineOf(follow);
  const { group } = follow;
  if (group === undefined) return atEndOfBody(text, line);
  const there = places.find(({ said }) => said['xmlurl'] === undefined && nameOf(said) === group);
  if (!there) return atEndOfBody(text, groupOf(group, line));
  if (there.inner < there.end) return atEndOf(text, there.inner, line);
  return text.slice(0, there.start) + groupOf(group, line) + text.slice(there.end);
}

/** The file without any outline of this feed. A group that has nothing left stays. */
export function withoutFollow(opml: string, feed: string): string {
  return placesIn(opml)
    .filter(({ said }) => said['xmlurl'] === feed)
    .reverse()
    .reduce((text, { start, end }) => without(text, start, end), opml);
}

// With the line that it stands on, when it stands there alone.
function without(text: string, start: number, end: number): string {
  const before = /\n[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const isAlone = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
  return text.slice(0, isAlone ? start - before.length : start) + text.slice(end);
}

// A list of nobody may have <body/>, or no body at all.
function atEndOfBody(text: string, line: string): string {
  const pieces = [...text.matchAll(PIECES)];
  const ended = pieces.findLast(([piece]) => /^<\/body\b/i.test(piece));
  if (ended) return atEndOf(text, ended.index, line);
  const empty = pieces.find(([piece]) => /^<body\b/i.test(piece));
  const around = empty ?? pieces.findLast(([piece]) => /^<\/?opml\b/i.test(piece));
  if (!around) throw new Error('Only what is OPML can be given another follow.');
  const [{ length }] = around;
  const body = `<body>\n${deeper(line, '  ')}\n</body>`;
  if (empty) return text.slice(0, empty.index) + body + text.slice(empty.index + length);
  if (!around[0].endsWith('/>')) return `${text.slice(0, around.index)}${body}\n${text.slice(around.index)}`;
  const opened = around[0].replace(/\s*\/>$/, '>');
  return `${text.slice(0, around.index)}${opened}\n${body}\n</opml>${text.slice(around.index + length)}`;
}

/** Puts a line before the end tag at `end`, and deeper than it. */
function atEndOf(text: string, end: number, line: string): string {
  const [, margin] = /\n([ \t]*)$/.exec(text.slice(0, end)) ?? [];
  if (margin === undefined) return `${text.slice(0, end)}\n${deeper(line, '  ')}\n${text.slice(end)}`;
  const at = end - margin.length;
  return `${text.slice(0, at)}${deeper(line, `${margin}  `)}\n${text.slice(at)}`;
}

function deeper(text: string, margin: string): string {
  return text.replaceAll(/^/gm, margin);
}

function outlineOf({ name, feed, page }: Follow): string {
  return element('outline', { type: 'rss', text: name, xmlUrl: feed, htmlUrl: page }).toString();
}

function groupOf(name: string, line: string): string {
  const [start, end] = element('outline', { text: name }, ' ').toString().split(' </');
  return `${start}\n${deeper(line, '  ')}\n</${end}`;
}

function emptyList(title: string): string {
  const head = element('head', {}, element('title', {}, title));
  const body = element('body', {}, '\n');
  return document(element('opml', { version: '2.0' }, ...lines(head, body), '\n'));
}

// Comments, CDATA and instructions are one piece, so that a tag in them is none.
const PIECES =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<\/?[^\s<>/]+(?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/g;

/** All outlines of a text that is well-formed XML. */
function placesIn(text: string): readonly Place[] {
  const places: Place[] = [];
  const open: Place[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    const after = index + piece.length;
    if (/^<\/outline\b/i.test(piece)) {
      const place = open.pop();
      if (place) [place.inner, place.end] = [index, after];
    } else if (/^<outline\b/i.test(piece)) {
      const tag = read(piece.endsWith('/>') ? piece : piece.replace(/>$/, '/>'));
      const place = { said: tag ? attributesOf(tag) : {}, start: index, inner: after, end: after };
      places.push(place);
      if (!piece.endsWith('/>')) open.push(place);
    }
  }
  return places;
}
