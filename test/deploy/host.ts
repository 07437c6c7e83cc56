// A host on loopback that shows what it is told to, and counts what it is asked.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Host {
  readonly url: string;
  /** Path → body; what is not here is 404. May be changed at any time. */
  readonly shows: Map<string, string>;
  readonly asked: string[];
  readonly options: { etag: boolean; head: boolean };
  close(): Promise<void>;
}

export async function startHost(): Promise<Host> {
  const [shows, asked] = [new Map<string, string>(), [] as string[]];
  const options = { etag: true, head: true };
  const server = createServer(({ method, url = '', headers }, response) => {
    asked.push(`${method} ${url}`);
    const body = shows.get(url);
    if (method === 'HEAD' && !options.head) return response.writeHead(405).end();
    if (body === undefined) return response.writeHead(404).end('not here');
    const etag = `"${body.length}-${body.slice(-400).replaceAll(/\W/g, '').slice(0, 99)}"`;
    if (options.etag) response.setHeader('etag', etag);
    if (options.etag && headers['if-none-match'] === etag) return response.writeHead(304).end();
    return response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    shows,
    asked,
    options,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
