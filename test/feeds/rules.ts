// What the W3C feed validator checks of what we write, as far as it can be said in a page: RFC 4287, 4685 and 5005,
// RSS 2.0 with its profile, JSON Feed 1.1. Each gives its complaints, in the validator's words where it has some.
import type { Element } from '../../src/feeds/xml.ts';
import { read } from '../../src/feeds/xml.ts';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\S+$/i;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const RFC822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const MIME = /^[\w.+-]+\/[\w.+-]+$/;
const RELATIONS = new Set([
  'alternate',
  'current',
  'enclosure',
  'hub',
  'next-archive',
  'prev-archive',
  'related',
  'replies',
  'self',
  'via',
]);
const NAMESPACES = new Set([
  'http://www.w3.org/2005/Atom',
  'http://purl.org/syndication/thread/1.0',
  'http://purl.org/syndication/history/1.0',
  'http://purl.org/rss/1.0/modules/content/',
  'http://purl.org/dc/elements/1.1/',
  'http://search.yahoo.com/mrss/',
  'http://www.georss.org/georss',
]);

/** Says so when a thing is not as it must be. */
type Complain = (unless: unknown, complaint: string) => void;

function complaints(check: (complain: Complain) => void): string[] {
  const said: string[] = [];
  check((unless, complaint) => void (unless || said.push(complaint)));
  return [...new Set(said)];
}

export function atomComplaints(xml: string): string[] {
  return complaints((complain) => {
    const feed = read(xml);
    complain(feed?.name === 'feed', 'UndefinedElement feed');
    if (!feed) return;
    checkNamespaces(feed, complain);
    checkCounts(feed, { one: ['id', 'title', 'updated'], atMost: ['subtitle', 'fh:archive'] }, complain);
    checkAtom(feed, complain);
    complain(feed.attrs['xml:lang'], 'MissingDCLanguage');
    const rels = feed.getChildren('link').map(({ attrs }) => attrs['rel']);
    complain(rels.filter((rel) => rel === 'self').length === 1, 'MissingSelf');
    complain(!feed.getChild('archive') || rels.includes('current'), 'an archive without current (RFC 5005 §4)');
    const entries = feed.getChildren('entry');
    for (const entry of entries) {
      checkCounts(entry, { one: ['id', 'title', 'updated', 'content'], atMost: ['published', 'summary'] }, complain);
      checkAtom(entry, complain);
      checkHtml(textOf(entry, 'content'), complain);
      complain(textOf(entry, 'published') <= textOf(entry, 'updated'), 'updated before it was published');
    }
    checkUnique(
      entries.map((entry) => textOf(entry, 'id')),
      complain,
    );
    const newest = entries
      .map((entry) => textOf(entry, 'updated'))
      .toSorted()
      .at(-1);
    complain(newest === undefined || newest === textOf(feed, 'updated'), 'updated is not the newest entry’s');
  });
}

export function rssComplaints(xml: string): string[] {
  return complaints((complain) => {
    const rss = read(xml);
    const channel = rss?.getChild('channel');
    complain(rss?.attrs['version'] === '2.0' && channel, 'UndefinedElement rss');
    if (!rss || !channel) return;
    checkNamespaces(rss, complain);
    const one = ['title', 'link', 'description', 'language', 'lastBuildDate'];
    checkCounts(channel, { one, atMost: ['docs', 'generator'] }, complain);
    complain(RFC822.test(textOf(channel, 'lastBuildDate')), 'InvalidRFC2822Date');
    complain(
      channel.getChildren('link').some(({ attrs }) => attrs['rel'] === 'self'),
      'MissingAtomSelfLink',
    );
    const names = channel.getChildElements().map(({ name }) => name);
    complain(
      !names.includes('item') ||
        names.lastIndexOf('item') - names.indexOf('item') === channel.getChildren('item').length - 1,
      'MisplacedItem',
    );
    const items = channel.getChildren('item');
    for (const item of items) {
      const atMost = ['title', 'enclosure', 'content:encoded', 'dc:creator', 'dc:language'];
      checkCounts(item, { one: ['guid', 'link', 'pubDate', 'description'], atMost }, complain);
      checkItem(item, complain);
    }
    checkUnique(
      items.map((item) => textOf(item, 'guid')),
      complain,
    );
  });
}

export function jsonComplaints(json: string): string[] {
  return complaints((complain) => {
    const feed = JSON.parse(json);
    complain(feed.version === 'https://jsonfeed.org/version/1.1', 'version');
    complain(feed.title && feed.language && feed.authors[0].name, 'title, language, authors');
    for (const url of [feed.home_page_url, feed.feed_url]) complain(ABSOLUTE.test(url), 'a relative address');
    for (const hub of feed.hubs ?? []) complain(hub.type && ABSOLUTE.test(hub.url), 'a hub without type or url');
    for (const item of feed.items) {
      complain(typeof item.id === 'string' && item.id !== '', 'an item without id');
      complain(
        typeof item.content_html === 'string' && typeof item.content_text === 'string',
        'an item without content',
      );
      complain(item.title !== '', 'an empty title');
      for (const date of [item.date_published, item.date_modified]) complain(RFC3339.test(date), 'InvalidRFC3339Date');
      for (const url of [item.url, item.external_url ?? item.url]) complain(ABSOLUTE.test(url), 'a relative address');
      const files: { url: string; mime_type: string; title?: string }[] = item.attachments ?? [];
      for (const file of files)
        complain(ABSOLUTE.test(file.url) && MIME.test(file.mime_type), 'a file without url or type');
      checkUnique(
        files.flatMap(({ title }) => title ?? []),
        complain,
      );
      checkHtml(item.content_html, complain);
      for (const own of Object.keys(item)) complain(/^_?[a-z][a-z_]*$/.test(own), `the name of ${own}`);
    }
    checkUnique(
      feed.items.map(({ id }: { id: string }) => id),
      complain,
    );
  });
}

