// A folder on http://localhost, for the preview and the demo. The door of sirv.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Serve, Served } from './world.ts';

const RELOAD = '/.skein/reload';

// Asks to be told of the next build; when the server comes back after a pause, something may have changed too.
const RELOADER = `new EventSource('${RELOAD}').onmessage = () => location.reload();`;

export const serve: Serve = {
  site: async (folder, port) => started(port, await filesOf(folder)),

  preview: async (folder, port) => {
    const waiting = new Set<ServerResponse>();
    const files = await filesOf(folder);
    const served = await started(port, (request, response) => {
      if (request.url === RELOAD) return listen(waiting, response);
      if (request.url === `${RELOAD}.js`) return script(response);
      return files(request, response);
    });
    if (!served.ok) return served;
    const { url, close } = served.value;
    const reload = (): void => waiting.forEach((each) => each.write('data: built\n\n'));
    return fine({ url, reload, close: () => (waiting.forEach((each) => each.end()), close()) });
  },
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function filesOf(folder: string): Promise<Answer> {
  const { default: sirv } = await import('sirv');
  const files = sirv(folder, { dev: true, dotfiles: true, etag: true });
  return (request, response) =>
    files(request, response, () => {
      readFile(join(folder, '404.html')).then(
        (page) => response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(page),
        () => response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n'),
      );
    });
}

function listen(waiting: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': here\n\n');
  waiting.add(response);
  response.on('close', () => waiting.delete(response));
}

function script(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/javascript' }).end(RELOADER);
}

// Only this machine sees it. Port 0 is any free one.
async function started(port: number, answer: Answer): Promise<Checked<Served>> {
  const server = createServer(answer);
  const error = await listening(server, port);
  if (error) {
    return wrong({
      where: `http://localhost:${port}`,
      what: `This port cannot be used: ${error.message}.`,
      next: 'Name another: --port 8081.',
    });
  }
  const { port: got } = server.address() as AddressInfo;
  return fine({ url: `http://localhost:${got}/`, reload: () => {}, close: () => closed(server) });
}

function listening(server: Server, port: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
