// Sends a follower away for good, and lets one come back. Each of three things is done, since none of them is enough:
// only an ended subscription stops what is sent, only an outcast cannot subscribe again, only a block keeps off the rest.
import type { Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { bareJid } from '../nodes/address.ts';
import {
  affiliate,
  affiliationsIn,
  askAffiliations,
  askFollowers,
  block,
  dropFollower,
  followersIn,
  unblock,
  type Affiliation,
} from '../nodes/followers.ts';
import { refused } from '../nodes/refusals.ts';
import { RESOURCE } from '../nodes/subscriptions.ts';
import type { Reply, Talk } from '../world/world.ts';

/** What the server took, in words, and what it did not. */
export interface Done {
  readonly said: readonly string[];
  readonly problems: readonly Problem[];
}

export interface SentAway extends Done {
  /** Whether nothing is left to do: a server may have refused a part, and a node that is made later knows of nobody. */
  readonly isWhole: boolean;
}

/** `devices` are full JIDs of theirs that are known: ejabberd, which names no followers, has to be told each. */
export async function sendAway(
  talk: Talk,
  at: Account,
  whom: { readonly jid: string; readonly devices?: readonly string[] },
): Promise<SentAway> {
  const jid = bareJid(whom.jid);
  const followers = await talk.ask(askFollowers(at));
  const isThere = !isMissing(followers);
  const done = joined([
    ...(isThere ? await shutOut(talk, at, { jid, devices: whom.devices ?? [], followers }) : []),
    told(at, await talk.ask(block(jid)), `The account takes nothing from ${jid} any more.`),
  ]);
  return { ...done, isWhole: isThere && done.problems.length === 0 };
}

async function shutOut(talk: Talk, at: Account, whom: Whom): Promise<readonly Done[]> {
  return [await drop(talk, at, whom), await becomes(talk, at, { jid: whom.jid, affiliation: 'outcast' })];
}

/** They may follow again; whether they do is theirs to say. */
export async function letBack(talk: Talk, at: Account, someone: string): Promise<Done> {
  const jid = bareJid(someone);
  const free = await becomes(talk, at, { jid, affiliation: 'none' });
  const unblocked = await talk.ask(unblock(jid));
  // Somebody else has done it already.
  if (isMissing(unblocked)) return free;
  return joined([free, told(at, unblocked, `The account takes what ${jid} sends.`)]);
}

interface Whom {
  readonly jid: string;
  readonly devices: readonly string[];
  /** What the server says of who follows. */
  readonly followers: Reply;
}

async function drop(talk: Talk, at: Account, { jid, devices, followers: listed }: Whom): Promise<Done> {
  const theirs = listed.ok
    ? followersIn(listed.stanza).filter((each) => bareJid(each) === jid)
    : [jid, `${jid}/${RESOURCE}`, ...devices];
  const problems: Problem[] = [];
  let dropped = 0;
  for (const each of new Set(theirs)) {
    const reply = await talk.ask(dropFollower(at, each));
    if (reply.ok) dropped += 1;
    else if (reply.refusal.pubsub !== 'not-subscribed') problems.push(refused(each, reply.refusal, at));
  }
  const said = dropped > 0 ? `${jid} no longer follows ${at.node}.` : `${jid} was not found to follow ${at.node}.`;
  return { said: listed.ok ? [said] : [said, hidden(theirs)], problems };
}

function hidden(tried: readonly string[]): string {
  return `The server does not say who follows; so only these were removed: ${tried.join(', ')}.`;
}

async function becomes(
  talk: Talk,
  at: Account,
  { jid, affiliation }: { readonly jid: string; readonly affiliation: Affiliation },
): Promise<Done> {
  const shut = affiliation === 'outcast';
  const said = shut ? `${jid} can neither follow nor read ${at.node}.` : `${jid} may follow and read ${at.node}.`;
  const reply = await talk.ask(affiliate(at, jid, affiliation));
  if (reply.ok) return { said: [said], problems: [] };
  if (!shut && isMissing(reply)) return { said: [], problems: [] };
  // Prosody may say no and do it all the same.
  const now = await talk.ask(askAffiliations(at));
  const is = now.ok && (affiliationsIn(now.stanza).get(jid) ?? 'none') === affiliation;
  return is ? { said: [said], problems: [] } : told(at, reply, said);
}

/** Whether there is no such node, or nothing there that could be taken back. */
function isMissing(reply: Reply): boolean {
  return !reply.ok && reply.refusal.condition === 'item-not-found';
}

function told(at: Account, reply: Reply, said: string): Done {
  return reply.ok ? { said: [said], problems: [] } : { said: [], problems: [refused(at.jid, reply.refusal, at)] };
}

function joined(all: readonly Done[]): Done {
  return { said: all.flatMap(({ said }) => said), problems: all.flatMap(({ problems }) => problems) };
}
