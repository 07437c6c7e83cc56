import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { read } from '../../../src/feeds/xml.ts';
import { refusalOf } from '../../../src/world/xmpp/refusal.ts';

const refusal = suite('a server’s refusal');

const STANZA = "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
const PUBSUB = "<precondition-not-met xmlns='http://jabber.org/protocol/pubsub#errors'/>";
const TEXT = "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Field does not match</text>";

function refused(error: string): unknown {
  const iq = read(`<iq type='error'><pubsub/>${error}</iq>`);
  return iq && refusalOf(iq);
}

refusal('is the same in the order of either server', () => {
  const both = { type: 'cancel', condition: 'conflict', pubsub: 'precondition-not-met', text: 'Field does not match' };
  for (const order of [STANZA + TEXT + PUBSUB, PUBSUB + STANZA + TEXT, TEXT + PUBSUB + STANZA]) {
    assert.equal(refused(`<error type='cancel'>${order}</error>`), both);
  }
});

refusal('that says little says so', () => {
  const nothing = { type: 'cancel', condition: 'undefined-condition' };
  assert.equal(
    [refused(''), refused('<error/>'), refused(`<error type='wait'>${STANZA}</error>`)],
    [nothing, nothing, { type: 'wait', condition: 'conflict' }],
  );
});

refusal.run();
