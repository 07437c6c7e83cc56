// What machines read in a page: microformats, as a parser that is not ours finds them, and linked data, as RDF.
import jsonld from 'jsonld';
import { mf2 } from 'microformats-parser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pagesOf } from '../sketched.ts';
import { posts, render, site } from './sample.ts';

const linked = suite('microformats and linked data');

const { files } = await render({}, { pages: pagesOf(site, posts) });

type Properties = Record<string, readonly (string | { value?: string; html?: string; alt?: string })[]>;

function itemsAt(path: string): ReadonlyArray<{ type?: string[]; properties: Properties; children?: unknown[] }> {
  return mf2(files[path] ?? '', { baseUrl: `${site.url}${path.replace(/index\.html$/, '')}` }).items as never;
}

const texts = (values: Properties[string] = []): readonly string[] =>
  values.map((value) => (typeof value === 'string' ? value : (value.value ?? '')));

linked('a parser reads back each post as it was written', () => {
  for (const { entry, path } of posts) {
    const [item] = itemsAt(`${path}index.html`);
    assert.equal(item?.type, ['h-entry'], path);
    const { properties } = item!;
    assert.equal(texts(properties['name']), entry.title === undefined ? [] : [entry.title], path);
    assert.equal(texts(properties['url']), [entry.url], path);
    assert.equal(texts(properties['published']), [entry.published], path);
    assert.equal(texts(properties['updated']), entry.updated === entry.published ? [] : [entry.updated], path);
    assert.equal(texts(properties['category']), entry.tags, path);
    assert.equal(texts(properties['author']), ['Ann'], path);
    assert.equal(texts(properties['repost-of']), entry.repostOf === undefined ? [] : [entry.repostOf], path);
    assert.equal(texts(properties['summary']), entry.warning === undefined ? [] : [entry.warning], path);
    const photos = entry.enclosures.filter(({ type }) => type.startsWith('image/'));
    assert.equal(
      properties['photo'] ?? [],
      photos.map(({ url, title }) => ({ value: url, alt: title })),
      path,
    );
    const [content] = texts(properties['content']);
    if (entry.title === undefined) assert.is(content ?? '', entry.text.replace(/ \(https:[^)]*\)/g, ''), path);
  }
});

linked('an answer says what it answers: address, name, words', () => {
  const [item] = itemsAt('2026/11/reply/index.html');
  const [answered] = item!.properties['in-reply-to'] as unknown as [{ type: string[]; properties: Properties }];
  assert.equal(answered.type, ['h-cite']);
  assert.equal(answered.properties['url'], ['https://bob.example/7']);
  assert.equal(answered.properties['name'], ['Bob']);
  assert.equal(answered.properties['content'], ['Did you hear that?']);
});

linked('home is a card of who writes, and a feed of all newest posts', () => {
  const [card, feed] = itemsAt('index.html');
  assert.equal(card?.type, ['h-card']);
  assert.equal(
    ['name', 'note', 'photo'].map((name) => texts(card?.properties[name])),
    [['Ann'], ['Short notes on birds & <wool>.'], ['https://ann.example/photos/ann.png']],
  );
  assert.equal(texts(card?.properties['url']), ['https://ann.example/', 'https://social.example/@ann']);
  assert.equal(feed?.type, ['h-feed']);
  assert.is(feed?.children?.length, posts.length);
});

const SCHEMA = 'http://schema.org/';
const SIOC = 'http://rdfs.org/sioc/ns#';
const FOAF = 'http://xmlns.com/foaf/0.1/';

// The context of schema.org, as far as the pages use it: a test asks no net.
const CONTEXT = {
  '@vocab': SCHEMA,
  url: { '@type': '@id' },
  image: { '@type': '@id' },
  sameAs: { '@type': '@id' },
  datePublished: { '@type': `${SCHEMA}DateTime` },
  dateModified: { '@type': `${SCHEMA}DateTime` },
};

interface Quad {
  readonly subject: { readonly value: string };
  readonly predicate: { readonly value: string };
  readonly object: { readonly value: string };
}

/** The triples of a page; a term that no context defines is an error. */
async function triplesAt(path: string): Promise<readonly (readonly [string, string, string])[]> {
  const text = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(files[path] ?? '')?.[1] ?? '';
  const quads = (await jsonld.toRDF(
    JSON.parse(text) as jsonld.JsonLdDocument,
    {
      safe: true,
      documentLoader: async (url: string) => {
        if (url !== 'https://schema.org/') throw new Error(`The page asks for ${url}`);
        return { documentUrl: url, document: { '@context': CONTEXT } };
      },
    } as jsonld.Options.ToRdf,
  )) as readonly Quad[];
  return quads.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value] as const);
}

linked('the linked data of every page is RDF', async () => {
  for (const [path, text] of Object.entries(files)) {
    if (!text.includes('application/ld+json')) continue;
    assert.ok((await triplesAt(path)).length > 5, path);
  }
});

linked('an answer is, in SIOC, FOAF and schema.org, a post of Ann that answers Bob’s', async () => {
  const post = 'https://ann.example/2026/11/reply/';
  const triples = await triplesAt('2026/11/reply/index.html');
  const said = (subject: string, predicate: string): readonly string[] =>
    triples.filter(([s, p]) => s === subject && p === predicate).map(([, , object]) => object);
  assert.equal(said(post, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type').toSorted(), [
    'http://rdfs.org/sioc/types#MicroblogPost',
    `${SCHEMA}SocialMediaPosting`,
  ]);
  assert.equal(said(post, `${SIOC}reply_of`), ['https://bob.example/7']);
  assert.equal(said(post, `${SIOC}content`), ['I heard them too, at four.']);
  assert.equal(said(post, `${SIOC}has_container`), ['https://ann.example/']);
  assert.equal(said(post, `${SIOC}addressed_to`), ['https://bob.example/']);
  const author = 'https://ann.example/#author';
  assert.equal(said(post, `${SCHEMA}author`), [author]);
  assert.equal(said(author, `${FOAF}name`), ['Ann']);
  assert.equal(said(author, `${FOAF}jabberID`), ['ann@ann.example']);
});

linked.run();
