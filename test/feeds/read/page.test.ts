import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nodeAddress, nodeIn } from '../../../src/feeds/node-address.ts';
import { linksOf, linksOfHeader } from '../../../src/feeds/read/page.ts';

const page = suite('what a page says of its feeds');

page('its feeds with titles, comments last; its node, hub and title', () => {
  const html = `<!doctype html><html><head><meta charset=utf-8><title>Ann &amp; the
    birds</title><base href="/blog/">
    <link rel="alternate" type="application/rss+xml" title="Ann &raquo; Comments Feed" href="comments/feed/">
    <LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" TITLE="Ann" HREF="atom.xml">
    <link rel="alternate" type="application/feed+json" href="https://ann.example/feed.json">
    <link rel="alternate" type="application/atom+xml" title="again" href="/blog/atom.xml">
    <link rel="alternate" type="application/atom+xml" href="xmpp:ann%40ann.example?;node=urn%3Axmpp%3Amicroblog%3A0">
    <link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" type="text/css" href="a.css">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" title="JSON" type="application/json" href="https://ann.example/wp-json/wp/v2/pages/2">
    <link rel="alternate" title="oEmbed" type="application/json+oembed" href="https://ann.example/oembed">
    <link rel="hub" href="https://hub.example/"><link rel="self" href="https://ann.example/blog/">
    </head><body class="x h-feed"><script>document.write('<link rel="alternate" type="application/rss+xml" href="/no">')</script>
    <svg><title>no title</title></svg><a href="xmpp:cy@cy.example">chat with Cy</a></body></html>`;
  assert.equal(linksOf(html, 'https://ann.example/'), {
    feeds: [
      { url: 'https://ann.example/blog/atom.xml', title: 'Ann', type: 'application/atom+xml' },
      { url: 'https://ann.example/feed.json', title: '', type: 'application/feed+json' },
      { url: 'https://ann.example/blog/comments/feed/', title: 'Ann » Comments Feed', type: 'application/rss+xml' },
    ],
    node: 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0',
    hubs: ['https://hub.example/'],
    self: 'https://ann.example/blog/',
    title: 'Ann & the birds',
    isFeed: true,
  });
});

page('a page that says nothing', () => {
  assert.equal(linksOf('Hello', 'https://ann.example/'), { feeds: [], hubs: [], title: '', isFeed: false });
});

page('a Link header', () => {
  const header =
    '<https://hub.example/>; rel="hub", </atom.xml>; rel=alternate; type="application/atom+xml"; title="Ann, her notes", ' +
    '<xmpp:ann@ann.example?;node=n>; rel="alternate", <https://ann.example/>; rel="self canonical"';
  assert.equal(linksOfHeader(header, 'https://ann.example/'), {
    feeds: [{ url: 'https://ann.example/atom.xml', title: 'Ann, her notes', type: 'application/atom+xml' }],
    node: 'xmpp:ann@ann.example?;node=n',
    hubs: ['https://hub.example/'],
    self: 'https://ann.example/',
  });
});

const ANN = { service: 'ann@ann.example', node: 'urn:xmpp:microblog:0' };

const NODES: readonly [string, object | undefined][] = [
  ['xmpp:ann@ann.example', ANN],
  ['XMPP:Ann@Ann.Example', ANN],
  ['xmpp:ann@ann.example/phone', ANN],
  ['xmpp:ann%40ann.example?;node=urn%3Axmpp%3Amicroblog%3A0', ANN],
  ['xmpp:ann@ann.example?;node=urn:xmpp:microblog:0;item=a%20b', { ...ANN, item: 'a b' }],
  [
    'xmpp:pubsub.ann.example?pubsub;action=subscribe;node=news%2Fall',
    { service: 'pubsub.ann.example', node: 'news/all' },
  ],
  ['xmpp:ann.example', undefined],
  ['xmpp:ann@ann.example?message', undefined],
  ['xmpp:room@chat.example?join', undefined],
  ['xmpp:ann@ann.example?;node=%ff', undefined],
  ['xmpp:@ann.example', undefined],
  ['xmpp:a b@ann.example', undefined],
  ['https://ann.example/', undefined],
  ['', undefined],
];

for (const [address, node] of NODES) {
  page(`the node that "${address}" names`, () => assert.equal(nodeIn(address), node));
}

page('what is written is read back', () => {
  const account = { jid: 'ann%co@ann.example', node: 'a/b;c=d?' };
  assert.equal(nodeIn(nodeAddress(account, 'i;1')), { service: account.jid, node: account.node, item: 'i;1' });
});

page.run();
