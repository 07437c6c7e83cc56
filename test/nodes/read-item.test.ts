import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { element, type Element } from '../../src/feeds/xml.ts';
import { readItem } from '../../src/nodes/read-item.ts';
import type { NodeAt } from '../../src/nodes/address.ts';

const items = suite('items of others');

const ANN: NodeAt = { service: 'ann@ann.example', node: 'urn:xmpp:microblog:0' };
const NEWS: NodeAt = { service: 'pubsub.ann.example', node: 'news' };
const OWN = 'me@home.example/skein';

function itemBy(uri: string | undefined, attributes: { readonly publisher?: string } = {}, text = 'Hello.'): Element {
  const author = element(
    'author',
    {},
    element('name', {}, 'Ann'),
    uri === undefined ? undefined : element('uri', {}, uri),
  );
  const said = [element('id', {}, 'tag:1'), element('title', {}, text), author];
  return element(
    'item',
    { id: '1', ...attributes },
    element('entry', { xmlns: 'http://www.w3.org/2005/Atom' }, ...said),
  );
}

/** Whom we take to have written it. */
const BELIEVED: readonly (readonly [string, NodeAt, string | undefined, string | undefined, string | undefined])[] = [
  ['the owner of the node', ANN, 'xmpp:ann@ann.example', undefined, 'xmpp:ann@ann.example'],
  ['the owner, written otherwise', ANN, 'xmpp:Ann%40Ann.example', undefined, 'xmpp:ann@ann.example'],
  ['nobody', ANN, undefined, undefined, undefined],
  ['somebody else', ANN, 'xmpp:bob@bob.example', undefined, undefined],
  ['a page', ANN, 'https://ann.example/', undefined, undefined],
  ['somebody on a service', NEWS, 'xmpp:ann@ann.example', undefined, undefined],
  ['a publisher of the same server', NEWS, 'xmpp:ann@ann.example', 'ann@ann.example/phone', 'xmpp:ann@ann.example'],
  ['a publisher of another server', NEWS, 'xmpp:bob@bob.example', 'bob@bob.example', undefined],
  ['another than who published', NEWS, 'xmpp:ann@ann.example', 'eve@ann.example', undefined],
];

for (const [who, at, uri, publisher, believed] of BELIEVED) {
  items(`that claim to be of ${who} are shown as of ${believed ?? 'nobody that is known'}`, () => {
    const entry = readItem(itemBy(uri, publisher === undefined ? {} : { publisher }), at, OWN);
    assert.equal(entry?.author, { name: 'Ann', ...(believed !== undefined && { uri: believed }) });
  });
}

items('are in no language that only the connection is in', () => {
  const item = itemBy(undefined);
  element('iq', { 'xml:lang': 'en' }, item);
  assert.is(readItem(item, ANN, OWN)?.lang, '');
});

items('on my own server are of whom it says', () => {
  const mine: NodeAt = { service: 'me@home.example', node: 'comments' };
  const entry = readItem(itemBy('xmpp:bob@bob.example', { publisher: 'bob@bob.example/x' }), mine, OWN);
  assert.is(entry?.author.uri, 'xmpp:bob@bob.example');
});

items('that are too large, are no Atom or have no id are none', () => {
  assert.is(readItem(itemBy(undefined, {}, 'x'.repeat(256 * 1024)), ANN, OWN), undefined);
  assert.is(readItem(element('item', { id: '1' }, element('tune', { xmlns: 'urn:tune' })), ANN, OWN), undefined);
  assert.is(readItem(element('item', {}, ...itemBy(undefined).getChildElements()), ANN, OWN), undefined);
});

items.run();
