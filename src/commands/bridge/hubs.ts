// WebSub for bridges: hubs tell a public address of theirs that a feed has changed, and it is asked at once.
import type { HubsAt } from '../../bridge/listed.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import { callsOf } from '../../reader/called.ts';
import type { Served, World } from '../../world/world.ts';
import type { Given } from '../command.ts';
import { hubsFor, leaveHubs, type Hubs, type Telling } from '../edge/hubs.ts';
import { portNamed, servedOn } from '../port.ts';
import type { Many } from './many.ts';

const PORTS = { first: 8070, last: 8090 };

/** Where hubs reach a bridge. */
export interface Public {
  /** From the internet, with a slash at its end. */
  readonly url: string;
  /** Of this machine, to which a proxy hands it on; the first that is free where none is named. */
  readonly port?: string;
}

/** What the command line says of it, or what is wrong with that. */
export function hubsAsked(given: Given): Checked<HubsAt> {
  const [url, port] = [given.text('public'), given.text('port')];
  const named = portNamed(port);
  if (!named.ok) return named;
  if (url !== undefined && (!/^https?:/i.test(url) || !URL.canParse(url))) return wrong(noAddress(url));
  return fine({ ...(url !== undefined && { url }), ...(port !== undefined && { port }) });
}

/**
 * Where it is: the command line counts more than the file. Undefined where there is no public address. Of several
 * processes that listen each needs its own.
 */
export function publicFrom(asked: HubsAt, listed: HubsAt, processes: number): Checked<Public | undefined> {
  const { url, port } = { ...listed, ...asked };
  if (url === undefined) return port === undefined ? fine(undefined) : wrong(noPublic());
  if (processes > 1 && asked.url === undefined) return wrong(oneForAll(url));
  return fine({ url: url.replace(/\/*$/, '/'), ...(port !== undefined && { port }) });
}

interface Heeding {
  readonly inbox: Inbox;
  readonly many: Pick<Many, 'polled' | 'look'>;
}

/** Listens to hubs where it is wanted, and keeps what they are to tell of, until the program is to end. */
export class Heeded {
  readonly #world: World;
  readonly #job: Heeding;
  #at: Public | undefined;
  #end = new AbortController();
  #served: Served | undefined;
  #hubs: Hubs | undefined;
  #over = Promise.resolve();

  constructor(world: World, job: Heeding) {
    this.#world = world;
    this.#job = job;
  }

  /** From now on it listens there, or nowhere; gives why it cannot. Where it stays, nothing happens. */
  async listen(at: Public | undefined): Promise<readonly Problem[]> {
    if (JSON.stringify(at) === JSON.stringify(this.#at)) return [];
    await this.end();
    if (this.#at && !at) leaveHubs(this.#telling(undefined));
    this.#at = undefined;
    if (!at) return [];
    const hubs = hubsFor(this.#untilEnd(), this.#telling(at.url));
    const answer = callsOf(hubs.called);
    const served = await servedOn(at.port, PORTS, (port) =>
      this.#world.serve.app((request) => answer(request) ?? new Response('', { status: 404 }), port, '127.0.0.1'),
    );
    if (!served.ok) return served.problems;
    [this.#at, this.#served, this.#hubs] = [at, served.value, hubs];
    this.#world.say.line(`Hubs are heard at ${served.value.url}`);
    return [];
  }

  /** Has hubs tell of the bridges that there are, as long as it listens. */
  keep(): void {
    if (this.#hubs) this.#over = this.#hubs.keep();
    this.#hubs = undefined;
  }

  /** Listens no more. */
  async end(): Promise<void> {
    this.#end.abort();
    await this.#over;
    await this.#served?.close();
    this.#served = undefined;
  }

  #untilEnd(): World {
    this.#end = new AbortController();
    return { ...this.#world, stop: AbortSignal.any([this.#world.stop, this.#end.signal]) };
  }

  #telling(url: string | undefined): Telling {
    const { inbox, many } = this.#job;
    return {
      inbox: () => inbox,
      url: () => url,
      called: 'the public address of the bridges',
      allowed: () => [],
      sources: () => many.polled(),
      ours: () => new Set(many.polled().map(({ source }) => source)),
      look: (source) => many.look(source),
      line: (trouble) => this.#world.say.problems([trouble]),
    };
  }
}

function oneForAll(url: string): Problem {
  return {
    where: '--shard',
    what: `All parts have the same public address, ${url}, and only one of them can be there.`,
    next: 'Give each its own by --public and --port, or take public out of the file.',
  };
}

function noPublic(): Problem {
  return {
    where: '--port',
    what: 'Hubs call a public address, and none is named.',
    next: 'Add --public https://ann.example/hubs/ (in bridges.yaml public: https://ann.example/hubs/).',
  };
}

function noAddress(url: string): Problem {
  return { where: '--public', what: `"${url}" is no address.`, next: 'Write it as https://ann.example/hubs/' };
}
