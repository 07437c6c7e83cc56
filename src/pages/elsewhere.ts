// How a post will look elsewhere: in a feed reader, an XMPP client and a chat. For its author, in the preview; no file of
// the site is made of it. What readers show is read back from what Skein writes, by the code that reads strangers' feeds.
import { atomFeed } from '../feeds/atom-feed.ts';
import { itemEntry, itemTexts } from '../feeds/atom-item.ts';
import { FEEDS, type Listing } from '../feeds/listing.ts';
import { messageOf } from '../feeds/message.ts';
import { feedFrom } from '../feeds/read/feed.ts';
import { rssFeed } from '../feeds/rss.ts';
import type { Entry, Post } from '../model/entry.ts';
import { excerptOf } from '../model/excerpt.ts';
import type { Page } from '../model/page.ts';
import { addressOf, type Site } from '../model/site.ts';
import { elsewherePath } from './elsewhere-path.ts';
import type { Head } from './head.ts';
import { shownOf } from './shown.ts';

/** A post as one kind of program shows it. Of `html` and `text` it shows one. */
interface Look {
  readonly where: string;
  readonly title?: string;
  readonly html?: string;
  readonly text?: string;
  /** What it is given. */
  readonly source?: string;
}

/** The page of a post's looks; `wordless` are the addresses of its pictures that have no words, and need some. */
export function elsewherePage(site: Site, post: Post, wordless: readonly string[]): Page {
  const { entry } = post;
  const name = 'How it looks elsewhere';
  const head: Head = { title: `${name} · ${site.title}`, name, description: '', type: 'website', links: [] };
  const shown = shownOf(site, post);
  const called = excerptOf(entry.title ?? shown.excerpt, 60);
  const data = { head, name, post: shown, called, cautions: cautionsOf(entry, wordless), looks: looksOf(site, entry) };
  return { path: `${elsewherePath(entry.key)}index.html`, template: 'elsewhere.njk', data };
}

function looksOf(site: Site, entry: Entry): readonly Look[] {
  const listing: Listing = { site, title: site.title, path: '', entries: [entry], kind: 'current' };
  return [
    { where: 'In a feed reader, by Atom', ...readBack(site, FEEDS.atom, atomFeed(listing)) },
    { where: 'In a feed reader, by RSS', ...readBack(site, FEEDS.rss, rssFeed(listing)) },
    ...(site.xmpp ? [{ where: 'In an XMPP client', ...itemLook(entry, site.xmpp) }] : []),
    { where: 'In a chat', text: messageOf(entry) },
  ];
}

function readBack(site: Site, file: string, source: string): Omit<Look, 'where'> {
  const feed = feedFrom(source, { address: addressOf(site, file), type: '' });
  const [read] = feed.ok ? feed.value.entries : [];
  if (!read) throw new Error(`What Skein writes as ${file} cannot be read back.`);
  return { ...(read.title !== undefined && { title: read.title }), html: read.html, source };
}

// The title of a short note is the note.
function itemLook(entry: Entry, at: NonNullable<Site['xmpp']>): Omit<Look, 'where'> {
  const { title, content } = itemTexts(entry);
  const source = itemEntry(entry, at).toString();
  return content === undefined ? { text: title, source } : { title, html: entry.html, source };
}

/** What others allow in a note, in characters. */
const LIMITS = [
  { most: 300, says: 'micro.blog shows the beginning of a note above 300, and a link' },
  { most: 500, says: 'Mastodon has room for 500' },
];

/** What its author may want to change. */
function cautionsOf({ title, text }: Entry, wordless: readonly string[]): readonly string[] {
  const length = Array.from(text).length;
  const passed = title === undefined ? LIMITS.filter(({ most }) => length > most) : [];
  return [
    ...passed.map(({ says }) => `It has ${length} characters: ${says}.`),
    ...wordless.map((url) => `${url} has no alt text: say in words what it shows, for those who do not see it.`),
  ];
}
