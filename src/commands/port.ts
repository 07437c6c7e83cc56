// Where something is shown: the host and the port that the person names, or the first port that is free.
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Served } from '../world/world.ts';

/** Ports that are tried where the person names none. */
export interface Ports {
  readonly first: number;
  readonly last: number;
}

/** Serves on the port that was named, or on the first of these that is free. */
export async function servedOn(
  named: string | undefined,
  { first, last }: Ports,
  serve: (port: number) => Promise<Checked<Served>>,
): Promise<Checked<Served>> {
  return named === undefined ? firstOf(first, last, serve) : serve(Number(named));
}

/** Whether that can be a port. */
export function portNamed(named: string | undefined): Checked<true> {
  const port = Number(named ?? 0);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return fine(true);
  return wrong({ where: '--port', what: `"${named}" is no port.`, next: 'Write a number, such as 8080.' });
}

// The reader answers only to names it was told, and nobody asks for "all addresses".
/** Whether a reader that is open at that host can be asked for by it. */
export function hostNamed(named: string | undefined): Checked<true> {
  if (!/^(?:0+(?:\.0+){0,3}|\[?::(?:0|ffff:0\.0\.0\.0)?\]?)$/i.test(named ?? '')) return fine(true);
  return wrong({
    where: '--host',
    what: `"${named}" is every address of this machine, and none that a browser can ask for.`,
    next: 'Give the one name or address by which others reach this machine, such as 192.168.1.5.',
  });
}

async function firstOf(
  port: number,
  last: number,
  serve: (port: number) => Promise<Checked<Served>>,
): Promise<Checked<Served>> {
  const served = await serve(port);
  return served.ok || port >= last ? served : firstOf(port + 1, last, serve);
}
