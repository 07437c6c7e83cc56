// Whom a mention means.
import { foldedName } from '../model/name.ts';
import type { Follow } from '../model/people.ts';

/** The address of whom a mention names (`bob`, `bob.example`, `bob@bob.example`); undefined when nobody knows. */
export type Who = (mention: string) => string | undefined;

const DOMAIN = /^(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*\.)+[\p{L}\p{M}]{2,}$/u;

/** Looks a mention up among those one follows, by name or XMPP address; the first of two wins. Else it is an address. */
export function whoIn(follows: readonly Follow[]): Who {
  const known = new Map<string, string>();
  for (const follow of follows) {
    for (const name of [foldedName(follow.name), accountOf(follow)]) {
      if (name !== undefined && !known.has(name)) known.set(name, addressOf(follow));
    }
  }
  return (mention) => {
    const found = known.get(foldedName(mention)) ?? known.get(mention.toLowerCase());
    if (found !== undefined) return found;
    const [user, host] = mention.includes('@') ? mention.split('@') : [undefined, mention];
    if (host === undefined || !DOMAIN.test(host)) return undefined;
    return webAddress(host, user === undefined ? '' : `@${user}`);
  };
}

function accountOf({ feed }: Follow): string | undefined {
  return /^xmpp:([^?;/]+@[^?;/]+)/i.exec(feed)?.[1]?.toLowerCase();
}

function addressOf(follow: Follow): string {
  const account = accountOf(follow);
  return follow.page ?? (account === undefined ? follow.feed : `xmpp:${account}`);
}

function webAddress(host: string, path: string): string | undefined {
  return URL.canParse(`https://${host}/`) ? new URL(path, `https://${host}/`).href : undefined;
}
