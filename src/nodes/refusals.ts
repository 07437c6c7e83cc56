// A server's refusal as a problem with a next step.
import type { Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { Refusal } from '../world/world.ts';

type Words = readonly [what: string, next: string];

// By pubsub condition (XEP-0060) or stanza condition (RFC 6120 §8.3.3). {jid} and {node} are filled in.
const WORDS: Readonly<Record<string, Words>> = {
  'precondition-not-met': [
    'The node is not configured as it was a moment ago.',
    'Another program changes it. Stop that one, then run this again.',
  ],
  'payload-too-big': [
    'The server takes no item of this size.',
    'Make the post shorter, or ask for a greater limit (ejabberd: max_payload_size of mod_pubsub).',
  ],
  'too-large': ['This is too large to be sent.', 'Make the post shorter.'],
  'max-items-exceeded': ['The node is full.', 'Ask for more room (Prosody: pep_max_items; ejabberd: max_items_node).'],
  forbidden: [
    '{jid} may not do this on the node {node}.',
    'Have {jid} made its owner. On a service of its own Prosody lets only its admins make nodes (admins = { "{jid}" } under the Component), ejabberd whom access_createnode of mod_pubsub names.',
  ],
  'not-authorized': [
    '{jid} may not do this on the node {node}.',
    'Log in with the account that owns the node, or have it make {jid} an owner.',
  ],
  'not-allowed': [
    'The server does not allow this on the node {node}.',
    'Ask whoever runs the server (ejabberd: access_createnode of mod_pubsub), or use a node on your own account (a site: take "service" out of skein.config.js).',
  ],
  'service-unavailable': [
    'There is no publish-subscribe here.',
    'Check the name of the service (of a site: xmpp.service in skein.config.js); for a node on your own account have PEP switched on (Prosody: "pep" in modules_enabled; ejabberd: pep in plugins of mod_pubsub).',
  ],
  'feature-not-implemented': [
    'The server cannot do this.',
    'Use a newer server: Prosody from 0.12, ejabberd from 23.01.',
  ],
  'remote-server-not-found': [
    'There is no such service.',
    'Check the name of the service (of a site: xmpp.service in skein.config.js): it is a domain, such as pubsub.example.org.',
  ],
  'resource-constraint': ['The server takes no more at the moment.', 'Wait a little, then run this again.'],
  timeout: ['The server did not answer in time.', 'What was not confirmed is sent by the next run.'],
  disconnected: [
    'The connection was lost, and several new ones too.',
    'What was not confirmed is sent by the next run.',
  ],
};

const OTHER: Words = [
  'The server refuses this.',
  'Ask whoever runs the server what these words mean there. Of a site, skein check looks at server and node.',
];

/** What the server refused at `where`, in words. The server's own words stand behind ours. */
export function refused(where: string, { condition, pubsub, text }: Refusal, at: Account): Problem {
  const [what, next] = WORDS[pubsub ?? condition] ?? WORDS[condition] ?? OTHER;
  const said = [condition, pubsub, text].filter((word) => word !== undefined && word !== '').join(', ');
  const filled = (words: string): string => words.replaceAll('{jid}', at.jid).replaceAll('{node}', at.node);
  return { where, what: `${filled(what)} (${said})`, next: filled(next) };
}
