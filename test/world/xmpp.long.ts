// What Debian's own limits of a connection do to large items: ejabberd reads 3,000 bytes a second, Prosody 10,000.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { element } from '../../src/feeds/xml.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { condition, NODE, PASSWORD, talkTo } from './xmpp/login.ts';

const slow = suite('the door of XMPP, against servers as slow as Debian makes them');

for (const start of [startProsody, startEjabberd]) {
  slow(`four items of 30 KB and one of 100 KB are confirmed, each in the time they take: ${start.name}`, async () => {
    const server = await start({ rate: 'debian' });
    await server.register('alice', PASSWORD);
    const talk = await talkTo(server.server);
    const seconds: string[] = [];
    const begun = performance.now();
    for (const size of [30_000, 30_000, 30_000, 30_000, 100_000, 100]) {
      const entry = element('entry', { xmlns: 'http://www.w3.org/2005/Atom' }, 'x'.repeat(size));
      const publish = element('publish', { node: NODE }, element('item', { id: 'one' }, entry));
      const since = performance.now();
      const reply = await talk.ask(
        element('iq', { type: 'set' }, element('pubsub', { xmlns: 'http://jabber.org/protocol/pubsub' }, publish)),
      );
      seconds.push(`${size}: ${((performance.now() - since) / 1_000).toFixed(1)} s`);
      assert.ok(reply.ok, `${seconds.join(', ')} ${condition(reply)}`);
    }
    console.log(`${server.kind} ${seconds.join(', ')}`);
    // Else the limits were not on.
    assert.ok(performance.now() - begun > 15_000, seconds.join(', '));
    await talk.close();
    await server.stop();
  });
}

slow.run();
