// Tells people without a feed-reading client, by ordinary messages (DESIGN §3, rules 8 and 9): each entry at most once.
import { messageOf } from '../feeds/message.ts';
import { element, type Element } from '../feeds/xml.ts';
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import { refused } from '../nodes/refusals.ts';
import { askRoster, contactsIn, setContact } from '../nodes/stanzas.ts';
import type { Clock, Talk } from '../world/world.ts';
import type { SiteNode } from './site-node.ts';
import { enter, type Room } from './room.ts';
import { memoryOf, remember, saidBefore, unsaid } from './said.ts';

/** The roster group of those whom we told that they would be told. */
const GROUP = 'Skein';

/** More than this is not said: as with followers, what is much is silent. */
const BRAKE = 20;

/** Milliseconds in which requests that waited for us come in. */
const REQUESTS = 700;

export interface ChatJob extends SiteNode {
  /** The newest of what followers have, newest first. */
  readonly live: readonly Entry[];
  /** What followers have just heard for the first time. */
  readonly fresh: readonly Entry[];
}

export interface Said {
  readonly said: readonly Entry[];
  readonly problems: readonly Problem[];
}

/** Tells the accepted contacts, if the site wants that, and its rooms. */
export async function chat(talk: Talk, clock: Clock, job: ChatJob): Promise<Said> {
  const { announce } = job.site;
  if (!announce.chat && announce.rooms.length === 0) return { said: [], problems: [] };
  const memory = memoryOf(job.site, job.at);
  const before = await saidBefore(talk, memory);
  if (!before.ok) return { said: [], problems: before.problems };
  const due = unsaid(job.live, before.value, job.fresh);
  if (due.length === 0) return { said: [], problems: [] };

  const hearers = await hearersOf(talk, clock, job);
  const said: Entry[] = [];
  const problems = [...hearers.problems];
  for (const entry of due) {
    const unwritten = await remember(talk, memory, entry);
    if (unwritten) {
      problems.push(unwritten);
      break;
    }
    if (due.length > BRAKE) continue;
    problems.push(...(await tell(talk, hearers, messageOf(entry))));
    said.push(entry);
  }
  for (const room of hearers.rooms) await room.leave();
  return { said, problems };
}

interface Hearers {
  readonly contacts: readonly string[];
  readonly rooms: readonly Room[];
  readonly problems: readonly Problem[];
}

async function hearersOf(talk: Talk, clock: Clock, { site, at }: ChatJob): Promise<Hearers> {
  const { chat, rooms } = site.announce;
  const contacts = chat ? await contactsOf(talk, clock, at) : { contacts: [], problems: [] };
  const entered = await Promise.all(rooms.map((room) => enter(talk, clock, { room, nick: site.title })));
  return {
    contacts: contacts.contacts,
    rooms: entered.flatMap((room) => ('say' in room ? room : [])),
    problems: [...contacts.problems, ...entered.flatMap((room) => ('say' in room ? [] : room))],
  };
}

/** Those who are in the group and see our presence, after those who asked to be have come into it. */
async function contactsOf(
  talk: Talk,
  clock: Clock,
  at: SiteNode['at'],
): Promise<{ readonly contacts: readonly string[]; readonly problems: readonly Problem[] }> {
  for (const jid of await requestsOf(talk, clock)) {
    // The group first: one who is accepted and not in it would never be told, and never be asked for again.
    const grouped = await talk.ask(setContact(jid, [GROUP]));
    if (grouped.ok) await talk.send(element('presence', { to: jid, type: 'subscribed' }));
  }
  const roster = await talk.ask(askRoster());
  if (!roster.ok) return { contacts: [], problems: [refused(at.jid, roster.refusal, at)] };
  const accepted = contactsIn(roster.stanza).filter(
    ({ groups, state }) => groups.includes(GROUP) && state !== 'none' && state !== 'to',
  );
  return { contacts: accepted.map(({ jid }) => jid), problems: [] };
}

/**
 * A server keeps requests until one is there. Below priority 0 Prosody hands them over; ejabberd does so only from 0 on,
 * but then with messages that wait for the person, and would be lost: there, people are put into the group by hand.
 */
async function requestsOf(talk: Talk, clock: Clock): Promise<ReadonlySet<string>> {
  const asking = new Set<string>();
  const stop = talk.heard((stanza: Element) => {
    const { type, from } = stanza.attrs as Readonly<Record<string, string | undefined>>;
    if (stanza.getName() === 'presence' && type === 'subscribe' && from !== undefined) asking.add(from);
  });
  await talk.send(element('presence', {}, element('priority', {}, '-1')));
  await clock.wait(REQUESTS);
  stop();
  return asking;
}

async function tell(talk: Talk, { contacts, rooms }: Hearers, body: string): Promise<readonly Problem[]> {
  for (const to of contacts) {
    await talk.send(element('message', { to, type: 'chat' }, element('body', {}, body)));
  }
  const muted = await Promise.all(rooms.map((room) => room.say(body)));
  return muted.flatMap((problem) => problem ?? []);
}
