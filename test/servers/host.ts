// A static host as most are: it packs what is text, and has a page for what is not there.
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lookup } from 'mrmime';

export interface Host {
  /** `http://localhost:40123/` */
  readonly at: string;
  /** Folders by the paths at which they are shown; those of a site know the address already. */
  readonly show: (folders: Readonly<Record<string, string>>) => void;
  readonly close: () => Promise<void>;
}

const TEXT = /^text\/|[/+](?:xml|json|javascript)/;

export async function openHost(): Promise<Host> {
  let shown: Readonly<Record<string, string>> = {};
  const server = createServer((asked, answer) => {
    const path = decodeURIComponent(new URL(asked.url ?? '/', 'http://localhost').pathname);
    const [at, folder] = Object.entries(shown).find(([at]) => path.startsWith(at)) ?? [];
    if (at === undefined || folder === undefined) answer.writeHead(404).end();
    else send(answer, folder, path.slice(at.length)).catch((error: Error) => answer.destroy(error));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    at: `http://localhost:${(server.address() as AddressInfo).port}/`,
    show: (folders) => (shown = folders),
    close: () => new Promise((closed) => (server.close(() => closed()), server.closeAllConnections())),
  };
}

async function send(answer: ServerResponse, folder: string, path: string): Promise<void> {
  const file = path.replace(/(^|\/)$/, '$1index.html');
  const found = await readFile(join(folder, file)).catch(() => undefined);
  const type = found ? (lookup(file) ?? 'application/octet-stream') : 'text/html';
  const bytes = found ?? (await readFile(join(folder, '404.html')));
  const isText = TEXT.test(type);
  answer.writeHead(found ? 200 : 404, {
    'content-type': isText ? `${type}; charset=utf-8` : type,
    ...(isText && { 'content-encoding': 'gzip' }),
  });
  answer.end(isText ? gzipSync(bytes) : bytes);
}
