// `skein refresh`, killed wherever it happens to be: nothing is lost, nothing is there twice, and no source is taken to be
// further than its entries are.
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { INBOX } from '../../src/inbox/inbox.ts';
import { sourcesOf } from '../../src/inbox/sources.ts';
import { CLI, skein, temporary } from '../program.ts';
import { newInbox } from './inbox.ts';

const killed = suite('killed');

const [FEEDS, ENTRIES, KILLS] = [50, 10, 5];
/** Milliseconds that go by at most between an answer and the end. */
const LONGEST = 60;
const NOW = '2026-11-22T09:00:00Z';

const pathOf = (feed: number): string => `/${feed}.xml`;
const idOf = (feed: number, entry: number): string => `tag:ann.example,2026:${feed}-${entry}`;

function feedOf(feed: number): string {
  const entries = Array.from({ length: ENTRIES }, (_, nth) => {
    return `<entry><id>${idOf(feed, nth)}</id><title>Goose ${nth}</title><updated>${NOW}</updated></entry>`;
  });
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>${feed}</title>${entries.join('')}</feed>`;
}

interface Feeds {
  readonly server: Server;
  readonly host: string;
  readonly addresses: readonly string[];
  /** What was asked since this was last emptied: paths, and whether the question was conditional. */
  readonly asked: { readonly path: string; readonly isConditional: boolean }[];
}

async function startFeeds(): Promise<Feeds> {
  const asked: Feeds['asked'] = [];
  const bodies = new Map(Array.from({ length: FEEDS }, (_, nth) => [pathOf(nth), feedOf(nth)]));
  const server = createServer(({ url: path = '', headers }, response) => {
    const isConditional = headers['if-none-match'] !== undefined;
    asked.push({ path, isConditional });
    response.writeHead(isConditional ? 304 : 200, { etag: `"${path}"` }).end(isConditional ? '' : bodies.get(path));
    server.emit('answered');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, host, addresses: [...bodies.keys()].map((path) => `http://${host}${path}`), asked };
}

/** A site that follows them. */
function siteOf(addresses: readonly string[]): string {
  const cwd = temporary();
  const config = { title: 'Bob', url: 'https://bob.example/', author: { name: 'Bob' }, id: 'tag:bob.example,2026:' };
  writeFileSync(join(cwd, 'skein.config.js'), `export default ${JSON.stringify(config)};\n`);
  const outlines = addresses.map((address) => `<outline type="rss" text="${address}" xmlUrl="${address}"/>`);
  writeFileSync(join(cwd, 'following.opml'), `<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  return cwd;
}

/** Refreshes until so many feeds were sent and a moment has gone by. */
async function refreshKilled(cwd: string, { server, host }: Feeds): Promise<void> {
  const env = { ...process.env, SKEIN_ALLOW_HOSTS: host };
  const child = spawn(process.execPath, [CLI, 'refresh'], { cwd, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  for (let left = 1 + Math.floor((Math.random() * FEEDS) / KILLS); left > 0; left--) {
    await Promise.race([once(server, 'answered'), ended]);
  }
  await pause(Math.random() * LONGEST);
  child.kill('SIGKILL');
  await ended;
}

interface Found {
  readonly isWhole: boolean;
  /** By source: its ids in order, and whether it is remembered what its document was called. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly validated: readonly string[];
}

async function foundIn(cwd: string, addresses: readonly string[]): Promise<Found> {
  const inbox = await newInbox(join(cwd, INBOX));
  const rows = inbox.all('SELECT source, id FROM entry ORDER BY number DESC');
  const ids = new Map(addresses.map((address): [string, string[]] => [address, []]));
  for (const { source, id } of rows) ids.get(String(source))?.push(String(id));
  const states = sourcesOf(
    inbox,
    addresses.map((feed) => ({ feed })),
    new Date(),
  );
  const [check] = inbox.all('PRAGMA integrity_check');
  inbox.exec("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)");
  inbox.close();
  const validated = states.filter(({ etag }) => etag !== undefined).map(({ source }) => source);
  return { isWhole: check?.['integrity_check'] === 'ok', ids, validated };
}

killed('whatever moment it is, no source is remembered as read before all its entries are kept', async () => {
  const feeds = await startFeeds();
  const cwd = siteOf(feeds.addresses);
  const whole = (address: string): readonly string[] =>
    Array.from({ length: ENTRIES }, (_, nth) => idOf(feeds.addresses.indexOf(address), nth));
  let incomplete: readonly string[] = feeds.addresses;
  for (let kill = 0; kill < KILLS; kill++) {
    feeds.asked.length = 0;
    await refreshKilled(cwd, feeds);
    const again = feeds.asked.filter(({ path }) => incomplete.includes(`http://${feeds.host}${path}`));
    assert.ok(again.every(({ isConditional }) => !isConditional));
    const { isWhole, ids, validated } = await foundIn(cwd, feeds.addresses);
    assert.ok(isWhole);
    for (const source of validated) assert.equal(ids.get(source), whole(source));
    for (const [source, its] of ids) assert.ok(its.length === 0 || its.length === ENTRIES, source);
    incomplete = feeds.addresses.filter((address) => ids.get(address)?.length !== ENTRIES);
  }
  const last = await skein(['refresh'], { cwd, env: { SKEIN_ALLOW_HOSTS: feeds.host } });
  assert.is(last.code, 0, last.err);
  const { isWhole, ids } = await foundIn(cwd, feeds.addresses);
  assert.ok(isWhole);
  assert.equal(
    [...ids],
    feeds.addresses.map((address) => [address, whole(address)]),
  );
  feeds.server.closeAllConnections();
  feeds.server.close();
});

killed.run();
