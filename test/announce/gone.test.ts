import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { goneFrom } from '../../src/announce/gone.ts';
import { pingHubs } from '../../src/announce/hubs.ts';
import { writtenOf } from '../../src/feeds/written.ts';
import type { Entry } from '../../src/model/entry.ts';
import { fine, wrong } from '../../src/model/problem.ts';
import type { OwnItem } from '../../src/nodes/items.ts';
import type { Answer, Asked, Http } from '../../src/world/world.ts';
import { cardsOf, hostOf, note, notes, site } from './blog.ts';

const gone = suite('what the host has dropped');

function item(entry: Entry): OwnItem {
  return { id: entry.key, written: writtenOf(entry) };
}

/** The host, but for some addresses. */
function except(host: Http, changes: Readonly<Record<string, Partial<Answer> | 'down'>>): Http {
  return {
    async ask(url) {
      const change = changes[url.slice(site.url.length)];
      if (change === 'down') return wrong({ where: url, what: 'Down.', next: 'Wait.' });
      const reply = await host.ask(url);
      return reply.ok ? fine({ ...reply.value, ...change }) : reply;
    },
  };
}

async function dropped(http: Http, entry: Entry, live: readonly Entry[] = notes(3)): Promise<boolean> {
  return (await goneFrom(http, [item(entry)], { site, live: cardsOf(live) })).has(entry.key);
}

const LOST = note(9);
const LEFT = hostOf(site, notes(3));

gone('is what its month lacks and whose page is gone', async () => {
  assert.equal([await dropped(LEFT, LOST), await dropped(LEFT, note(2))], [true, false]);
});

gone('is the last post of a month, whose feed went with it', async () => {
  const december = { ...note(9), url: `${site.url}2026/12/n9/`, published: '2026-12-01T00:00:00Z' };
  assert.is(await dropped(LEFT, december), true);
});

gone('is looked for in the feeds of days where a month is big', async () => {
  const big = hostOf(site, notes(300));
  assert.equal([await dropped(big, note(400), notes(300)), await dropped(big, note(150), [])], [true, false]);
});

gone('is a post whose page is another now', async () => {
  const taken = note(2, { key: 'other', url: LOST.url });
  assert.is(await dropped(hostOf(site, [taken]), LOST, [taken]), true);
});

gone('is nothing where there is doubt', async () => {
  const elsewhere = { ...LOST, url: 'https://elsewhere.example/2026/11/n9/' };
  const answers = await Promise.all([
    dropped(except(LEFT, { '2026/11/n9/': { status: 200, body: 'Welcome' } }), LOST),
    dropped(except(LEFT, { '2026/11/n9/': { status: 500 } }), LOST),
    dropped(except(LEFT, { '2026/11/n9/': 'down' }), LOST),
    dropped(except(LEFT, { '2026/11/atom.xml': 'down' }), LOST),
    dropped(except(LEFT, { '2026/11/atom.xml': { status: 503 } }), LOST),
    dropped(except(LEFT, { '2026/11/atom.xml': { body: '<html>Sign in</html>' } }), LOST),
    dropped(except(LEFT, { 'atom.xml': { status: 404 } }), LOST),
    dropped(hostOf({ ...site, id: 'tag:parked.example,2026:' }, notes(3)), LOST),
    dropped(LEFT, elsewhere),
  ]);
  assert.equal(
    answers,
    answers.map(() => false),
  );
});

gone.run();

const hubs = suite('hubs');

hubs('are told of each feed in both dialects, and one that is down does not keep the others from it', async () => {
  const posts: [string, Asked | undefined][] = [];
  const http: Http = {
    ask(url, asked) {
      if (url.includes('down')) return Promise.resolve(wrong({ where: url, what: 'No answer.', next: 'Wait.' }));
      posts.push([url, asked]);
      return Promise.resolve(fine({ status: 204, url, headers: {}, body: '' }));
    },
  };
  const warnings = await pingHubs(
    http,
    ['https://down.example/', 'https://hub.example/'],
    ['https://ann.example/atom.xml'],
  );
  assert.equal(
    warnings.map(({ where, what }) => [where, what]),
    [['https://down.example/', 'The hub was not told. No answer.']],
  );
  const body =
    'hub.mode=publish&hub.url=https%3A%2F%2Fann.example%2Fatom.xml&hub.topic=https%3A%2F%2Fann.example%2Fatom.xml';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal(posts, [['https://hub.example/', { method: 'POST', headers, body }]]);
});

hubs.run();
