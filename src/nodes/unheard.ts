// Why a node cannot be followed, in words.
import type { Problem } from '../model/problem.ts';
import type { Refusal } from '../world/world.ts';
import { addressOf, type NodeAt } from './address.ts';

const LONGEST = 200;

type Words = readonly [what: string, next: string];

const CHECK = 'Check the address; a person’s page often names it.';
const BEFRIEND =
  'Become contacts with {service} in a chat program, or ask them to let everybody read it (pubsub#access_model: open).';
const LATER = 'Nothing to do: it is tried again.';

// By pubsub condition (XEP-0060) or stanza condition (RFC 6120 §8.3.3).
const WORDS: Readonly<Record<string, Words>> = {
  'presence-subscription-required': ['Only their contacts may follow this node.', BEFRIEND],
  'not-in-roster-group': ['Only some of their contacts may follow this node.', BEFRIEND],
  'closed-node': ['Only those whom its owner has listed may follow this node.', BEFRIEND],
  // Prosody answers strangers so whatever the reason is.
  forbidden: ['There is no such node, or it is not for everybody.', `${CHECK} If it is right: ${BEFRIEND}`],
  'not-authorized': ['This node is not for everybody.', BEFRIEND],
  'not-allowed': ['This node cannot be followed from here.', BEFRIEND],
  'item-not-found': ['There is no such node.', CHECK],
  'remote-server-not-found': ['There is no XMPP server of that name.', CHECK],
  'remote-server-timeout': ['Their server cannot be reached at the moment.', LATER],
  'service-unavailable': ['There are no nodes there, or you are blocked.', CHECK],
  'feature-not-implemented': ['There are no nodes there.', CHECK],
  gone: ['This address is no longer in use.', CHECK],
  'resource-constraint': ['Their server takes no more at the moment.', LATER],
  pending: ['Its owner has not yet let you follow it.', 'Wait, or ask them.'],
  timeout: ['Their server does not answer.', LATER],
  disconnected: ['The connection was lost.', LATER],
};

const OTHER: Words = ['Their server refuses this.', CHECK];

/** Why one hears nothing of a node, and what to do. */
export function unheard(at: NodeAt, refusal: Refusal): Problem {
  const [, next] = wordsOf(refusal);
  return { where: addressOf(at), what: reasonOf(refusal), next: next.replaceAll('{service}', at.service) };
}

/** Why somebody's server does not do what it was asked. Its own words stand behind ours. */
export function reasonOf(refusal: Refusal): string {
  const { condition, pubsub, text } = refusal;
  return `${wordsOf(refusal)[0]} (${[condition, pubsub, text?.slice(0, LONGEST)].filter(Boolean).join(', ')})`;
}

function wordsOf({ condition, pubsub }: Refusal): Words {
  return WORDS[pubsub ?? condition] ?? WORDS[condition] ?? OTHER;
}

/** Why a follow has come to its end. */
export function over(at: NodeAt, why: 'deleted' | 'dropped'): Problem {
  const where = addressOf(at);
  return why === 'deleted'
    ? {
        where,
        what: 'Its owner has deleted this node.',
        next: 'What you have of it stays. To forget it: skein unfollow',
      }
    : { where, what: 'Its owner has removed you from those who follow.', next: 'To forget it: skein unfollow' };
}

/** An address that is not one of a node. */
export function noNode(address: string): Problem {
  return {
    where: address,
    what: 'This is not the address of a node.',
    next: 'Write it as xmpp:ann@example.org, or as xmpp:news.example.org?;node=birds.',
  };
}
