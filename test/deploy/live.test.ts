import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { untilLive } from '../../src/deploy/live.ts';
import type { Lived } from '../../src/deploy/live.ts';
import { feedFiles } from '../sketched.ts';
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import type { Site } from '../../src/model/site.ts';
import { clock } from '../../src/world/clock.ts';
import { httpAs } from '../../src/world/http.ts';
import type { Say } from '../../src/world/world.ts';
import { ann, note } from '../feeds/ann.ts';
import { cardsOf } from '../announce/blog.ts';
import { startHost } from './host.ts';
import type { Host } from './host.ts';

interface Live {
  host: Host;
  site: Site;
  entry: (key: string, published?: string, more?: Partial<Entry>) => Entry;
}

const live = suite<Live>('live');

live.before.each(async (context) => {
  const host = await startHost();
  context.host = host;
  context.site = { ...ann, url: host.url };
  context.entry = (key, published = '2026-11-22T09:00:00Z', more = {}) =>
    note(key, published, { url: `${host.url}2026/11/${key}/`, ...more });
});

live.after.each(async ({ host }) => host.close());

function show({ host, site }: Live, entries: readonly Entry[], pages: readonly Entry[] = entries): void {
  for (const { path, bytes } of feedFiles(site, entries, new Date('2026-11-22T12:00:00Z'))) {
    host.shows.set(`/${path}`, String(bytes));
  }
  for (const { url } of pages) host.shows.set(new URL(url).pathname, '<!doctype html>');
}

const say: Say = { line: () => undefined, problems: () => undefined, progress: () => undefined };

const stop = new AbortController().signal;

/** The milliseconds of each pause that a look made. */
const pauses: number[] = [];

const counting: typeof clock = {
  now: () => clock.now(),
  wait: (milliseconds, until) => (pauses.push(milliseconds), clock.wait(milliseconds, until)),
};

async function look({ site }: Live, wanted: readonly Entry[], { all = wanted, patience = 300 } = {}): Promise<Lived> {
  return untilLive(
    { site, all: cardsOf(all, site), wanted, patience },
    { http: httpAs('test'), clock: counting, say, stop },
  );
}

const keys = ({ live }: Lived): string[] => live.map(({ key }) => key).sort();
const told = ({ late }: Lived): string[] => late.map(({ where, what }) => `${where} ${what}`);

live(
  'what is there already is confirmed at the first look: one request for the feed, one for each page',
  async (context) => {
    const entries = ['a', 'b', 'c'].map((key) => context.entry(key));
    show(context, entries);
    pauses.length = 0;
    assert.equal(await look(context, entries), { live: entries, late: [] });
    assert.equal(pauses, []);
    // Pages are asked for at one time, and so in any order.
    const asked = ['GET /2026/11/atom.xml', ...entries.map(({ key }) => `HEAD /2026/11/${key}/`)];
    assert.equal(context.host.asked.toSorted(), asked);
  },
);

live('a host that lags is waited for', async (context) => {
  const [old, fresh] = [context.entry('old'), context.entry('new')];
  show(context, [old]);
  const waiting = look(context, [old, fresh], { patience: 5000 });
  await wait(250);
  show(context, [old, fresh], [old]);
  await wait(250);
  show(context, [old, fresh]);
  assert.equal(keys(await waiting), ['new', 'old']);
});

live('an older version is not live', async (context) => {
  const entry = context.entry('a');
  show(context, [entry]);
  const mended = { ...entry, html: '<p>mended</p>' as SafeHtml, text: 'mended' };
  const seen = await look(context, [mended]);
  assert.equal(
    [keys(seen), told(seen)],
    [[], [`${context.host.url}2026/11/atom.xml The feed has another version of ${entry.id}.`]],
  );
});

live('what several entries lack is told once, and those that are live are given', async (context) => {
  const [a, b, c] = [
    context.entry('a'),
    context.entry('b', '2026-10-02T09:00:00Z'),
    context.entry('c', '2026-10-03T09:00:00Z'),
  ];
  show(context, [a]);
  const seen = await look(context, [a, b, c]);
  assert.equal([keys(seen), told(seen)], [['a'], [`${context.host.url}2026/10/atom.xml The feed answers 404.`]]);
});

live('a page that is not there keeps its entry back', async (context) => {
  const [a, b] = [context.entry('a'), context.entry('b')];
  show(context, [a, b], [a]);
  const seen = await look(context, [a, b]);
  assert.equal([keys(seen), told(seen)], [['a'], [`${b.url} The page answers 404.`]]);
});

live('an entry that the feed lacks, something else than a feed, and a host that is away are told', async (context) => {
  const [a, b] = [context.entry('a'), context.entry('b')];
  const feed = `${context.host.url}2026/11/atom.xml`;
  show(context, [a]);
  assert.equal(told(await look(context, [b])), [`${feed} The feed has no entry with the id ${b.id}.`]);
  for (const other of ['<html><body>Soon!</body></html>', '<html><br></html>', '']) {
    context.host.shows.set('/2026/11/atom.xml', other);
    assert.equal(told(await look(context, [a])), [`${feed} This is no Atom feed.`]);
  }
  const away = { ...context, site: { ...context.site, url: 'http://127.0.0.1:1/' } };
  assert.is((await look(away, [a])).late[0]?.where, 'http://127.0.0.1:1/2026/11/atom.xml');
});

live('a host that knows only GET, and no ETag, is believed', async (context) => {
  Object.assign(context.host.options, { head: false, etag: false });
  const entry = context.entry('a');
  show(context, [entry]);
  assert.equal(keys(await look(context, [entry])), ['a']);
});

live('the days of a big month have feeds of their own, whatever is waited for', async (context) => {
  const all = Array.from({ length: 201 }, (_, n) => context.entry(`n${n}`));
  show(context, all);
  assert.equal(keys(await look(context, all.slice(0, 1), { all })), ['n0']);
  assert.equal(context.host.asked, ['GET /2026/11/22/atom.xml', 'HEAD /2026/11/n0/']);
});

live('nothing is asked for when nothing is waited for', async (context) => {
  assert.equal(await look(context, [], { all: [context.entry('a')] }), { live: [], late: [] });
  assert.equal(context.host.asked, []);
});

live.run();
