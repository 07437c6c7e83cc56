// A feed of somebody else on loopback, which says what the test wants, as its server and its program please.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TOMBSTONES } from '../../src/feeds/atom-feed.ts';
import { ATOM, THREAD } from '../../src/feeds/atom.ts';
import { GEORSS } from '../../src/feeds/place.ts';
import { document, element } from '../../src/feeds/xml.ts';

export interface Said {
  readonly id: string;
  /** 1 to 59: the greater, the newer. */
  readonly minute: number;
  /** Where that is not enough. */
  readonly published?: string;
  readonly title?: string;
  readonly html?: string;
  readonly updated?: string;
  /** What it answers, by its id and its page. */
  readonly reply?: { readonly ref: string; readonly url: string };
  /** Degrees to the north and to the east, and what is there. */
  readonly point?: readonly [degrees: string, name: string];
  /** The node that takes comments on it. */
  readonly comments?: string;
}

const NAMESPACES = {
  xmlns: ATOM,
  'xmlns:at': TOMBSTONES,
  'xmlns:thr': THREAD,
  'xmlns:georss': GEORSS,
};

/** An Atom feed with these entries in this order, and these ids as tombstones. */
export function atomOf(entries: readonly Said[], deleted: readonly string[] = []): string {
  return document(
    element(
      'feed',
      NAMESPACES,
      element('id', {}, 'tag:blog.example,2026:feed'),
      element('title', {}, 'The blog'),
      element('updated', {}, '2026-11-01T12:00:00Z'),
      element('link', { rel: 'alternate', type: 'text/html', href: 'https://blog.example/' }),
      element('author', {}, element('name', {}, 'Blogger'), element('uri', {}, 'https://blog.example/me')),
      ...entries.map(entryOf),
      ...deleted.map((ref) => element('at:deleted-entry', { ref, when: '2026-11-02T00:00:00Z' })),
    ),
  );
}

/** The feed, with its address and the hub that tells of it. */
export function withHub(feed: string, { self, hub }: { self: string; hub: string }): string {
  return feed.replace('<author>', `<link rel="hub" href="${hub}"/><link rel="self" href="${self}"/><author>`);
}

function entryOf({ id, minute, title = `Title ${id}`, html = `<p>Words of <b>${id}</b>.</p>`, ...more }: Said) {
  const { published = `2026-11-01T10:${String(minute).padStart(2, '0')}:00Z`, updated, reply, point, comments } = more;
  return element(
    'entry',
    {},
    element('id', {}, `https://blog.example/?p=${id}`),
    element('title', {}, title),
    element('published', {}, published),
    element('updated', {}, updated ?? published),
    element('link', { rel: 'alternate', type: 'text/html', href: `https://blog.example/${id}/` }),
    element('link', { rel: 'enclosure', type: 'image/png', length: 7, href: `https://blog.example/${id}.png` }),
    comments === undefined ? undefined : element('link', { rel: 'replies', href: comments }),
    element('category', { term: 'geese' }),
    reply && element('thr:in-reply-to', { ref: reply.ref, href: reply.url }),
    ...(point ? [element('georss:point', {}, point[0]), element('georss:featurename', {}, point[1])] : []),
    element('content', { type: 'html' }, html),
  );
}

export interface Source {
  readonly url: string;
  /** From now on it is this document, of this type. */
  say(text: string, type?: string): void;
  /** From now on it answers like this, until it says something again. */
  answer(listener: RequestListener): void;
  /** How often it was asked, and how often it had to send its text. */
  readonly asked: { all: number; whole: number };
  close(): Promise<void>;
}

export async function startSource(): Promise<Source> {
  let [document, kind] = ['', 'application/atom+xml'];
  let other: RequestListener | undefined;
  const asked = { all: 0, whole: 0 };
  const server = createServer((request, response) => {
    asked.all += 1;
    if (other) return other(request, response);
    const etag = `"${Buffer.from(document).length}-${document.split('').reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9, 7)}"`;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    asked.whole += 1;
    return response.writeHead(200, { 'content-type': kind, etag }).end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`,
    say: (text, type = 'application/atom+xml') => ([document, kind, other] = [text, type, undefined]),
    answer: (listener) => (other = listener),
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
