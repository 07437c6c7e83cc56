// The web of strangers: whatever address they name, no host is asked but those of the public internet and those that
// the person allowed. The address that is really connected to is what is checked, at every hop.
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { publicness } from './addresses.ts';
import { agentWith, exchange } from './exchange.ts';
import { Trouble } from './web-trouble.ts';
import type { Strangers } from './world.ts';

const DEADLINE = 20_000;

/** In bytes. There are feeds of 12 MB. */
const LARGEST = 15_000_000;

const ACCEPTED = [
  'application/atom+xml, application/rss+xml, application/feed+json',
  'application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, */*;q=0.5',
].join(', ');

interface Located {
  readonly address: string;
  readonly family: number;
}

/** Gives all addresses of a host. */
type Resolve = (host: string) => Promise<readonly Located[]>;

export interface Asker {
  readonly version: string;
  /** Hosts that are asked wherever they are: `host` at any port, or `host:port`. */
  readonly allowed: readonly string[];
  /** By the system, where it is not given. */
  readonly resolve?: Resolve;
}

/** Asks strangers as `Skein/VERSION`. */
export function strangersAs({ version, allowed, resolve = resolved }: Asker): Strangers {
  const usual = {
    accept: ACCEPTED,
    'user-agent': `Skein/${version} (feed reader)`,
    // Without it undici asks every cache on the way to forget what it has, whenever a question is conditional.
    'cache-control': 'max-age=0',
  };
  let waysOut: Promise<WaysOut> | undefined;
  const by = async (address: URL): Promise<Dispatcher> => {
    const { anywhere, publicOnly, isPublic } = await (waysOut ??= waysOutBy(resolve));
    if (isAllowed(address, allowed)) return anywhere;
    // A name is looked up as it is connected to; numbers never are.
    const host = address.hostname.replaceAll(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isPublic(host)) throw near(address.hostname);
    return publicOnly;
  };
  return {
    ask: async (url, { headers, timeout = DEADLINE, ...asked } = {}) =>
      exchange(url, {
        ...asked,
        headers: { ...usual, ...headers },
        timeout,
        most: LARGEST,
        whose: 'stranger',
        by,
      }),
  };
}

/** The list in a text: `localhost:8080, feeds.lan`. */
export function hostsIn(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((host) => host !== '');
}

interface WaysOut {
  readonly anywhere: Dispatcher;
  readonly publicOnly: Dispatcher;
  readonly isPublic: (address: string) => boolean;
}

async function waysOutBy(resolve: Resolve): Promise<WaysOut> {
  const isPublic = await publicness();
  const [anywhere, publicOnly] = await Promise.all([
    agentWith(lookupBy(resolve, () => true)),
    agentWith(lookupBy(resolve, isPublic)),
  ]);
  return { anywhere, publicOnly, isPublic };
}

/** Only what this gives is connected to: nobody is asked again, so nobody can change the answer. */
function lookupBy(resolve: Resolve, mayBe: (address: string) => boolean): LookupFunction {
  return (host, { all }, told) => {
    const give = (found: readonly Located[]): void => {
      const addresses = found.filter(({ address }) => mayBe(address));
      const [first] = addresses;
      if (!first) told(near(host), '');
      else if (all) told(null, addresses);
      else told(null, first.address, first.family);
    };
    void resolve(host).then(give, (cause: Error) => told(cause, ''));
  };
}

async function resolved(host: string): Promise<readonly Located[]> {
  return lookup(host, { all: true });
}

function isAllowed({ protocol, hostname, port }: URL, allowed: readonly string[]): boolean {
  const at = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return allowed.map((host) => host.toLowerCase()).some((host) => host === hostname || host === at);
}

function near(host: string): Trouble {
  return new Trouble(
    `${host} is not a host of the public internet, and a stranger may not point into your network.`,
    `If it is yours, write reader: { allowHosts: ["${host}"] } in skein.config.js, or set SKEIN_ALLOW_HOSTS.`,
  );
}
