// A folder on http://localhost, for the preview and the demo. The door of sirv.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Serve, Served } from './world.ts';

const RELOAD = '/.skein/reload';
const BUILT = 'data: built\n\n';

// A page says which build it has, and is told when that is not, or no longer, the newest: also when it loaded in the
// middle of a build, and when the preview was ended and begun again while the page stayed open.
const reloader = (build: number): string =>
  `new EventSource('${RELOAD}?${build}').onmessage = () => location.reload();\n`;

export const serve: Serve = {
  site: async (folder, port) => started(port, await filesOf(folder)),

  preview: async (folder, port) => {
    const waiting = new Set<ServerResponse>();
    let build = Date.now();
    const files = await filesOf(folder);
    const served = await started(port, (request, response) => {
      if (request.url === `${RELOAD}.js`) return script(response, reloader(build));
      if (request.url?.startsWith(RELOAD)) return listen(waiting, response, request.url !== `${RELOAD}?${build}`);
      return files(request, response);
    });
    if (!served.ok) return served;
    const { url, close } = served.value;
    const reload = (): void => {
      build++;
      waiting.forEach((each) => each.write(BUILT));
    };
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

function listen(waiting: Set<ServerResponse>, response: ServerResponse, isOld: boolean): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(isOld ? BUILT : ': here\n\n');
  waiting.add(response);
  response.on('close', () => waiting.delete(response));
}

function script(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end(text);
}

// Only this machine sees it. Port 0 is any free one.
async function started(port: number, answer: Answer): Promise<Checked<Served>> {
  const server = createServer(answer);
  const error = await listening(server, port);
  if (error) {
    return wrong({
      where: `http://localhost:${port}`,
      what:
        error.code === 'EADDRINUSE' ? 'Another program uses this port.' : `This port cannot be used: ${error.message}.`,
      next: 'Name another, such as --port 8081.',
    });
  }
  const { port: got } = server.address() as AddressInfo;
  return fine({ url: `http://localhost:${got}/`, reload: () => {}, close: () => closed(server) });
}

function listening(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
