// WebSub for bridges: hubs tell a public address of theirs that a feed has changed, and it is asked at once.
import type { Inbox } from '../../inbox/inbox.ts';
import { fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import { callsOf } from '../../reader/called.ts';
import type { World } from '../../world/world.ts';
import type { Many } from './many.ts';
import { hubsFor } from '../edge/hubs.ts';
import { portNamed, servedOn } from '../port.ts';

const PORTS = { first: 8070, last: 8090 };

/** Where hubs reach a bridge. */
export interface Public {
  /** From the internet, with a slash at its end. */
  readonly url: string;
  /** Of this machine, to which a proxy hands it on; the first that is free where none is named. */
  readonly port?: string;
}

/** What of `--public` and `--port` is wrong, or the two; undefined where there is no public address. */
export function publicFrom(url: string | undefined, port: string | undefined): Checked<Public | undefined> {
  const named = portNamed(port);
  if (!named.ok) return named;
  if (url === undefined) return port === undefined ? fine(undefined) : wrong(noPublic());
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return wrong(noAddress(url));
  return fine({ url: url.replace(/\/*$/, '/'), ...(port !== undefined && { port }) });
}

interface Heeding {
  readonly inbox: Inbox;
  readonly at: Public;
  readonly many: Pick<Many, 'polled' | 'look'>;
}

/** Listens to hubs, and keeps what they are to tell of as it is wanted, until the program is to end. */
export async function heedHubs(world: World, { inbox, at, many }: Heeding): Promise<Checked<Heeded>> {
  const hubs = hubsFor(world, {
    inbox: () => inbox,
    url: () => at.url,
    called: '--public',
    allowed: () => [],
    sources: () => many.polled(),
    ours: () => new Set(many.polled().map(({ source }) => source)),
    look: (source) => many.look(source),
    line: (trouble) => world.say.problems([trouble]),
  });
  const answer = callsOf(hubs.called);
  const served = await servedOn(at.port, PORTS, (port) =>
    world.serve.app((request) => answer(request) ?? new Response('', { status: 404 }), port, '127.0.0.1'),
  );
  if (!served.ok) return served;
  const { url, close } = served.value;
  const keep = async (): Promise<void> => {
    await hubs.keep();
    await close();
  };
  return fine({ url, over: keep() });
}

export interface Heeded {
  /** Where it listens, on this machine. */
  readonly url: string;
  /** Resolves when the program is to end. */
  readonly over: Promise<void>;
}

function noPublic(): Problem {
  return {
    where: '--port',
    what: 'Hubs call a public address, and none is named.',
    next: 'Add --public https://ann.example/hubs/',
  };
}

function noAddress(url: string): Problem {
  return { where: '--public', what: `"${url}" is no address.`, next: 'Write it as https://ann.example/hubs/' };
}
