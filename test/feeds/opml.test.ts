import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { followsFrom } from '../../src/feeds/opml.ts';

const opml = suite('opml');

opml('every feed is found, in whatever folder and however its attributes are written', () => {
  const file = `<?xml version="1.0" encoding="UTF-8"?>
    <opml version="1.0"><head><title>Mine</title></head><body>
      <outline text="Bob" title="Bob's notes" type="rss" xmlUrl="https://bob.example/atom.xml" htmlUrl="https://bob.example/"/>
      <outline text="Birds"><outline text="Far"><OUTLINE TEXT="Cy" XMLURL=" http://cy.example/feed?a=1&amp;b=2 "/></outline></outline>
      <outline text="A node" xmlurl="xmpp:dee@dee.example?;node=urn%3Axmpp%3Amicroblog%3A0"/>
      <outline text="Bob again" xmlUrl="https://bob.example/atom.xml" htmlUrl="https://bob.example/"/>
      <outline text="A note without a feed"/>
    </body></opml>`;
  assert.equal(followsFrom(file), {
    ok: true,
    value: [
      { name: "Bob's notes", feed: 'https://bob.example/atom.xml', page: 'https://bob.example/' },
      { name: 'Cy', feed: 'http://cy.example/feed?a=1&b=2' },
      { name: 'A node', feed: 'xmpp:dee@dee.example?;node=urn%3Axmpp%3Amicroblog%3A0' },
    ],
  });
});

opml('a file that is no OPML is a problem, and says which file', () => {
  const next = 'Export your subscriptions as OPML from a reader again, or mend the file.';
  assert.equal(followsFrom('<opml><body>'), {
    ok: false,
    problems: [{ where: 'following.opml', what: 'is not well-formed XML.', next }],
  });
  assert.equal(followsFrom('<rss version="2.0"/>'), {
    ok: false,
    problems: [{ where: 'following.opml', what: 'is not OPML: it begins with <rss>.', next }],
  });
});

opml('every address that is none is told', () => {
  const file = '<opml><body><outline text="A" xmlUrl="a.xml"/><outline xmlUrl="javascript:1"/></body></opml>';
  const next = 'Write its xmlUrl as https://… or, for a node, xmpp:…';
  assert.equal(followsFrom(file), {
    ok: false,
    problems: [
      { where: 'following.opml', what: '"a.xml" ("A") is not the address of a feed.', next },
      { where: 'following.opml', what: '"javascript:1" is not the address of a feed.', next },
    ],
  });
});

opml.run();
