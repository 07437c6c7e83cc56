// A port of this machine, on which something answers.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fine, wrong, type Checked } from '../model/problem.ts';

export interface Listening {
  /** `http://localhost:8080/` */
  readonly url: string;
  readonly server: Server;
}

/** Listens. Only this machine reaches it, unless `host` is another address of its own. Port 0 is any free one. */
export async function listenOn(port: number, answer: RequestListener, host = '127.0.0.1'): Promise<Checked<Listening>> {
  const server = createServer(answer);
  const error = await failure(server, port, host);
  if (error) {
    return wrong({
      where: addressOf(host, port),
      what:
        error.code === 'EADDRINUSE' ? 'Another program uses this port.' : `This port cannot be used: ${error.message}.`,
      next: 'Name another, such as --port 8081.',
    });
  }
  const { port: got } = server.address() as AddressInfo;
  return fine({ url: `${addressOf(host, got)}/`, server });
}

/** Ends all that it answers, at once. */
export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function addressOf(host: string, port: number): string {
  const name = host === '127.0.0.1' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function failure(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => resolve(undefined));
  });
}
