// A server's refusal as a problem with a next step.
import type { Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { Refusal } from '../world/world.ts';

type Words = readonly [what: string, next: string];

const ON_SERVICE: Words = [
  '{jid} may not make the node {node} on {service}, nor change it if it is there.',
  'Have it allowed: on Prosody by admins = { "{jid}" } under Component "{service}", on ejabberd by access_createnode of mod_pubsub. If somebody else has made the node, have them make {jid} its owner.',
];
const ON_ANOTHERS: Words = [
  'The node {node} is on the account {service}, and {jid} may not do this there.',
  'Log in as {service} (of a bridge: --jid {service}), or name a node of {jid} or of a service.',
];
const ON_ONES_OWN: Words = [
  '{jid} may not do this on its own node {node}.',
  'Have nodes allowed to {jid} (ejabberd: access_createnode of mod_pubsub).',
];

// By pubsub condition (XEP-0060) or stanza condition (RFC 6120 §8.3.3), and where that counts by whose the node is.
// {jid}, {node} and {service} are filled in.
const WORDS: Readonly<Record<string, Words>> = {
  'precondition-not-met': [
    'The node is not configured as it was a moment ago.',
    'Another program changes it. Stop that one, then run this again.',
  ],
  'payload-too-big': [
    'The server takes no item of this size.',
    'Make the post shorter, or have a greater limit set (ejabberd: max_payload_size in default_node_config of mod_pubsub; of a node that is there, pubsub#max_payload_size).',
  ],
  'not-acceptable': [
    'The server does not take this as it is.',
    'Ask whoever runs it for the limits of items there (ejabberd: max_payload_size and max_items_node of mod_pubsub; Prosody: pubsub_max_items, pep_max_items).',
  ],
  'item-not-found': ['The node {node} is not there any more.', 'Run this again: it is made anew.'],
  'policy-violation': [
    'The server ended the connection as this was sent: it is too large for it.',
    'Make the post shorter, or have a greater limit set (Prosody: c2s_stanza_size_limit; ejabberd: max_stanza_size of the listener).',
  ],
  'too-large': ['This is too large to be sent.', 'Make the post shorter.'],
  'max-items-exceeded': ['The node is full.', 'Ask for more room (Prosody: pep_max_items; ejabberd: max_items_node).'],
  'forbidden on a service': ON_SERVICE,
  'forbidden on another account': ON_ANOTHERS,
  'forbidden on its own account': ON_ONES_OWN,
  'not-authorized on a service': ON_SERVICE,
  'not-authorized on another account': ON_ANOTHERS,
  'not-authorized on its own account': ON_ONES_OWN,
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
  'remote-server-timeout': ['{service} cannot be reached at the moment.', 'Run this again later.'],
  'internal-server-error': ['The server has met a fault of its own.', 'Have whoever runs it look into its log.'],
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
  const [what, next] = wordsOf(pubsub, at) ?? wordsOf(condition, at) ?? OTHER;
  const said = [condition, pubsub, text].filter((word) => word !== undefined && word !== '').join(', ');
  const { jid, node, service = jid } = at;
  const filled = (words: string): string =>
    words.replaceAll('{jid}', jid).replaceAll('{node}', node).replaceAll('{service}', service);
  return { where, what: `${filled(what)} (${said})`, next: filled(next) };
}

function wordsOf(condition: string | undefined, at: Account): Words | undefined {
  return condition === undefined ? undefined : (WORDS[condition] ?? WORDS[`${condition} ${placeOf(at)}`]);
}

function placeOf({ jid, service = jid }: Account): string {
  if (service === jid) return 'on its own account';
  return service.includes('@') ? 'on another account' : 'on a service';
}
