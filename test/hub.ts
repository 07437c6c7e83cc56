// A WebSub hub that only writes down what it is told.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Hub {
  readonly url: string;
  /** What it was told, as the form's fields. */
  readonly pings: Readonly<Record<string, string>>[];
  readonly close: () => Promise<void>;
}

/** Starts a hub; `seen` is called at each ping, before it is answered. */
export async function startHub(seen: () => Promise<void> = async () => undefined): Promise<Hub> {
  const pings: Record<string, string>[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      pings.push(Object.fromEntries(new URLSearchParams(body)));
      void seen().then(() => response.writeHead(202).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    pings,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
