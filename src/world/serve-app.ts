// What answers requests itself, on a port: the door of @hono/node-server.
import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { fine, type Checked } from '../model/problem.ts';
import { closed, listenOn } from './listen.ts';
import type { Answers, Served } from './world.ts';

/** Milliseconds that what is being answered has to come to its end. */
const PATIENCE = 1_000;
const STEP = 10;

/** Serves an app. Closing waits a moment for what it is doing. */
export async function serveApp(answer: Answers, port: number, host?: string): Promise<Checked<Served>> {
  const { getRequestListener } = await import('@hono/node-server');
  // Else it would put its own Request and Response in the place of Node's, for the whole program.
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  const listening = await listenOn(port, (request, response) => void listener(request, response), host);
  if (!listening.ok) return listening;
  const { url, server } = listening.value;
  return fine({ url, reload: () => {}, close: () => gently(server) });
}

// A connection that has answered is kept for the next question, and is not seen as idle before it has.
async function gently(server: Server): Promise<void> {
  const open = new Set([server]);
  server.close(() => open.delete(server));
  for (let waited = 0; open.size > 0 && waited < PATIENCE; waited += STEP) {
    server.closeIdleConnections();
    await pause(STEP);
  }
  await closed(server);
}
