import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { element } from '../../src/feeds/xml.ts';
import { isOnNode, isOurs, isTooLarge, itemOf, itemsFrom, type Item } from '../../src/nodes/items.ts';
import { PUBSUB } from '../../src/nodes/stanzas.ts';
import { at, note, site } from '../announce/blog.ts';

const items = suite('items');

function back(item: ReturnType<typeof itemOf>): Item {
  const [read] = itemsFrom(element('iq', {}, element('pubsub', { xmlns: PUBSUB }, element('items', {}, item))));
  if (!read) throw new Error('There is no item.');
  return read;
}

items('are ours by the whole of their id', () => {
  const blog = { ...site, id: `${site.id}blog/` };
  const ours = back(itemOf(note(1), at));
  assert.equal(
    [isOurs(site, ours), isOurs(blog, ours), isOurs(site, back(itemOf(note(1, {}, blog), at)))],
    [true, false, false],
  );
  assert.is(isOurs(site, { ...ours, id: 'elsewhere' }), false);
});

items('that hold no Atom entry are somebody else’s', () => {
  assert.equal(back(element('item', { id: 'x' }, element('y', { xmlns: 'urn:y' }))), { id: 'x' });
});

items('of large entries are their beginning and a link, and say the same when they are read back', () => {
  const large = note(1, { title: 'All', text: 'Very much of it. '.repeat(4_000) });
  const item = itemOf(large, at);
  const read = back(item);
  assert.ok(read.written?.text?.endsWith('…\n\nhttps://ann.example/2026/11/n1/'));
  assert.equal([isTooLarge(item), isOurs(site, read) && isOnNode(large, read, at)], [false, true]);
});

items('that are large for another reason than their text stay too large', () => {
  assert.is(isTooLarge(itemOf(note(1, { title: 'All '.repeat(20_000) }), at)), true);
});

items.run();
