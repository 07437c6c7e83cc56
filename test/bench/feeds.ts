// A thousand feeds on loopback, as feeds are: half Atom, half RSS, each with 20 entries of about two kilobytes of HTML,
// sent compressed and with an ETag. They are on 500 hosts, two on each, so that who asks a host one thing at a time has
// to: the addresses 127.1.x.y, which are all this machine's where it runs Linux, at one port.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { element, type Element } from '../../src/feeds/xml.ts';
import { corpus, type Note } from './corpus.ts';

export const ENTRIES = 20;
const HOSTS = 500;
/** Notes of the corpus that make the HTML of one entry. */
const NOTES = 12;
const NEWEST = new Date('2026-11-22T00:00:00Z');
const HOUR = 3_600_000;

export interface Feeds {
  readonly addresses: readonly string[];
  /** For `SKEIN_ALLOW_HOSTS`. */
  readonly hosts: readonly string[];
  /** How often a whole feed was sent, and how often that it is the same, since this was asked last. */
  readonly sent: () => Readonly<Record<200 | 304, number>>;
  readonly close: () => Promise<void>;
}

/** Starts the servers of so many feeds. */
export async function startFeeds(count: number): Promise<Feeds> {
  const hosts = Array.from({ length: Math.min(HOSTS, count) }, (_, nth) => `127.1.${nth >> 8}.${nth & 255}`);
  const bodies = new Map([...documents(count)].map((text, nth) => [pathOf(nth), gzipSync(text)]));
  let sent = { 200: 0, 304: 0 };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    sent[answered(bodies.get(request.url ?? ''), request, response)]++;
  };
  const servers: Server[] = [];
  let port = 0;
  for (const host of hosts) {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    port = (server.address() as AddressInfo).port;
    servers.push(server);
  }
  return {
    hosts,
    addresses: Array.from({ length: count }, (_, nth) => `http://${hosts[nth % hosts.length]}:${port}${pathOf(nth)}`),
    sent: () => {
      const before = sent;
      sent = { 200: 0, 304: 0 };
      return before;
    },
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function pathOf(nth: number): string {
  return `/${nth}.xml`;
}

function answered(body: Buffer | undefined, { headers }: IncomingMessage, response: ServerResponse): 200 | 304 {
  if (!body) throw new Error('A feed was asked for that there is not.');
  const etag = `"${body.length}"`;
  const about = { etag, 'last-modified': 'Sun, 22 Nov 2026 09:00:00 GMT' };
  if (headers['if-none-match'] === etag) {
    response.writeHead(304, about).end();
    return 304;
  }
  if (!/gzip/.test(headers['accept-encoding'] ?? '')) throw new Error('A reader does not take what is compressed.');
  const type = { 'content-type': 'application/xml', 'content-encoding': 'gzip', 'content-length': body.length };
  response.writeHead(200, { ...about, ...type }).end(body);
  return 200;
}

function next(notes: Generator<Note>): Note {
  const { value, done } = notes.next();
  if (done) throw new Error('The corpus has ended.');
  return value;
}

function* documents(count: number): Generator<string> {
  const notes = corpus(count * ENTRIES * NOTES, NEWEST);
  const some = (): readonly Note[] => Array.from({ length: NOTES }, () => next(notes));
  for (let nth = 0; nth < count; nth++) {
    const entries = Array.from({ length: ENTRIES }, (_, at) => entryOf(nth, at, some()));
    const document = nth % 2 === 0 ? atomOf(nth, entries) : rssOf(nth, entries);
    yield `<?xml version="1.0" encoding="utf-8"?>\n${document.toString()}`;
  }
}

interface Written {
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly published: Date;
}

function entryOf(nth: number, at: number, notes: readonly Note[]): Written {
  const url = `https://blog-${nth}.example/${at}`;
  const texts = notes.map(({ text }) => text.replace(/^---.*?---/s, '').trim());
  const paragraphs = texts.map((text, place) =>
    place % 4 === 0
      ? element('p', {}, text, ' ', element('a', { href: `${url}/${place}` }, 'geese'), ' ', element('em', {}, 'fly'))
      : element('p', {}, text),
  );
  const photo = element('img', { src: `${url}/photo.jpg`, alt: 'Geese over a lake', width: 640, height: 480 });
  const html = [...paragraphs, element('p', {}, photo)].map(String).join('\n');
  return { url, title: notes[0]?.begins ?? '', html, published: new Date(NEWEST.getTime() - (at * 24 + nth) * HOUR) };
}

function atomOf(nth: number, entries: readonly Written[]): Element {
  return element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom' },
    element('id', {}, `https://blog-${nth}.example/`),
    element('title', {}, `Blog ${nth}`),
    element('link', { rel: 'alternate', href: `https://blog-${nth}.example/` }),
    element('author', {}, element('name', {}, `Author ${nth}`)),
    element('updated', {}, NEWEST.toISOString()),
    ...entries.map(({ url, title, html, published }) =>
      element(
        'entry',
        {},
        element('id', {}, url),
        element('title', {}, title),
        element('link', { rel: 'alternate', href: url }),
        element('published', {}, published.toISOString()),
        element('updated', {}, published.toISOString()),
        element('content', { type: 'html' }, html),
      ),
    ),
  );
}

function rssOf(nth: number, entries: readonly Written[]): Element {
  const items = entries.map(({ url, title, html, published }) =>
    element(
      'item',
      {},
      element('guid', { isPermaLink: 'true' }, url),
      element('title', {}, title),
      element('link', {}, url),
      element('pubDate', {}, published.toUTCString()),
      element('content:encoded', {}, html),
    ),
  );
  const channel = element(
    'channel',
    {},
    element('title', {}, `Blog ${nth}`),
    element('link', {}, `https://blog-${nth}.example/`),
    element('description', {}, 'Of geese and other birds'),
    ...items,
  );
  return element('rss', { version: '2.0', 'xmlns:content': 'http://purl.org/rss/1.0/modules/content/' }, channel);
}
