// Ports for programs that are to be told one. The system gives those of its own range to whoever connects somewhere: one
// from there may be taken while a server starts.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what Linux gives to connections (ip_local_port_range), and above the names of /etc/services that are in use. */
const [FIRST, LAST] = [12_000, 32_000];

/** A port of 127.0.0.1 that nobody listens on, nor will by chance. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
