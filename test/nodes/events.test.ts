import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { read, type Element } from '../../src/feeds/xml.ts';
import { toldIn } from '../../src/nodes/events.ts';

const events = suite('events');

const EVENT = 'http://jabber.org/protocol/pubsub#event';

function message(inside: string, attributes = "from='ann@localhost'"): Element {
  const made = read(`<message ${attributes}><event xmlns='${EVENT}'>${inside}</event></message>`);
  if (!made) throw new Error('Not XML.');
  return made;
}

function kinds(stanza: Element): unknown {
  const told = toldIn(stanza);
  return (
    told && [
      told.service,
      told.node,
      ...told.events.map((event) => (event.kind === 'item' ? { item: event.item.attrs['id'] } : event)),
    ]
  );
}

events('are of the node that they name, in their order', () => {
  assert.equal(
    kinds(message("<items node='n'><item id='a'><x xmlns='y'/></item><item id='b'/><retract id='c'/></items>")),
    ['ann@localhost', 'n', { item: 'a' }, { item: 'b' }, { kind: 'retracted', id: 'c' }],
  );
  assert.equal(kinds(message("<purge node='n'/>")), ['ann@localhost', 'n', { kind: 'purged' }]);
  assert.equal(kinds(message("<configuration node='n'/>")), ['ann@localhost', 'n', { kind: 'configured' }]);
  assert.equal(kinds(message("<delete node='n'/>")), ['ann@localhost', 'n', { kind: 'deleted' }]);
  assert.equal(kinds(message("<delete node='n'><redirect uri='xmpp:b@c'/></delete>")), [
    'ann@localhost',
    'n',
    { kind: 'deleted', to: 'xmpp:b@c' },
  ]);
  assert.equal(kinds(message("<subscription node='n' jid='me@c/skein' subscription='none'/>")), [
    'ann@localhost',
    'n',
    { kind: 'dropped', jid: 'me@c/skein' },
  ]);
});

events('of a person’s device are not those of the person', () => {
  const forged = message("<items node='n'><item id='a'/></items>", "from='Ann@localhost/z'");
  assert.equal(kinds(forged), ['Ann@localhost/z', 'n', { item: 'a' }]);
  assert.equal(kinds(message("<purge node='n'/>", "from='Ann@Localhost'")), ['ann@localhost', 'n', { kind: 'purged' }]);
});

events('take no notice of the headers that ejabberd adds', () => {
  const headers = "<headers xmlns='http://jabber.org/protocol/shim'><header name='SubID'>7</header></headers>";
  const stanza = read(
    `<message from='ann@localhost'><event xmlns='${EVENT}'><items node='n'><item id='a'/></items></event>${headers}</message>`,
  );
  assert.equal(stanza && kinds(stanza), ['ann@localhost', 'n', { item: 'a' }]);
});

events('are not in errors, chat, or messages of nobody', () => {
  assert.is(toldIn(message("<purge node='n'/>", "from='ann@localhost' type='error'")), undefined);
  assert.is(toldIn(message("<purge node='n'/>", '')), undefined);
  assert.is(toldIn(message('<purge/>')), undefined);
  const chat = read("<message from='ann@localhost'><body>hello</body></message>");
  assert.is(chat && toldIn(chat), undefined);
});

events.run();
