// How a post looks elsewhere, before it is rendered.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Entry } from '../../src/model/entry.ts';
import { elsewherePage } from '../../src/pages/elsewhere.ts';
import { keyAt } from '../../src/pages/elsewhere-path.ts';
import { post, site } from './sample.ts';

const elsewhere = suite('elsewhere');

interface Look {
  readonly where: string;
  readonly title?: string;
  readonly html?: string;
  readonly text?: string;
  source?: string;
}

/** The page's looks without their sources, and its cautions. */
function looks(
  said: Partial<Entry>,
  wordless: readonly string[] = [],
): { readonly looks: readonly Look[]; readonly cautions: unknown } {
  const { data } = elsewherePage(site, post('a', said), wordless);
  const shown = structuredClone(data['looks']) as Look[];
  for (const look of shown) delete look.source;
  return { looks: shown, cautions: data['cautions'] };
}

elsewhere('a note has no title but on the node, where its title is the note', () => {
  assert.equal(looks({}), {
    looks: [
      { where: 'In a feed reader, by Atom', html: '<p>Words of a.</p>' },
      { where: 'In a feed reader, by RSS', html: '<p>Words of a.</p>' },
      { where: 'In an XMPP client', text: 'Words of a.' },
      { where: 'In a chat', text: 'Words of a.\n\nhttps://ann.example/2026/11/a/' },
    ],
    cautions: [],
  });
});

elsewhere('an article has its title everywhere, and may be long', () => {
  const text = 'Geese. '.repeat(100).trim();
  const { looks: shown, cautions } = looks({ title: 'On geese', text });
  assert.equal(
    shown.map(({ title }) => title),
    ['On geese', 'On geese', 'On geese', undefined],
  );
  assert.match(shown[3]?.text ?? '', /^On geese\n\nGeese\./);
  assert.equal(cautions, []);
});

elsewhere('what is too long for others is said with its length, and a picture without words', () => {
  const said = (length: number): unknown => looks({ text: '🪿'.repeat(length) }).cautions;
  const blog = 'micro.blog shows the beginning of a note above 300, and a link';
  assert.equal(said(300), []);
  assert.equal(said(301), [`It has 301 characters: ${blog}.`]);
  assert.equal(said(501), [`It has 501 characters: ${blog}.`, 'It has 501 characters: Mastodon has room for 500.']);
  assert.equal(looks({}, ['https://ann.example/p.png']).cautions, [
    'https://ann.example/p.png has no alt text: say in words what it shows, for those who do not see it.',
  ]);
});

elsewhere('only an address of its own folder names a post', () => {
  const paths = [
    '/preview/hello/',
    '/preview/hello',
    '/preview/hello/?a',
    '/preview/',
    '/preview/a/b/',
    '/2026/11/hello/',
  ];
  assert.equal(paths.map(keyAt), ['hello', 'hello', 'hello', undefined, undefined, undefined]);
});

elsewhere.run();
