// A web server that misbehaves in every way that was seen (faults.md, "Following and bridging"), one address each.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Faults {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** What was asked, in order: paths, and with which headers. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  readonly close: () => Promise<void>;
}

/** Starts the server; `more` are addresses of the test's own. */
export async function startFaults(more: Readonly<Record<string, RequestListener>> = {}): Promise<Faults> {
  const asked: Faults['asked'] = [];
  const routes: Record<string, RequestListener> = { ...ROUTES, ...more };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, headers: request.headers });
    const route = routes[path] ?? routes[path.replace(/[^/]*$/, '*')] ?? nothing;
    route(request, response);
  });
  const host = `127.0.0.1:${await portOf(server)}`;
  return {
    url: `http://${host}`,
    host,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ENTRY =
  '<entry><id>tag:ann.example,2026:hello</id><title>Hello</title><updated>2026-11-22T09:00:00Z</updated></entry>';

/** A small feed that is as it should be. */
export const FEED = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ann</title>${ENTRY}</feed>`;

/** ETags as they are seen: weak, with quotes inside, without any, in Latin-1. */
export const ODD_ETAGS = ['W/"weak"', '"a\\"b"', 'bare', '"caf\u00E9"', '"x--gzip"', "'single'"];

const nothing: RequestListener = (_, response) => void response.writeHead(404).end('nothing here');

const to =
  (status: number, location: string): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { location }).end();

const says =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

const ATOM = { 'content-type': 'application/atom+xml' };

/** 512 MB of nothing in half a megabyte: gzip members one after the other are one stream. */
const bomb = (): Buffer => Buffer.concat(Array<Buffer>(512).fill(gzipSync(Buffer.alloc(1_048_576))));

const ROUTES: Readonly<Record<string, RequestListener>> = {
  '/feed': says(200, ATOM, FEED),
  '/etag/*': (request, response) => {
    const etag = ODD_ETAGS[Number(request.url?.split('/').at(-1))] ?? '';
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { ...ATOM, etag }).end(FEED);
  },
  '/hung': () => undefined,
  '/dripping': (_, response) => {
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drip));
  },
  '/dripping-headers': (request) => {
    request.socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => request.socket.write('X-Drip: 1\r\n'), 10);
    request.socket.on('close', () => clearInterval(drip));
  },
  '/endless': (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, ' ')));
    };
    response.on('drain', more);
    more();
  },
  '/endless-headers': (request) => {
    request.socket.write(`HTTP/1.1 200 OK\r\n${'X-More: 0123456789\r\n'.repeat(100_000)}`);
  },
  '/bomb': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb()),
  '/nested-gzip': says(200, { 'content-encoding': Array(9).fill('gzip').join(', ') }, 'x'),
  '/no-gzip': says(200, { 'content-encoding': 'gzip' }, FEED),
  '/large': says(200, {}, Buffer.alloc(11_600_000, ' ')),
  '/circle': to(301, '/circle/2'),
  '/circle/2': to(302, '/circle'),
  '/hops/*': (request, response) => {
    const left = Number(request.url?.split('/').at(-1));
    return left === 0 ? says(200, ATOM, FEED)(request, response) : to(302, `/hops/${left - 1}`)(request, response);
  },
  '/moved': to(301, '/feed'),
  '/moved-308': to(308, '/moved'),
  '/moved-then-for-now': to(301, '/for-now'),
  '/for-now': to(302, '/feed'),
  '/for-now-then-moved': to(307, '/moved'),
  '/moved-to-nothing': to(301, '/404'),
  '/moved-to-html': to(301, '/html'),
  '/moved-utf8': (request) => {
    request.socket.end('HTTP/1.1 301 Moved\r\nLocation: /gr\u00FC\u00DFe\r\nContent-Length: 0\r\n\r\n', 'utf8');
  },
  '/gr%C3%BC%C3%9Fe': says(200, ATOM, FEED),
  '/file': to(302, 'file:///etc/passwd'),
  '/to-private': to(302, 'http://10.0.0.1/'),
  '/to-name': to(302, 'http://inside.example/'),
  '/gone': says(410),
  '/500': says(500, {}, 'oh no'),
  '/429-seconds': says(429, { 'retry-after': '7200' }),
  '/429-date': says(429, { 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }),
  '/429-absurd': says(429, { 'retry-after': '99999999999999999999' }),
  '/429-nonsense': says(429, { 'retry-after': '-5 or so' }),
  '/503': says(503, { 'retry-after': '3600' }),
  '/reset': (_, response) => {
    response.writeHead(200, { ...ATOM, 'transfer-encoding': 'chunked' });
    response.write(FEED.slice(0, 60), () => response.socket?.resetAndDestroy());
  },
  '/short': (_, response) => {
    response.writeHead(200, { ...ATOM, 'content-length': String(FEED.length + 100) });
    response.write(FEED, () => response.destroy());
  },
  '/no-http': (request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  '/101': (request) => void request.socket.end('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  '/999': (request) => void request.socket.end('HTTP/1.1 999 Go away\r\nContent-Length: 0\r\n\r\n'),
  '/nowhere': to(302, 'http://[nowhere'),
  '/html': says(200, { 'content-type': 'text/html' }, '<!doctype html><title>Parked</title><p>Buy this domain.'),
  '/empty': says(200, ATOM),
  '/bad-utf8': says(200, ATOM, Buffer.from(FEED.replace('Hello', 'Caf\u00E9 \u0001'), 'latin1')),
  '/wrong-charset': says(200, { 'content-type': 'application/atom+xml; charset=iso-8859-1' }, FEED),
  '/entity-bomb': says(200, ATOM, entityBomb()),
  '/xxe': (request, response) => says(200, ATOM, xxe(request.headers.host ?? ''))(request, response),
  '/secret': says(200, {}, 'never asked'),
};

function entityBomb(): string {
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);
  return FEED.replace('<feed', `<!DOCTYPE feed [<!ENTITY e0 "lol">${entities.join('')}]><feed`).replace(
    'Hello',
    '&e12;',
  );
}

function xxe(host: string): string {
  const entities = `<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "http://${host}/secret">`;
  return FEED.replace('<feed', `<!DOCTYPE feed [${entities}]><feed`).replace('Hello', 'Hello &file;&web;');
}
