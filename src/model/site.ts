// A site as its checked config gives it. Nothing here is optional that the program could fill in.

/** Who writes the site. `me` are the other addresses of the same person (rel=me). */
export interface Author {
  readonly name: string;
  readonly photo?: string;
  readonly me: readonly string[];
}

/** The account that announces, and the node it announces on. `service` is absent for the account's own node (PEP). */
export interface Account {
  readonly jid: string;
  readonly node: string;
  readonly service?: string;
}

/** How `_site/` gets to its host. Folders are relative to the site's own. */
export type Deploy =
  | { readonly to: 'folder'; readonly folder: string }
  | { readonly to: 'rsync'; readonly target: string; readonly options: readonly string[] }
  | { readonly to: 'git'; readonly remote: string; readonly branch: string; readonly folder: string }
  | { readonly to: 'command'; readonly command: readonly string[] };

export interface Announce {
  /** Tell accepted contacts by chat. */
  readonly chat: boolean;
  /** Rooms (bare JIDs) that are told. */
  readonly rooms: readonly string[];
  /** WebSub hubs, pinged for each changed feed. */
  readonly hubs: readonly string[];
}

/** Of the edge: what one reads. */
export interface Reader {
  /** Where hubs of the public internet reach `skein read`: absolute, ends in a slash. */
  readonly url?: string;
  /** Hosts that are asked although they are not on the public internet: `host`, or `host:port`. */
  readonly allowHosts: readonly string[];
  /** How much the inbox keeps: for so many days after it was heard, and so many entries. */
  readonly keep: { readonly days: number; readonly entries: number };
  /** Tell the account, by chat, of whoever answers or names its person. */
  readonly tell: boolean;
}

export interface Site {
  readonly title: string;
  readonly description: string;
  /** Absolute, ends in a slash: `https://ann.example/` or `https://host.example/~ann/`. */
  readonly url: string;
  readonly author: Author;
  /** Prefix of every id: `tag:ann.example,2026:`. Frozen by `init`. */
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  /** IANA name; dates without an offset are read, and addresses are made, in it. */
  readonly timezone: string;
  /** The colour of links and of the thread, `#rrggbb`; that of the theme when there is none. */
  readonly accent?: string;
  /** The key of the post that stands first on the home page. */
  readonly pinned?: string;
  /** Its account in the fediverse, such as Bridgy Fed gives it: `@ann.example@web.brid.gy`. */
  readonly fediverse?: string;
  readonly xmpp?: Account;
  readonly deploy?: Deploy;
  readonly announce: Announce;
  readonly reader: Reader;
  /** Of a preview only: the script that its pages load, so that they load again after a build. */
  readonly preview?: string;
  /** Of a site that is built only. */
  readonly cover?: Cover;
}

/** What others show of a page that has no photo. */
export interface Cover {
  readonly path: string;
  /** Of one that a build draws; of the site's own nothing is known. `key` is of all that its bytes depend on. */
  readonly drawn?: { readonly width: number; readonly height: number; readonly key: string };
}

/** The path of the site on its host, with a slash at both ends: `/` or `/~ann/`. */
export function sitePath(site: Site): string {
  return new URL(site.url).pathname;
}

// What needs neither escaping nor resolving.
const PLAIN = /^(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:\/|$))*$/;

/** The absolute address of a path of the site (`2026/11/hello/`). */
export function addressOf(site: Pick<Site, 'url'>, path: string): string {
  return PLAIN.test(path) ? normal(site.url) + path : new URL(path, site.url).href;
}

const normals = new Map<string, string>();

function normal(url: string): string {
  const known = normals.get(url);
  if (known !== undefined) return known;
  const made = new URL('.', url).href;
  normals.set(url, made);
  return made;
}

/** The path of a page, relative to the site, from its address; undefined when it is no page of the site. */
export function pagePath({ url }: Pick<Site, 'url'>, address: string): string | undefined {
  if (!address.startsWith(url)) return undefined;
  return address
    .slice(url.length)
    .replace(/(?:index\.html)?(?:[?#].*)?$/, '')
    .replace(/(?<=[^/])$/, '/');
}
