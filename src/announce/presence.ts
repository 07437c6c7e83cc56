// Being there, for followers who need it.
import { askAbout, askRoster, contactsIn, softwareIn } from '../nodes/stanzas.ts';
import { element } from '../feeds/xml.ts';
import type { Clock, Talk } from '../world/world.ts';

/** Milliseconds without a presence after which no more are expected, and how many such times are waited at most. */
const QUIET = 500;
const TIMES = 8;

/**
 * Lets the server learn which contacts asked for the node by `+notify` (XEP-0163 §4.3): ejabberd knows it only of an
 * account that is online, and from the presences that this brings. Prosody remembers, and an account that shares its
 * presence with nobody has no such contacts: neither is told that we are here. Below 0 we get nobody's messages.
 */
export async function comeOnline(talk: Talk, clock: Clock): Promise<void> {
  const server = talk.jid.replace(/^.*@|\/.*$/g, '');
  const about = await talk.ask(askAbout(server));
  if (about.ok && softwareIn(about.stanza) === 'Prosody') return;
  const roster = await talk.ask(askRoster());
  if (!roster.ok || !contactsIn(roster.stanza).some(({ state }) => state === 'both')) return;

  let heard = 0;
  const stop = talk.heard((stanza) => {
    if (stanza.getName() === 'presence') heard += 1;
  });
  await talk.send(element('presence', {}, element('priority', {}, '-1')));
  for (let times = 0, before = -1; times < TIMES && heard > before; times += 1) {
    before = heard;
    await clock.wait(QUIET);
  }
  stop();
}
