import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { followsFrom } from '../../src/feeds/opml.ts';
import { withFollow, withoutFollow } from '../../src/feeds/opml-edit.ts';

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
      { name: 'Cy', feed: 'http://cy.example/feed?a=1&b=2', group: 'Birds / Far' },
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

const BOB = { name: 'Bob & "Co"', feed: 'https://bob.example/a?b=1&c=2', page: 'https://bob.example/' };
const BOB_LINE =
  '<outline type="rss" text="Bob &amp; &quot;Co&quot;" xmlUrl="https://bob.example/a?b=1&amp;c=2" htmlUrl="https://bob.example/"/>';

opml('the first follow makes the file', () => {
  const made = withFollow(undefined, BOB, 'Ann follows');
  assert.is(
    made,
    `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head><title>Ann follows</title></head>
<body>
  ${BOB_LINE}
</body>
</opml>
`,
  );
  assert.equal(followsFrom(made), { ok: true, value: [BOB] });
  assert.is(withFollow(made, BOB, 'Ann follows'), made);
});

const BY_HAND = `<opml version="1.1">
    <!-- <outline xmlUrl="https://bob.example/a?b=1&amp;c=2"/> is not here -->
    <body>
        <outline text='Birds'>
            <outline text="Geese" xmlurl="https://geese.example/" />   <!-- mine -->
        </outline>
        <outline text="Empty"/>
    </body>
</opml>`;

opml('what a person wrote around a follow stays as it is', () => {
  const line = '        <outline text="Empty"/>\n';
  assert.is(withFollow(BY_HAND, BOB, ''), BY_HAND.replace(line, `${line}      ${BOB_LINE}\n`));
  const geese = '<!-- mine -->\n';
  assert.is(
    withFollow(BY_HAND, { ...BOB, group: 'Birds' }, ''),
    BY_HAND.replace(geese, `${geese}          ${BOB_LINE}\n`),
  );
  assert.is(
    withFollow(BY_HAND, { ...BOB, group: 'Empty' }, ''),
    BY_HAND.replace('<outline text="Empty"/>', `<outline text="Empty">\n  ${BOB_LINE}\n</outline>`),
  );
  for (const group of ['Birds', 'Empty', 'A & B', undefined]) {
    const follow = { ...BOB, ...(group !== undefined && { group }) };
    const made = withFollow(BY_HAND, follow, '');
    const read = followsFrom(made);
    assert.equal(read.ok && read.value.find(({ feed }) => feed === BOB.feed), follow);
    assert.equal(followsFrom(withoutFollow(made, BOB.feed)), followsFrom(BY_HAND));
  }
});

const NOBODY: Readonly<Record<string, readonly [string, string]>> = {
  'an empty body': [
    '<opml version="2.0"><head/><body/></opml>',
    `<opml version="2.0"><head/><body>\n  ${BOB_LINE}\n</body></opml>`,
  ],
  'no body': ['<opml><head/></opml>', `<opml><head/><body>\n  ${BOB_LINE}\n</body>\n</opml>`],
  nothing: ['<opml version="2.0" />', `<opml version="2.0">\n<body>\n  ${BOB_LINE}\n</body>\n</opml>`],
  'the end of a body in a comment': [
    '<opml><!-- </body> --><body></body></opml>',
    `<opml><!-- </body> --><body>\n  ${BOB_LINE}\n</body></opml>`,
  ],
};

for (const [what, [before, after]] of Object.entries(NOBODY)) {
  opml(`a list of nobody takes a follow: ${what}`, () => {
    assert.is(withFollow(before, BOB, ''), after);
    assert.equal(followsFrom(after), { ok: true, value: [BOB] });
  });
}

opml('an unfollow takes the line, and nothing else', () => {
  assert.is(withoutFollow(withFollow(BY_HAND, BOB, ''), BOB.feed), BY_HAND);
  assert.is(withoutFollow(BY_HAND, BOB.feed), BY_HAND);
  const one =
    '<opml><body><outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b.example/"></outline></body></opml>';
  assert.is(
    withoutFollow(one, 'https://b.example/'),
    '<opml><body><outline xmlUrl="https://a.example/"/></body></opml>',
  );
});

opml.run();
