// Logging in, as every test of the door does.
import { inspect } from 'node:util';
import { element } from '../../../src/feeds/xml.ts';
import type { Checked, Problem } from '../../../src/model/problem.ts';
import { xmpp } from '../../../src/world/xmpp.ts';
import type { Reply, Talk } from '../../../src/world/world.ts';
import { AT_LAST } from '../../until.ts';

export const PASSWORD = 'correct horse é';
export const NODE = 'urn:xmpp:microblog:0';
export const ROSTER = element('iq', { type: 'get' }, element('query', { xmlns: 'jabber:iq:roster' }));

export function login(server: string, user = 'alice', password = PASSWORD): Promise<Checked<Talk>> {
  return xmpp.connect({ account: { jid: `${user}@localhost`, node: NODE }, password, server, timeout: AT_LAST });
}

export async function talkTo(server: string, user = 'alice'): Promise<Talk> {
  const met = await login(server, user);
  if (!met.ok) throw new Error(inspect(met.problems));
  return met.value;
}

export async function problemOf(server: string, password = PASSWORD): Promise<Problem | undefined> {
  const met = await login(server, 'alice', password);
  return met.ok ? undefined : met.problems[0];
}

/** The condition of a refusal, or `ok`. */
export const condition = (reply: Reply): string => (reply.ok ? 'ok' : reply.refusal.condition);
