// A folder on http://localhost, for the preview and the demo. The door of sirv.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fine, type Checked } from '../model/problem.ts';
import { closed, listenOn } from './listen.ts';
import { serveApp } from './serve-app.ts';
import type { Serve, Served } from './world.ts';

const RELOAD = '/.skein/reload';
const BUILT = 'data: built\n\n';

// A page says which build it has, and is told when that is not, or no longer, the newest: also when it loaded in the
// middle of a build, and when the preview was ended and begun again while the page stayed open.
const reloader = (build: number): string =>
  `new EventSource('${RELOAD}?${build}').onmessage = () => location.reload();\n`;

export const serve: Serve = {
  site: async (folder, port) => started(port, await filesOf(folder)),

  preview: async (folder, port, pages) => {
    const waiting = new Set<ServerResponse>();
    let build = Date.now();
    const files = await filesOf(folder);
    const served = await started(port, (request, response) => {
      if (request.url === `${RELOAD}.js`) return script(response, reloader(build));
      if (request.url?.startsWith(RELOAD)) return listen(waiting, response, request.url !== `${RELOAD}?${build}`);
      pages(request.url ?? '/').then(
        (page) => (page === undefined ? files(request, response) : html(response, page)),
        (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
      );
    });
    if (!served.ok) return served;
    const { url, close } = served.value;
    const reload = (): void => {
      build++;
      waiting.forEach((each) => each.write(BUILT));
    };
    return fine({ url, reload, close: () => (waiting.forEach((each) => each.end()), close()) });
  },

  app: serveApp,
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

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

function script(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end(text);
}

async function started(port: number, answer: Answer): Promise<Checked<Served>> {
  const listening = await listenOn(port, answer);
  if (!listening.ok) return listening;
  const { url, server } = listening.value;
  return fine({ url, reload: () => {}, close: () => closed(server) });
}
