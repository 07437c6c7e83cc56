// What the rules of `blocks.txt` hide. Nothing is taken from the inbox: without the rule it is back.
import { foldedName } from '../model/name.ts';
import type { Follow } from '../model/people.ts';
import type { Kept } from '../model/received.ts';
import { accountOf, aroundOf, placeOf } from './address.ts';
import { isOver } from './rules.ts';
import type { Rule } from './rules.ts';
import { searchFor } from './search.ts';
import type { Source } from './voice.ts';
import { foldedTag, foldedWords, seen } from './words.ts';

/** Whom an entry came from. */
type From = Pick<Follow, 'name'> & Source;

/** The first rule, in their order, that hides an entry that came from this follow. */
export type Hides = (entry: Kept, follow: From) => Rule | undefined;

/** The place of the first rule that says so, in the list of those that hold. */
type Find = (entry: Kept, follow: From) => number | undefined;

/** The places of the rules of one kind, by what they are about. */
type Index = ReadonlyMap<string, number>;

/**
 * What the rules hide at this moment. An address, a domain or a name hides what comes from there, what is by someone
 * there, and what repeats either, whoever repeats it; not what answers them or links to them. Asked for each entry of a
 * large inbox: all rules of a kind are looked up at once.
 */
export function hiddenBy(rules: readonly Rule[], now: Date): Hides {
  const holding = rules.filter((rule) => !isOver(rule, now));
  const kinds = new Set(holding.map(({ kind }) => kind));
  const finds = [
    ...(kinds.has('address') || kinds.has('domain') || kinds.has('name') ? [byWhere(holding)] : []),
    ...(kinds.has('name') ? [byName(indexOf(holding, 'name'))] : []),
    ...(kinds.has('tag') ? [byTag(indexOf(holding, 'tag'))] : []),
    ...(kinds.has('words') ? [byWords(indexOf(holding, 'words'))] : []),
  ];
  return (entry, follow) => {
    const first = least(finds.map((find) => find(entry, follow)));
    return first === undefined ? undefined : holding[first];
  };
}

/** The entry without the name and the words of whoever it answers, if what comes from there is hidden. */
export function unquoted(entry: Kept, hides: Hides): Kept {
  const { replyTo, repostOf: _, ...rest } = entry;
  const { url = '', ref = url, name = '' } = replyTo ?? {};
  if (replyTo?.name === undefined && replyTo?.excerpt === undefined) return entry;
  const answered = { ...rest, source: url, url, id: ref, author: { name }, references: [] };
  if (!hides(answered, { name, feed: url })) return entry;
  return { ...entry, replyTo: { url, ...(replyTo.ref !== undefined && { ref }) } };
}

function indexOf(rules: readonly Rule[], wanted: Rule['kind']): Index {
  const index = new Map<string, number>();
  for (const [rank, { kind, what }] of rules.entries()) if (kind === wanted && !index.has(what)) index.set(what, rank);
  return index;
}

function byWhere(rules: readonly Rule[]): Find {
  const [addresses, domains] = [indexOf(rules, 'address'), indexOf(rules, 'domain')];
  const accounts = new Map([...indexOf(rules, 'name')].filter(([name]) => name.includes('@')));
  const hosts = new Set([...addresses.keys()].map(hostIn));
  const at = (address: string): number | undefined => {
    if (address === '') return undefined;
    const place = placeOf(address);
    if (!place) return undefined;
    const domain = domains.size === 0 ? undefined : least(domainsAround(place.host).map((each) => domains.get(each)));
    const account = accounts.size === 0 ? undefined : accounts.get(accountOf(place) ?? '');
    const around = hosts.has(place.host) ? aroundOf(place) : [];
    return least([domain, account, ...around.map((each) => addresses.get(each))]);
  };
  const often = remembered(at);
  // Most entries are of few follows.
  const known = new WeakMap<From, { readonly rank: number | undefined }>();
  return (entry, follow) => {
    const rank = known.get(follow) ?? { rank: least([follow.feed, follow.page ?? '', follow.node ?? ''].map(at)) };
    known.set(follow, rank);
    return least([rank.rank, ...makersOf(entry).map(often), ...addressesOf(entry, follow).map(at)]);
  };
}

// host.example/~eve · eve@host.example · eve@host.example?node
function hostIn(what: string): string {
  return what.replace(/^[^/?]*@/, '').replace(/[/?].*$/s, '');
}

/** Who an entry is by, who made its id, and who made what it repeats; the same again and again. */
function makersOf({ author, id, references }: Kept): readonly string[] {
  const reposts = references.filter(({ how }) => how === 'repost');
  return [author.uri ?? '', makerOf(id), ...reposts.map(({ to }) => makerOf(to))];
}

// tag:host.example,2026:… was made by whoever has that domain (RFC 4151).
function makerOf(id: string): string {
  const domain = id.startsWith('tag:') ? /^tag:(?:[^@,:]*@)?([^@,:/?#]+),/.exec(id)?.[1] : undefined;
  return domain === undefined ? '' : `https://${domain}/`;
}

/** Where an entry came from, where it lies, and what it repeats. */
function addressesOf(entry: Kept, { feed }: From): readonly string[] {
  const { source, url, id, repostOf = '' } = entry;
  const reposts = entry.references.filter(({ how, to }) => how === 'repost' && to !== repostOf).map(({ to }) => to);
  return [source === feed ? '' : source, url, id === url ? '' : id, repostOf, ...reposts];
}

// a.b.example, b.example, example
function domainsAround(host: string): readonly string[] {
  const domains = [host];
  // No domain is longer than 253 characters (RFC 1035 §2.3.4), but what a stranger states may be.
  if (host.length > 253) return domains;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) domains.push(host.slice(dot + 1));
  return domains;
}

function byName(names: Index): Find {
  const rankOf = remembered((name) => names.get(foldedName(seen(name))));
  return ({ author }, { name }) => least([rankOf(name), rankOf(author.name)]);
}

function byTag(tags: Index): Find {
  const rankOf = remembered((tag) => tags.get(foldedTag(tag)));
  return (entry) => least(entry.tags.map(rankOf));
}

// People and tags come again and again.
function remembered(rankOf: (text: string) => number | undefined): (text: string) => number | undefined {
  const known = new Map<string, number | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, rankOf(text));
    return known.get(text);
  };
}

function byWords(words: Index): Find {
  const search = searchFor([...words]);
  return (entry) => least(textsOf(entry).map((text) => search(foldedWords(text))));
}

/** All that a reader shows of an entry. */
function textsOf({ title = '', text, warning = '', enclosures, replyTo, html }: Kept): readonly string[] {
  const files = enclosures.map(({ title = '' }) => title);
  return [title, text, warning, replyTo?.excerpt ?? '', ...files, ...descriptionsIn(html)].filter(
    (each) => each !== '',
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

// Of pictures: they are not in the text. Safe HTML has quotes around each value, and these four entities.
function descriptionsIn(html: string): readonly string[] {
  if (!html.includes(' alt="')) return [];
  return [...html.matchAll(/ alt="([^"]*)"/g)].map(([, alt = '']) =>
    alt.replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity),
  );
}

function least(ranks: readonly (number | undefined)[]): number | undefined {
  let first: number | undefined;
  for (const rank of ranks) if (rank !== undefined && (first === undefined || rank < first)) first = rank;
  return first;
}
