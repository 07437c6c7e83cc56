// Of those who are blocked, who may follow over XMPP: sent away, or let back. The server is brought in step with
// `blocks.txt`, whoever has changed that; and only whom Skein has sent away is let back.
import { letBack, sendAway, type Done } from '../../announce/away.ts';
import { nodeAddress } from '../../feeds/node-address.ts';
import { forgetPut, notePut, putAt } from '../../inbox/account.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Account } from '../../model/site.ts';
import { counted } from '../../model/problem.ts';
import { bareJid } from '../../nodes/address.ts';
import { cutOffBy, isOver, type Rule } from '../../timeline/rules.ts';
import type { Talk, World } from '../../world/world.ts';
import { hasPassword, loggedIn } from '../account.ts';
import type { Edge } from './edge.ts';

/** The name under which one program at a time changes what is on the account. */
export const ACCOUNT = 'account';

/** Sentences of what a server took: of a long list that somebody shares, nobody reads each. */
const MOST = 20;

/** Bare JIDs of those who are to be sent away, and to be let back. */
export interface Cutting {
  readonly cut: readonly string[];
  readonly back: readonly string[];
}

type Blocking = Pick<Edge, 'site' | 'inbox' | 'rules' | 'problems'>;

/**
 * Whom the rules cut off: accounts that can follow. A domain is none, and of those at it a server tells nobody; nobody
 * cuts off themselves; a mute is nobody's business but mine.
 */
export function cutOffIn({ site, rules }: Pick<Edge, 'site' | 'rules'>, now: Date): readonly string[] {
  const holding = rules.filter((rule) => !isOver(rule, now));
  return [...new Set(holding.flatMap((rule) => accountsOf(rule, site)))];
}

/**
 * What brings the server in step with the file. Of the rules `asked` all is done once more: they may have lost their
 * effect, or have had it before this inbox knew of it.
 */
export function cuttingOf(edge: Blocking, now: Date, asked: readonly Rule[] = []): Cutting {
  const { site, inbox, problems } = edge;
  const put = site.xmpp ? putAt(inbox, nodeAddress(site.xmpp)) : new Map<string, boolean>();
  const wished = new Set(cutOffIn(edge, now));
  const again = new Set(asked.flatMap((rule) => accountsOf(rule, site)));
  // A line that nobody can read may be the one that holds somebody off.
  const free = new Set([...(problems.length > 0 ? [] : put.keys()), ...again]);
  return {
    cut: [...wished].filter((jid) => put.get(jid) !== true || again.has(jid)),
    back: [...free].filter((jid) => !wished.has(jid)),
  };
}

/** Whether the server was not told yet of somebody whom the rule cuts off. */
export function isUntold({ site, inbox }: Pick<Edge, 'site' | 'inbox'>): (rule: Rule) => boolean {
  const put = site.xmpp ? putAt(inbox, nodeAddress(site.xmpp)) : undefined;
  return (rule) => put !== undefined && accountsOf(rule, site).some((jid) => !put.has(jid));
}

/** Does it, and says what the server took. What is not done now is found again the next time. */
export async function bringCutting(
  { stop }: Pick<World, 'stop'>,
  { site, inbox }: Blocking,
  { talk, cut, back }: Cutting & { readonly talk: Talk },
): Promise<Done> {
  if (!site.xmpp) return NOTHING;
  const owner = { talk, inbox, account: site.xmpp };
  const ended = new AbortController();
  void talk.ended.then(() => ended.abort());
  const over = AbortSignal.any([stop, ended.signal]);
  const works = [...cut.map((jid) => () => away(owner, jid)), ...back.map((jid) => () => freed(owner, jid))];
  const done: Done[] = [];
  for (const work of works) if (!over.aborted) done.push(await work());
  const said = done.flatMap((each) => each.said);
  const [gone, free] = [taken(done.slice(0, cut.length)), taken(done.slice(cut.length))];
  const inShort = [`${counted(gone, 'account')} cut off, ${free} let back.`];
  return { said: said.length > MOST ? inShort : said, problems: done.flatMap(({ problems }) => problems) };
}

function taken(done: readonly Done[]): number {
  return done.filter(({ problems }) => problems.length === 0).length;
}

interface Owner {
  readonly talk: Talk;
  readonly inbox: Inbox;
  readonly account: Account;
}

async function away({ talk, inbox, account }: Owner, jid: string): Promise<Done> {
  const at = nodeAddress(account);
  const isAgain = putAt(inbox, at).has(jid);
  notePut(inbox, at, { what: jid, isWhole: false });
  const { isWhole, said, problems } = await sendAway(talk, account, { jid });
  notePut(inbox, at, { what: jid, isWhole });
  // Of what is tried again and again, the first time was enough.
  return { said: isAgain && !isWhole ? [] : said, problems };
}

async function freed({ talk, inbox, account }: Owner, jid: string): Promise<Done> {
  const done = await letBack(talk, account, jid);
  if (done.problems.length === 0) forgetPut(inbox, nodeAddress(account), jid);
  return done;
}

/**
 * Has the file changed by `change`, which gives what it says then, and brings the server in step where these rules are of
 * accounts: no other program does so meanwhile.
 */
export async function changeRules(
  world: World,
  { site, rules, change }: { site: Edge['site']; rules: readonly Rule[]; change: () => Promise<Blocking> },
): Promise<Done> {
  const isOfAccounts = rules.some((rule) => accountsOf({ ...rule, mute: false }, site).length > 0);
  if (isOfAccounts) return world.files.alone(ACCOUNT, async () => cutInStep(world, await change(), rules));
  await change();
  return NOTHING;
}

async function cutInStep(world: World, edge: Blocking, changed: readonly Rule[]): Promise<Done> {
  const { xmpp: account } = edge.site;
  const { cut, back } = cuttingOf(edge, world.clock.now(), changed);
  const isAsked = changed.some((rule) => accountsOf(rule, edge.site).length > 0);
  if (!account || cut.length + back.length === 0 || !(isAsked || hasPassword(world))) return NOTHING;
  const done = await loggedIn(world, account, (talk) => bringCutting(world, edge, { talk, cut, back }));
  return done.ok ? done.value : { said: [], problems: done.problems };
}

const NOTHING: Done = { said: [], problems: [] };

function accountsOf(rule: Rule, { xmpp }: Edge['site']): readonly string[] {
  const jid = cutOffBy(rule);
  return jid?.includes('@') && xmpp && jid !== bareJid(xmpp.jid) ? [jid] : [];
}
