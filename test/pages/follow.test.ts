// What leads a follower to the site: the follow page, and the files for machines beside it.
import { decodeQR } from 'qr/decode.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { followsFrom } from '../../src/feeds/opml.ts';
import { profileIn } from '../../src/inbox/webfinger.ts';
import type { Site } from '../../src/model/site.ts';
import { followPage } from '../../src/pages/follow.ts';
import { codeOf } from '../../src/pages/qr.ts';
import type { Brought } from '../../src/world/world.ts';
import { plainFiles } from '../sketched.ts';
import { site } from './sample.ts';

const following = suite('following');

const followData = (of: Site): Record<string, unknown> => followPage(of).data;

function wellKnown(of: Site): Map<string, string> {
  return new Map(
    plainFiles(of, [])
      .filter(({ path }) => path.startsWith('.well-known/'))
      .map(({ path, bytes }) => [path, String(bytes)]),
  );
}

following('follow names each way that the site offers, and no other', () => {
  const { node, chat, rooms } = followData(site);
  const href = 'xmpp:ann@ann.example?pubsub;action=subscribe;node=urn%3Axmpp%3Amicroblog%3A0';
  assert.equal(node, {
    href,
    code: codeOf(href),
    address: 'ann@ann.example',
    node: 'urn:xmpp:microblog:0',
  });
  assert.equal(chat, { href: 'xmpp:ann@ann.example?subscribe', address: 'ann@ann.example' });
  assert.equal(rooms, [{ href: 'xmpp:birds@rooms.example?join', address: 'birds@rooms.example' }]);

  const { xmpp: _, ...alone } = site;
  const silent = { ...alone, announce: { chat: false, rooms: [], hubs: [] } };
  const { head, ...data } = followData(silent);
  assert.ok(head);
  assert.equal(Object.keys(data), ['feeds', 'opml', 'rooms']);
});

following('the account in the fediverse is where Bridgy Fed, or its own server, shows it', () => {
  assert.equal(followData({ ...site, fediverse: '@ann.example@web.brid.gy' })['fediverse'], {
    handle: '@ann.example@web.brid.gy',
    href: 'https://fed.brid.gy/web/ann.example',
  });
  assert.equal(followData({ ...site, fediverse: '@ann@social.example' })['fediverse'], {
    handle: '@ann@social.example',
    href: 'https://social.example/@ann',
  });
});

following('a phone reads the address back from the QR code', () => {
  const address = 'xmpp:ann@ann.example?pubsub;action=subscribe;node=urn%3Axmpp%3Amicroblog%3A0';
  const { size, path } = codeOf(address);
  const scale = 4;
  const side = size * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      for (let at = Number(x) * scale; at < (Number(x) + Number(length)) * scale; at++)
        data.fill(0, (row * side + at) * 4, (row * side + at) * 4 + 3);
    }
  }
  assert.is(decodeQR({ width: side, height: side, data }), address);
});

following('a list of subscriptions leads to one feed of the site', () => {
  const opml = plainFiles(site, []).find(({ path }) => path === 'follow/subscribe.opml');
  assert.equal(followsFrom(String(opml?.bytes)), {
    ok: true,
    value: [{ name: 'Ann’s flock', feed: 'https://ann.example/atom.xml', page: 'https://ann.example/' }],
  });
});

following('WebFinger and host-meta lead to the site and its feed, from the root of a host only', () => {
  const files = wellKnown(site);
  const bytes = new TextEncoder().encode(files.get('.well-known/webfinger'));
  const { subject, links } = JSON.parse(files.get('.well-known/webfinger') ?? '') as Record<string, unknown>;
  assert.is(subject, 'https://ann.example/');
  assert.equal(links, [
    { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: 'https://ann.example/' },
    { rel: 'http://webfinger.net/rel/avatar', href: 'https://ann.example/photos/ann.png' },
    {
      rel: 'http://schemas.google.com/g/2010#updates-from',
      type: 'application/atom+xml',
      href: 'https://ann.example/atom.xml',
    },
  ]);
  // So `skein follow @ann@ann.example` finds the site.
  assert.is(profileIn({ status: 200, bytes } as Brought), 'https://ann.example/');
  assert.match(files.get('.well-known/host-meta') ?? '', 'https://ann.example/.well-known/webfinger?resource={uri}');
  assert.is(wellKnown({ ...site, url: 'https://host.example/~ann/' }).size, 0);
});

following.run();