/** What a feed and an entry of Atom have in common. */
function checkAtom(parent: Element, complain: Complain): void {
  complain(ABSOLUTE.test(textOf(parent, 'id')), 'InvalidFullLink id');
  // RFC 4151 §2.1
  complain(
    !textOf(parent, 'id').startsWith('tag:') || /^tag:[^,:]+,\d{4}(-\d\d){0,2}:\S*$/.test(textOf(parent, 'id')),
    'InvalidTAG',
  );
  complain(textOf(parent, 'title').trim(), `NotBlank title of ${parent.name}`);
  for (const date of ['published', 'updated']) {
    complain(!parent.getChild(date) || RFC3339.test(textOf(parent, date)), 'InvalidRFC3339Date');
  }
  const author = parent.getChild('author');
  complain(author && textOf(author, 'name') && ABSOLUTE.test(textOf(author, 'uri')), 'MissingAuthor');
  const alternates = parent.getChildren('link').filter(({ attrs }) => attrs['rel'] === 'alternate');
  complain(new Set(alternates.map(({ attrs }) => attrs['type'])).size === alternates.length, 'DuplicateAtomLink');
  for (const { attrs } of parent.getChildren('link')) {
    const { rel = '', href = '', type, title, length } = attrs as Record<string, string | undefined>;
    complain(RELATIONS.has(rel) || rel.includes(':'), `UnregisteredAtomLinkRel ${rel}`);
    complain(ABSOLUTE.test(href), 'InvalidURIAttribute href');
    complain(type === undefined ? rel !== 'enclosure' : MIME.test(type), 'InvalidMIMEType');
    complain(title === undefined || title.trim(), 'AttrNotBlank title');
    complain(length === undefined ? rel !== 'enclosure' : /^\d+$/.test(length), 'InvalidNonNegativeInteger length');
  }
  for (const { attrs } of parent.getChildren('category')) complain(attrs['term'], 'MissingAttribute term');
  // RFC 4685 §3: ref is required.
  for (const { attrs } of parent.getChildren('in-reply-to')) complain(ABSOLUTE.test(String(attrs['ref'])), 'thr ref');
}

function checkItem(item: Element, complain: Complain): void {
  complain(item.getChild('guid')?.attrs['isPermaLink'] === 'false', 'InvalidPermalink');
  complain(RFC822.test(textOf(item, 'pubDate')), 'InvalidRFC2822Date');
  complain(ABSOLUTE.test(textOf(item, 'link')), 'InvalidFullLink');
  complain(!item.getChild('title') || textOf(item, 'title').trim(), 'NotBlank title of item');
  complain(textOf(item, 'description'), 'ItemMustContainTitleOrDescription');
  const names = item.getChildElements().map(({ name }) => name);
  const [description, encoded] = [names.indexOf('description'), names.indexOf('content:encoded')];
  complain(encoded < 0 || description < encoded, 'NeedDescriptionBeforeContent');
  for (const { attrs } of [
    ...item.getChildren('enclosure'),
    ...item.getChildren('content').filter((each) => each.attrs['url']),
  ]) {
    const { url, type, length, fileSize } = attrs as Record<string, string | undefined>;
    complain(/^https?:/.test(url ?? ''), 'InvalidURLAttribute url');
    complain(MIME.test(type ?? ''), 'InvalidMIMEAttribute');
    complain(/^\d+$/.test(length ?? fileSize ?? '0') && fileSize !== '0', 'InvalidIntegerAttribute');
  }
  complain(item.getChildren('author').length === 0, 'an author without an e-mail address');
  for (const name of ['description', 'encoded']) checkHtml(textOf(item, name), complain);
}

function checkNamespaces(root: Element, complain: Complain): void {
  for (const [name, value] of Object.entries(root.attrs)) {
    complain(!name.startsWith('xmlns') || NAMESPACES.has(String(value)), `UnknownNamespace ${value}`);
  }
}

function checkCounts(parent: Element, { one, atMost }: Record<'one' | 'atMost', string[]>, complain: Complain): void {
  const count = (name: string): number => parent.getChildElements().filter((each) => each.name === name).length;
  for (const name of one) complain(count(name) === 1, `MissingElement ${name} of ${parent.name}`);
  for (const name of [...one, ...atMost]) complain(count(name) < 2, `DuplicateElement ${name} of ${parent.name}`);
}

function checkUnique(values: readonly string[], complain: Complain): void {
  complain(new Set(values).size === values.length, 'DuplicateValue');
}

function checkHtml(html: string, complain: Complain): void {
  for (const [, url = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) complain(ABSOLUTE.test(url), 'ContainsRelRef');
  complain(!/<(script|style|iframe|object|embed)\b| on\w+="/i.test(html), 'SecurityRisk');
}

function textOf(parent: Element, name: string): string {
  return parent.getChild(name)?.getText() ?? '';
}
