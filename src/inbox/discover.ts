// What an address leads to: it is asked, and what it names is asked too, so that a choice has titles and no dead ends.
import { linksOfHeader, type PageLinks } from '../feeds/read/page.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Found } from '../model/people.ts';
import type { Brought } from '../world/world.ts';
import { feedIn, feedsAt, firstFeedAt, type Candidate, type Looking } from './candidates.ts';
import { kindOf } from './kind.ts';
import { nodeNamed } from './node.ts';
import { refusalOf } from './refusal.ts';
import { meantBy, type Meant } from './typed.ts';
import { profileIn, webfinger } from './webfinger.ts';

/** Feeds of one page that are looked at. */
const MOST = 8;

/** Where feeds are that no page names, the usual ones first. */
const WELL_KNOWN = ['feed', 'feed.xml', 'atom.xml', 'rss.xml', 'index.xml', 'feed.json', 'rss'];

/**
 * The feeds and nodes that an address leads to, as a person types it: a page, a feed, a domain, an `xmpp:` address or a
 * JID, `@user@host`. At least one; those that a page names in its order, each once whatever formats it is in.
 */
export async function discover(world: Looking, address: string): Promise<Checked<readonly Found[]>> {
  const meant = meantBy(address);
  if (!meant) return wrong(notAnAddress(address));
  if (meant.way === 'node') return fine([{ title: meant.title, feed: meant.address, kind: 'node' }]);
  const { asked, answer } = await firstAnswer(world, await addressesOf(world, meant));
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return wrong(refusalOf(answer.value.status, answer.value.url));
  const kind = kindOf(answer.value.bytes);
  if (kind === 'page') return foundOn(world, answer.value, asked);
  const feed = await feedIn(world, answer.value, { url: asked, kind });
  return feed.ok ? fine([feed.value.found]) : feed;
}

type WebMeant = Exclude<Meant, { way: 'node' }>;

async function addressesOf({ strangers }: Looking, meant: WebMeant): Promise<readonly string[]> {
  if (meant.way === 'web') return meant.addresses;
  const { user, host } = meant;
  const answer = await strangers.ask(...webfinger(user, host));
  return [(answer.ok ? profileIn(answer.value) : undefined) ?? `https://${host}/@${user}`];
}

/** The first address that answers, or what is wrong with the first of all. */
async function firstAnswer({ strangers }: Pick<Looking, 'strangers'>, addresses: readonly string[]): Promise<Answered> {
  const [asked = '', ...others] = addresses;
  const answer = await strangers.ask(asked);
  if (answer.ok || others.length === 0) return { asked, answer };
  const other = await firstAnswer({ strangers }, others);
  return other.answer.ok ? other : { asked, answer };
}

interface Answered {
  readonly asked: string;
  readonly answer: Checked<Brought>;
}

/** What a page names; else what lies where feeds usually lie; else the page as a feed of its own; else its node. */
async function foundOn(world: Looking, answer: Brought, asked: string): Promise<Checked<readonly Found[]>> {
  const page = await linksIn(world, answer);
  if (!page.ok) return page;
  const { feeds, isFeed, node, title } = page.value;
  const named = await feedsAt(world, feeds.slice(0, MOST));
  const first = async (): Promise<readonly Found[]> => {
    const usual = await firstFeedAt(world, usualAddresses(answer.url));
    if (usual) return [usual];
    const own = isFeed ? await feedIn(world, answer, { url: asked, title, kind: 'h-feed' }) : undefined;
    if (own?.ok) return [own.value.found];
    return node === undefined ? [] : [{ title: title || new URL(answer.url).host, feed: node, kind: 'node' }];
  };
  const found = named.found.length > 0 ? named.found : await first();
  const around = (at: number): Around => ({ page: answer.url, node: at === 0 ? node : undefined });
  if (found.length > 0) return fine(found.map((each, at) => onPage(each, around(at))));
  return wrong(...(named.problems.length > 0 ? named.problems : [nothingAt(answer.url)]));
}

async function linksIn({ reads }: Looking, { url, headers, bytes }: Brought): Promise<Checked<PageLinks>> {
  const page = await reads.page(bytes, { address: url, type: headers['content-type'] ?? '' });
  if (!page.ok) return page;
  const header = linksOfHeader(headers['link'] ?? '', url);
  const feeds = new Map([...header.feeds, ...page.value.feeds].map((each) => [each.url, each]));
  const node = nodeNamed(header.node ?? page.value.node ?? '');
  return fine({ ...page.value, feeds: [...feeds.values()], ...(node && { node: node.address }) });
}

/** Beside the page, and at the root of its host. */
function usualAddresses(page: string): readonly Candidate[] {
  const below = new URL(page).pathname.endsWith('/') ? page : `${page.split(/[?#]/)[0]}/`;
  const all = [below, new URL('/', page).href].flatMap((base) => WELL_KNOWN.map((path) => new URL(path, base).href));
  return [...new Set(all)].map((url) => ({ url }));
}

interface Around {
  readonly page: string;
  readonly node: string | undefined;
}

/** What the page says of a feed that does not say it itself. The node that a page names has what its first feed has. */
function onPage(found: Found, { page, node }: Around): Found {
  const at = found.node ?? (found.kind === 'node' ? undefined : node);
  return { page, ...found, ...(at !== undefined && { node: at }) };
}

function notAnAddress(where: string): Problem {
  return {
    where,
    what: 'This is no address that can be followed.',
    next: 'Write a page or a feed (https://ann.example/), a JID (ann@ann.example) or @ann@social.example.',
  };
}

function nothingAt(where: string): Problem {
  return {
    where,
    what: 'This page names no feed, and there is none where feeds usually are.',
    next: 'Look on the page for a link called RSS, Atom or feed, and follow the address of that.',
  };
}
