// The harness itself: what a third-party follower hears is what was sent, once each.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { element, type Element } from '../../src/feeds/xml.ts';
import { NODE, PASSWORD, talkTo } from '../world/xmpp/login.ts';
import { startEjabberd } from './ejabberd.ts';
import { startFollower } from './follower.ts';
import { startProsody } from './prosody.ts';

const follower = suite('a third-party follower');

const PUBSUB = 'http://jabber.org/protocol/pubsub';

function pubsub(...asked: Element[]): Element {
  return element('iq', { type: 'set', to: 'pubsub.localhost' }, element('pubsub', { xmlns: PUBSUB }, ...asked));
}

function item(title: string): Element {
  const entry = element('entry', { xmlns: 'http://www.w3.org/2005/Atom' }, element('title', {}, title));
  return pubsub(element('publish', { node: NODE }, element('item', { id: 'one' }, entry)));
}

for (const start of [startProsody, startEjabberd]) {
  follower(
    `hears each item and retraction of ${start.name.slice('start'.length)} once, and chat in a room`,
    async () => {
      const server = await start();
      await server.register('alice', PASSWORD);
      await server.register('bob', PASSWORD);
      const alice = await talkTo(server.server);
      await alice.ask(pubsub(element('create', { node: NODE })));
      const room = `den@${server.rooms}`;
      const subscribe = [[server.pubsub, NODE]] as const;
      const bob = await startFollower(server, { user: 'bob', password: PASSWORD, subscribe, join: [room] });
      await alice.ask(item('one'));
      await alice.ask(item('two'));
      const items = await bob.items(server.pubsub, NODE);
      await alice.ask(pubsub(element('retract', { node: NODE, notify: 'true' }, element('item', { id: 'one' }))));
      await alice.send(
        element('presence', { to: `${room}/alice` }, element('x', { xmlns: 'http://jabber.org/protocol/muc' })),
      );
      await alice.send(element('message', { to: room, type: 'groupchat' }, element('body', {}, 'hello')));
      await bob.heard((event) => event.kind === 'chat' && event.body === 'hello');
      const heard = bob.events.map((event) => `${event.kind} ${'title' in event ? event.title : ''}`.trim());
      await Promise.all([alice.close(), bob.stop()]);
      await server.stop();
      assert.equal(
        items.map(({ title }) => title),
        ['two'],
      );
      assert.equal(heard, ['item one', 'item two', 'retract', 'chat']);
    },
  );
}

follower.run();
