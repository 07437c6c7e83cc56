// What an address leads to: pages as they are found on the web, and the feeds they name.
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Looking } from '../../src/inbox/candidates.ts';
import { discover } from '../../src/inbox/discover.ts';
import { kindOf } from '../../src/inbox/kind.ts';
import { meantBy } from '../../src/inbox/typed.ts';
import { readsHere } from '../../src/world/reads.ts';
import type { Brought } from '../../src/world/world.ts';

const discovering = suite('discover');

type Site = Readonly<Record<string, string | Partial<Omit<Brought, 'bytes'> & { body: string }>>>;

/** A web of these addresses, and what was asked of it. A host of which it knows nothing does not answer. */
function webOf(site: Site): Looking & { readonly asked: string[] } {
  const asked: string[] = [];
  const hosts = new Set(Object.keys(site).map((url) => new URL(url).origin));
  return {
    asked,
    reads: readsHere(),
    strangers: {
      ask: async (url) => {
        asked.push(url);
        if (!hosts.has(new URL(url).origin)) {
          return { ok: false, problems: [{ where: url, what: 'No host has this name.', next: 'Check the name.' }] };
        }
        const said = site[url] ?? { status: 404 };
        const { body = '', ...answer } = typeof said === 'string' ? { body: said } : said;
        return { ok: true, value: { status: 200, url, headers: {}, ...answer, bytes: new TextEncoder().encode(body) } };
      },
    },
  };
}

const page = (...head: string[]): string => `<!doctype html><html><head>${head.join('')}</head><body></body></html>`;
const link = (attributes: string): string => `<link rel="alternate" ${attributes}>`;
const ATOM = 'type="application/atom+xml"';
const RSS = 'type="application/rss+xml"';

const entry = (url: string): string =>
  `<entry><id>${url}</id><title>One</title><link href="${url}"/><updated>2026-11-22T09:00:00Z</updated></entry>`;
const atom = (title: string, more = '', url = 'https://ann.example/1'): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>${title}</title>${more}${entry(url)}</feed>`;
const rss = (title: string, url = 'https://ann.example/1'): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><item><guid>${url}</guid><link>${url}</link></item></channel></rss>`;
const json = (title: string, url = 'https://ann.example/1'): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    items: [{ id: url, url, content_text: 'One' }],
  });

const NODE = 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0';

async function found(site: Site, address: string): Promise<unknown> {
  const answer = await discover(webOf(site), address);
  return answer.ok ? answer.value : answer.problems.map(({ what }) => what);
}

const web = (...addresses: string[]): unknown => ({ way: 'web', addresses });

