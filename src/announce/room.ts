// Saying something in a room (XEP-0045): only who is in it may.
import { child, children, element, type Element } from '../feeds/xml.ts';
import type { Problem } from '../model/problem.ts';
import type { Clock, Talk } from '../world/world.ts';

const MUC = 'http://jabber.org/protocol/muc';
const USER = `${MUC}#user`;
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** How long a room may take to answer, and how often one looks, in milliseconds. */
const PATIENCE = 10_000;
const LOOK = 50;

/** A room that lets us in. */
export interface Room {
  say(body: string): Promise<Problem | undefined>;
  leave(): Promise<void>;
}

/** Goes into a room, and asks it not to repeat what was said there before. */
export async function enter(
  talk: Talk,
  clock: Clock,
  { room, nick }: { room: string; nick: string },
): Promise<Room | Problem> {
  const me = `${room}/${nick}`;
  const history = element('x', { xmlns: MUC }, element('history', { maxstanzas: 0 }));
  const answer = await answered(talk, clock, {
    stanza: element('presence', { to: me }, history),
    isAnswer: (heard) => heard.getName() === 'presence' && (heard.attrs['from'] === me || isRefusal(heard, room)),
  });
  if (!answer || answer.attrs['type'] === 'error') return shut(room, conditionIn(answer));
  if (isNew(answer)) {
    await talk.send(element('presence', { to: me, type: 'unavailable' }));
    return shut(room, 'it was not there');
  }
  return {
    async say(body) {
      const echo = await answered(talk, clock, {
        stanza: element('message', { to: room, type: 'groupchat' }, element('body', {}, body)),
        isAnswer: (heard) => heard.getName() === 'message' && (isEcho(heard, me, body) || isRefusal(heard, room)),
      });
      return echo && echo.attrs['type'] !== 'error' ? undefined : mute(room, echo);
    },
    async leave() {
      await talk.send(element('presence', { to: me, type: 'unavailable' }));
    },
  };
}

async function answered(
  talk: Talk,
  clock: Clock,
  { stanza, isAnswer }: { stanza: Element; isAnswer: (heard: Element) => boolean },
): Promise<Element | undefined> {
  const answers: Element[] = [];
  const stop = talk.heard((heard) => {
    if (isAnswer(heard)) answers.push(heard);
  });
  const patience = (await talk.send(stanza)) ? 0 : PATIENCE;
  for (let waited = 0; answers.length === 0 && waited < patience; waited += LOOK) await clock.wait(LOOK);
  stop();
  return answers[0];
}

/** Whether we have just made the room by going in (§10.1.1): then nobody else is there. */
function isNew(presence: Element): boolean {
  const x = child(presence, 'x', USER);
  return x !== undefined && children(x, 'status', USER).some(({ attrs }) => attrs['code'] === '201');
}

/** Of a room's other presences and messages some come from itself, without an occupant's name. */
function isRefusal({ attrs }: Element, room: string): boolean {
  return attrs['from'] === room && attrs['type'] === 'error';
}

/** A room sends what we say to all, to us as well (§7.4). */
function isEcho(heard: Element, me: string, body: string): boolean {
  const said = heard.getChildElements().find((each) => each.getName() === 'body');
  return heard.attrs['from'] === me && said?.getText() === body;
}

function shut(room: string, why: string): Problem {
  return {
    where: room,
    what: `The room does not let us in (${why}).`,
    next: 'Have the account let in as a member, or take the room out of announce.rooms in skein.config.js.',
  };
}

function mute(room: string, answer: Element | undefined): Problem {
  return {
    where: room,
    what: `The room did not take the message (${conditionIn(answer)}).`,
    next: 'Have the account given a voice there. What was not taken is not said again.',
  };
}

function conditionIn(answer: Element | undefined): string {
  const error = answer?.getChildElements().find((each) => each.getName() === 'error');
  const condition = error?.getChildElements().find((each) => each.getNS() === STANZAS);
  return condition?.getName() ?? 'no answer';
}
