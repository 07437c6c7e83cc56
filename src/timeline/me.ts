// Who I am to others: the names, addresses and ids by which an entry can mean me.
import type { Site } from '../model/site.ts';
import { accountOf, COMMENTS, isWithin, placeOf } from './address.ts';
import type { Place } from './address.ts';
import { unicodeOf } from './punycode.ts';

export interface Me {
  /** What may stand after an @: `ann`, `ann.example`, `ann@ann.example`. */
  readonly names: ReadonlySet<string>;
  /** All below it is mine. */
  readonly site: Place | undefined;
  /** The prefix of my entries' ids. */
  readonly id: string;
  /** My other addresses: of these only they themselves, since a profile may be part of a place of many. */
  readonly addresses: readonly Place[];
  /** The node I announce on, and what the nodes with comments on my entries begin with. */
  readonly node: Place | undefined;
  readonly comments: readonly string[];
  /** What the addresses of all this begin with, as people and programs write them. */
  readonly prefixes: readonly string[];
}

/** Who the author of a site is. */
export function meOf({ url, id, author, xmpp }: Site): Me {
  const site = placeOf(url);
  const jid = xmpp && `xmpp:${xmpp.jid}`;
  const at = xmpp && placeOf(`xmpp:${xmpp.service ?? xmpp.jid}?;node=${encodeURIComponent(xmpp.node)}`);
  const stated = [...author.me, ...(jid ? [jid] : [])];
  const addresses = stated.flatMap((address) => placeOf(address) ?? []);
  return {
    names: new Set([...spellingsOf(author.name), ...namesAt(site, author.name), ...addresses.flatMap(namesIn)]),
    site,
    id,
    addresses,
    node: at,
    comments: xmpp ? [xmpp.jid, xmpp.service ?? xmpp.jid].flatMap(commentsAt) : [],
    prefixes: [
      ...new Set([id, ...[url, ...stated, ...(xmpp?.service ? [`xmpp:${xmpp.service}`] : [])].flatMap(spelled)]),
    ],
  };
}

/** What `Reference.to` is, where an entry names me: one of these. */
export function namesOf({ names }: Me): readonly string[] {
  return [...names];
}

/**
 * What `Reference.to` begins with where an entry points to something of mine, and `Kept.source` where it is a comment on
 * it. More begins so than is mine: `concernsOf` decides.
 */
export function prefixesOf({ prefixes }: Me): readonly string[] {
  return prefixes;
}

/** Whether an address, or the id of an entry, is of my site or on my node. */
export function isMine({ id, site, node, comments }: Me, to: string): boolean {
  // By the whole id: the prefix of a site may begin with another's (`nodes/items.ts`).
  if (to.startsWith(id)) return /^[A-Za-z0-9._-]+$/.test(to.slice(id.length));
  const place = placeOf(to);
  if (!place) return false;
  const within = [site, node].some((mine) => mine && isWithin(place, mine));
  return within || comments.some((begin) => place.at.startsWith(begin));
}

/** Whether an address is that of a page or an account of mine, and not just of something there. */
export function isMe({ site, addresses }: Me, address: string): boolean {
  const place = placeOf(address);
  return place !== undefined && [site, ...addresses].some((mine) => mine?.at === place.at);
}

function commentsAt(jid: string): readonly string[] {
  const place = placeOf(`xmpp:${jid}`);
  return place ? [place.at + COMMENTS] : [];
}

// "Bob Smith" and "BobSmith" are named as @bobsmith, @bob-smith and @bob_smith.
function spellingsOf(name: string): readonly string[] {
  const parts = name
    .normalize('NFKC')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter((part) => part !== '');
  return ['', '-', '_'].map((between) => parts.join(between)).filter((spelling) => spelling !== '');
}

// A domain that is all mine names me, and so does my name at it.
function namesAt(site: Place | undefined, name: string): readonly string[] {
  if (!site) return [];
  const account = accountOf(site);
  const own = isWhole(site) ? [site.host, ...spellingsOf(name).map((spelling) => `${spelling}@${site.host}`)] : [];
  return [...(account ? [account] : []), ...own].flatMap(inUnicode);
}

// https://social.example/@ann · https://ann.example/ · xmpp:ann@xmpp.example
function namesIn(place: Place): readonly string[] {
  const account = accountOf(place);
  if (account === undefined) return isWhole(place) ? inUnicode(place.host) : [];
  const user = account.replace(/@.*$/s, '');
  return [...inUnicode(account), user, ...spellingsOf(user)];
}

function isWhole({ host, at }: Place): boolean {
  return at === `${host}/`;
}

// ann@xn--bcher-kva.example is written @ann@bücher.example.
function inUnicode(name: string): readonly string[] {
  return [...new Set([name, name.split('@').map(unicodeOf).join('@')])];
}

// How an address begins, with and without www., and whether or not it is encrypted. None ends in a slash that may be
// missing, but for that after the host: without it another host would begin so too.
function spelled(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  if (url.protocol === 'xmpp:') return [url.href, url.href.replace('@', '%40')].map((jid) => jid.replace(/\?.*$/s, ''));
  const hosts = [url.host, url.host.replace(/^www\./, ''), `www.${url.host}`];
  const path = url.pathname.replace(/(?<=.)\/$/, '');
  const paths = [path, path.replaceAll('~', '%7E'), path.replaceAll(/%7e/gi, '~')];
  return hosts.flatMap((host) => paths.flatMap((path) => [`https://${host}${path}`, `http://${host}${path}`]));
}