discovering('an address as it is typed means the web, a node or the fediverse', () => {
  const node = { way: 'node', address: NODE, title: 'ann@ann.example' };
  const cases: [string, unknown][] = [
    ['ann.example', web('https://ann.example', 'http://ann.example')],
    [' Ann.example/blog ', web('https://Ann.example/blog', 'http://Ann.example/blog')],
    ['localhost:8080', web('https://localhost:8080', 'http://localhost:8080')],
    ['bücher.example', web('https://bücher.example', 'http://bücher.example')],
    ['http://ann.example/feed', web('http://ann.example/feed')],
    ['feed:https://ann.example/feed', web('https://ann.example/feed')],
    ['feed://ann.example/feed', web('https://ann.example/feed', 'http://ann.example/feed')],
    ['<https://ann.example/>', web('https://ann.example/')],
    ['@ann.bsky.social', web('https://ann.bsky.social', 'http://ann.bsky.social')],
    ['https://social.example/@ann', web('https://social.example/@ann')],
    ['https://ann:secret@ann.example/feed', web('https://ann:secret@ann.example/feed')],
    ['@ann@social.example', { way: 'fediverse', user: 'ann', host: 'social.example' }],
    ['acct:ann@social.example', { way: 'fediverse', user: 'ann', host: 'social.example' }],
    ['https://other.example/@ann@social.example', { way: 'fediverse', user: 'ann', host: 'social.example' }],
    ['ann@ann.example', node],
    ['xmpp:Ann@ann.example', node],
    ['xmpp:ann%40ann.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=x', node],
    ['xmpp:ann@ann.example?message', undefined],
    ['ann', undefined],
    ['', undefined],
    ['ftp://ann.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
  ];
  for (const [typed, meant] of cases) assert.equal(meantBy(typed), meant, typed);
});

discovering('a document is known by how it begins', () => {
  const cases: [string, string][] = [
    [atom('Ann'), 'Atom'],
    ['<!-- <rss> --><a:feed xmlns:a="http://www.w3.org/2005/Atom">', 'Atom'],
    [rss('Ann'), 'RSS'],
    ['<?xml version="1.0"?><!DOCTYPE rss PUBLIC "x" "y"><rss version="0.91">', 'RSS'],
    ['<rdf:RDF xmlns="http://purl.org/rss/1.0/">', 'RSS'],
    [`\uFEFF ${json('Ann')}`, 'JSON Feed'],
    [page(), 'page'],
    ['<html><body>{}', 'page'],
    ['', 'page'],
  ];
  for (const [text, kind] of cases) assert.is(kindOf(new TextEncoder().encode(text)), kind, text);
  assert.is(kindOf(Buffer.from(`\uFEFF${rss('Ann')}`, 'utf16le')), 'RSS');
});

discovering('nobody is asked for a node', async () => {
  const world = webOf({});
  assert.equal(await discover(world, 'ann@ann.example'), {
    ok: true,
    value: [{ title: 'ann@ann.example', feed: NODE, kind: 'node' }],
  });
  assert.equal(world.asked, []);
});

discovering('a feed is one, with the page and the node that it names', async () => {
  const more = `<link href="https://ann.example/"/><link rel="alternate" href="${NODE}"/>`;
  assert.equal(await found({ 'https://ann.example/atom.xml': atom('Ann', more) }, 'https://ann.example/atom.xml'), [
    {
      title: 'Ann',
      feed: 'https://ann.example/atom.xml',
      page: 'https://ann.example/',
      node: NODE,
      kind: 'Atom',
    },
  ]);
});

discovering('a feed that has moved for good is found where it is now, one that is lent where it was', async () => {
  const at = { url: 'https://new.example/atom.xml', body: atom('Ann') };
  const site = {
    'https://old.example/feed': { ...at, moved: 'https://new.example/atom.xml' },
    'https://old.example/a': at,
  };
  const feeds = async (address: string): Promise<unknown> => {
    const answer = await discover(webOf(site), address);
    return answer.ok && answer.value.map(({ feed }) => feed);
  };
  assert.equal(await feeds('https://old.example/feed'), ['https://new.example/atom.xml']);
  assert.equal(await feeds('https://old.example/a'), ['https://old.example/a']);
});

discovering('a bare domain is asked safely first', async () => {
  const body = atom('Ann');
  const safe = webOf({ 'https://ann.example': body, 'http://ann.example': body });
  await discover(safe, 'ann.example');
  assert.equal(safe.asked, ['https://ann.example']);
  const old = webOf({ 'http://ann.example': body });
  const answer = await discover(old, 'ann.example');
  assert.equal(
    [old.asked, answer.ok && answer.value[0]?.feed],
    [['https://ann.example', 'http://ann.example'], 'http://ann.example/'],
  );
  assert.equal(await found({}, 'ann.example'), ['No host has this name.']);
});

discovering('the feeds of a page, by its header and its links, each once whatever its formats', async () => {
  const site: Site = {
    'https://ann.example/': {
      headers: { link: '<https://ann.example/notes.xml>; rel="alternate"; type="application/rss+xml"' },
      body: page(
        link(`${RSS} href="/rss.xml"`),
        link(`${ATOM} href="/atom.xml"`),
        link('type="application/feed+json" href="/feed.json"'),
        link(`${ATOM} href="/gone.xml"`),
        link(`${ATOM} href="${NODE}"`),
      ),
    },
    'https://ann.example/notes.xml': rss('Notes', 'https://ann.example/n'),
    'https://ann.example/rss.xml': rss('Ann'),
    'https://ann.example/atom.xml': atom('Ann'),
    'https://ann.example/feed.json': json('Ann'),
  };
  const at = { page: 'https://ann.example/' };
  assert.equal(await found(site, 'https://ann.example/'), [
    { ...at, title: 'Notes', feed: 'https://ann.example/notes.xml', node: NODE, kind: 'RSS' },
    { ...at, title: 'Ann', feed: 'https://ann.example/atom.xml', kind: 'Atom' },
  ]);
});

discovering('where a page names none, the usual places are tried, beside it and at the root', async () => {
  const site = {
    'https://host.example/~ann/': page('<title>Ann</title>'),
    'https://host.example/atom.xml': atom('All'),
  };
  const world = webOf(site);
  const answer = await discover(world, 'https://host.example/~ann/');
  assert.equal(answer.ok && answer.value, [
    { title: 'All', feed: 'https://host.example/atom.xml', page: 'https://host.example/~ann/', kind: 'Atom' },
  ]);
  assert.equal(world.asked.slice(0, 3), [
    'https://host.example/~ann/',
    'https://host.example/~ann/feed',
    'https://host.example/~ann/feed.xml',
  ]);
});

const H_FEED =
  '<!doctype html><div class="h-feed"><h1 class="p-name">Ann</h1><div class="h-entry"><a class="u-url" href="/1">1</a><p class="e-content">Hello</p></div></div>';

discovering('a page is its own feed only where there is no other, and a page elsewhere is none', async () => {
  const site = { 'https://ann.example/': H_FEED, 'https://ann.example/feed': H_FEED };
  assert.equal(await found(site, 'https://ann.example/'), [
    { title: 'Ann', feed: 'https://ann.example/', page: 'https://ann.example/', kind: 'h-feed' },
  ]);
  const better = { ...site, 'https://ann.example/rss.xml': rss('Ann') };
  assert.equal(await found(better, 'https://ann.example/'), [
    { title: 'Ann', feed: 'https://ann.example/rss.xml', page: 'https://ann.example/', kind: 'RSS' },
  ]);
});

discovering('a page that names only a node leads to that', async () => {
  const site = { 'https://ann.example/': page('<title>Ann</title>', link(`${ATOM} href="${NODE}"`)) };
  assert.equal(await found(site, 'https://ann.example/'), [
    { title: 'Ann', feed: NODE, page: 'https://ann.example/', kind: 'node' },
  ]);
});

discovering('what leads to nothing is told', async () => {
  assert.equal(await found({ 'https://ann.example/': page() }, 'https://ann.example/'), [
    'This page names no feed, and there is none where feeds usually are.',
  ]);
  const dead = { 'https://ann.example/': page(link(`${RSS} href="/rss.xml"`)) };
  assert.equal(await found(dead, 'https://ann.example/'), ['There is nothing at this address.']);
  assert.equal(await found(dead, 'https://ann.example/feed'), ['There is nothing at this address.']);
  assert.equal(await found(dead, 'ann'), ['This is no address that can be followed.']);
  const pages = { 'https://ann.example/': page(link(`${RSS} href="/rss.xml"`)), 'https://ann.example/rss.xml': page() };
  assert.equal(await found(pages, 'https://ann.example/'), ['A page calls this a feed, and it is none.']);
});

/** Heads of pages as these services write them, and the feeds at the addresses that they name. */
const PROFILES: readonly (readonly [address: string, file: string, feed: string])[] = [
  ['https://social.example/@ann', 'mastodon.html', 'https://social.example/@ann.rss'],
  [
    'https://bsky.app/profile/ann.bsky.social',
    'bluesky.html',
    'https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/rss',
  ],
  [
    'https://www.youtube.com/@ann',
    'youtube.html',
    'https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv',
  ],
  ['https://micro.blog/ann', 'microblog.html', 'https://ann.micro.blog/feed.xml'],
  ['https://movim.example/blog/ann@ann.example', 'movim.html', 'https://movim.example/feed/ann@ann.example'],
];

discovering('profiles of the well-known services lead to their feeds', async () => {
  for (const [address, file, feed] of PROFILES) {
    const body = readFileSync(`test/inbox/profiles/${file}`, 'utf8');
    const answer = await discover(webOf({ [address]: body, [feed]: rss('Ann') }), address);
    const node = file === 'movim.html' ? { node: NODE } : {};
    assert.equal(answer.ok && answer.value, [{ title: 'Ann', feed, page: address, kind: 'RSS', ...node }], file);
  }
});

/** The profile of Ann, with its feed. */
const profileAt = (host: string): Site => ({
  [`https://${host}/@ann`]: page(link(`${RSS} href="/@ann.rss"`)),
  [`https://${host}/@ann.rss`]: rss('Ann'),
});

const feedsOfAnn = async (site: Site): Promise<unknown> => {
  const answer = await discover(webOf(site), '@ann@ann.example');
  return answer.ok && answer.value.map(({ feed }) => feed);
};

discovering('@user@host is looked up, or guessed', async () => {
  const finger = 'https://ann.example/.well-known/webfinger?resource=acct%3Aann%40ann.example';
  const rel = 'http://webfinger.net/rel/profile-page';
  const profile = (href: string): string => JSON.stringify({ links: [null, { rel: 'self' }, { rel, href }] });
  const elsewhere = profileAt('social.example');
  assert.equal(await feedsOfAnn({ ...elsewhere, [finger]: profile('https://social.example/@ann') }), [
    'https://social.example/@ann.rss',
  ]);
  for (const odd of ['not JSON', '[]', '{"links":{}}', 'null', profile('javascript:alert(1)')]) {
    assert.equal(
      await feedsOfAnn({ ...profileAt('ann.example'), [finger]: odd }),
      ['https://ann.example/@ann.rss'],
      odd,
    );
  }
});

discovering.run();
