// From a node to feeds in a folder: what they say, what they remember, and what is left after a kill.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { archiveIn } from '../../src/bridge/archive.ts';
import { feedFrom } from '../../src/feeds/read/feed.ts';
import type { Feed } from '../../src/model/received.ts';
import { begin } from '../begin.ts';
import { keptByNewsboat } from '../feeds/newsboat.ts';
import { skein } from '../program.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { startBridge, ME, NODE, type Bridge } from './real.ts';
import { atomOf, type Said } from './source.ts';

const said: readonly Said[] = [
  {
    id: 'c',
    minute: 3,
    reply: { ref: 'tag:else.example,2026:1', url: 'https://else.example/1/' },
    point: ['48.17 -3.37', 'Loudéac'],
    comments: 'xmpp:comments.else.example?;node=c',
  },
  { id: 'b', minute: 2, html: '<p>Geese &amp; <a href="https://else.example/?a=1&amp;b=2">ducks</a>.</p>' },
  { id: 'a', minute: 1 },
  { id: '0', minute: 0, published: '2026-10-05T10:00:00Z' },
];

const KILLED = fileURLToPath(new URL('killed.mjs', import.meta.url));
const FILES = ['atom.xml', 'rss.xml', 'feed.json'] as const;

function wordsOf({ entries }: Feed): unknown {
  return entries.map(({ id, url, title, html, lang, published, tags, enclosures, author, replyTo }) => {
    const files = enclosures.map((file) => file.url);
    return [id, url, title, html, lang, published, tags, files, author.name, replyTo];
  });
}

function aroundOf({ entries }: Feed): unknown {
  return entries.map(({ replyTo, comments, place }) => [replyTo, comments, place]);
}

interface Context {
  it: Bridge;
  /** One round from the node to the folder. */
  write: () => ReturnType<Bridge['once']>;
  bytes: () => readonly string[];
  feeds: () => readonly Feed[];
}

for (const start of [startProsody, startEjabberd]) {
  const bridge = suite<Context>(`a node of ${start.name.slice('start'.length)} to a folder`);

  begin(bridge, async (c, atEnd) => {
    c.it = await startBridge(start, atomOf(said));
    atEnd(() => c.it.close());
    c.write = () => c.it.once(`xmpp:${ME}`, './out', '--jid', 'bob@localhost', '--title', 'The archive');
    c.bytes = () => FILES.map((name) => readFileSync(join(c.it.cwd, 'out', name), 'utf8'));
    c.feeds = () =>
      c.bytes().map((text) => {
        const feed = feedFrom(text, { address: 'https://me.example/feed', type: '' });
        if (!feed.ok) throw new Error(feed.problems[0]?.what);
        return feed.value;
      });
  });

  bridge('writes three feeds that say what the feed behind the node says', async ({ it, write, feeds }) => {
    assert.equal(await write(), { code: 0, out: `${join(it.cwd, 'out')}: 4 new\n`, err: '' });
    assert.equal(readdirSync(join(it.cwd, 'out')).sort(), ['2026', 'atom.xml', 'feed.json', 'rss.xml']);
    const source = feedFrom(atomOf(said), { address: 'https://blog.example/feed', type: '' });
    for (const feed of feeds()) {
      assert.equal(wordsOf(feed), source.ok && wordsOf(source.value));
      assert.is(feed.title, 'The archive');
      assert.ok(feed.entries.every(({ bridged }) => bridged));
    }
    const place = { lat: 48.17, lon: -3.37, name: 'Loudéac' };
    const around = said.map(({ reply, comments }) => [reply, comments, comments && place]);
    // JSON Feed has no words for two of these.
    assert.equal(feeds().slice(0, 2).map(aroundOf), [around, around]);
  });

  bridge('writes what feedparser reads', ({ it }) => {
    const paths = FILES.map((name) => join(it.cwd, 'out', name));
    const read = JSON.parse(
      execFileSync('/usr/bin/python3', ['test/feeds/readers.py', ...paths], { encoding: 'utf8' }),
    ) as readonly (readonly { id: string; link: string; title: string; tags: string[]; files: string[] }[])[];
    const expected = said.map(({ id }) => ({
      id: `https://blog.example/?p=${id}`,
      link: `https://blog.example/${id}/`,
      title: `Title ${id}`,
      tags: ['geese'],
      files: [`https://blog.example/${id}.png`],
    }));
    const found = read.map((list) =>
      list.map(({ id, link, title, tags, files }) => ({ id, link, title, tags, files })),
    );
    assert.equal(found, [expected, expected, expected]);
  });

  bridge('writes what newsboat and libxml2 read, the archive of a month as well', ({ it }) => {
    const october = said.filter(({ published }) => published !== undefined);
    for (const [name, entries] of [
      ['atom.xml', said],
      ['rss.xml', said],
      ['2026/10/atom.xml', october],
    ] as const) {
      const path = join(it.cwd, 'out', name);
      execFileSync('xmllint', ['--noout', '--nonet', path]);
      const found = keptByNewsboat(path).map(({ guid, url, title }) => [guid, url, title]);
      const expected = entries.map(({ id }) => [
        `https://blog.example/?p=${id}`,
        `https://blog.example/${id}/`,
        `Title ${id}`,
      ]);
      assert.equal(found, expected, name);
    }
  });

  bridge('touches nothing when nothing has changed, whatever of its memory is lost', async ({ it, write, bytes }) => {
    const before = bytes();
    const time = statSync(join(it.cwd, 'out', 'atom.xml')).mtimeMs;
    assert.is((await write()).out, 'nothing new\n');
    assert.is(statSync(join(it.cwd, 'out', 'atom.xml')).mtimeMs, time);
    rmSync(join(it.cwd, 'state'), { recursive: true });
    assert.is((await write()).out, 'nothing new\n');
    assert.is(statSync(join(it.cwd, 'out', 'atom.xml')).mtimeMs, time);
    rmSync(join(it.cwd, 'out'), { recursive: true });
    await write();
    assert.equal(bytes(), before);
  });

  bridge('hears by push what comes, changes and goes; what is taken back stays named', async (c) => {
    const { it, bytes, feeds } = c;
    const staying = it.staying(`xmpp:${ME}`, './out', '--jid', 'bob@localhost', '--title', 'The archive');
    it.source.say(atomOf([{ id: 'd', minute: 4 }, ...said.slice(0, 2), { id: 'a', minute: 1, title: 'Mended' }]));
    assert.match((await it.bring()).out, /1 new entry, 1 edit/);
    await staying.says(/1 new/);
    await staying.says(/1 changed/);
    it.source.say(atomOf([{ id: 'd', minute: 4 }], ['https://blog.example/?p=b']));
    await it.bring();
    await staying.says(/1 taken back/);
    assert.is((await staying.interrupt()).code, 0);
    const [atom] = feeds();
    assert.equal(
      [atom?.entries.map(({ title }) => title), atom?.deleted],
      [['Title d', 'Title c', 'Mended', 'Title 0'], ['https://blog.example/?p=b']],
    );
    const archive = archiveIn(bytes()[0] ?? '', { service: ME, node: NODE });
    rmSync(join(it.cwd, 'state'), { recursive: true });
    await c.write();
    assert.equal(archiveIn(bytes()[0] ?? '', { service: ME, node: NODE }), archive);
  });

  bridge('is killed as it is about to bring out a file, and says afterwards what it would have said', async (c) => {
    const { it, write, bytes } = c;
    const before = bytes();
    for (const file of FILES) {
      rmSync(join(it.cwd, 'out', file));
      const env = { ...it.env, NODE_OPTIONS: `--import ${KILLED}`, SKEIN_TEST_FILE: join(it.cwd, 'out', file) };
      const words = ['bridge', `xmpp:${ME}`, './out', '--jid', 'bob@localhost', '--title', 'The archive', '--once'];
      assert.equal(await skein(words, { cwd: it.cwd, env }), { code: null, out: '', err: '' }, file);
    }
    await write();
    assert.equal(bytes(), before);
    assert.equal(readdirSync(join(it.cwd, 'out')).filter((name) => /\.(?:xml|json)$/.test(name)).length, 3);
  });

  bridge('finds what was taken back while it was away, the oldest too', async ({ it, write, feeds }) => {
    const ids = ['0', 'c', 'a', 'b'].map((id) => `https://blog.example/?p=${id}`);
    const mended = { id: 'a', minute: 1, title: 'Mended' };
    const c = said.filter(({ id }) => id === 'c');
    // First that of October, the oldest. Of the others an edit has made c the oldest on Prosody, and left a so on ejabberd.
    for (const [gone, left] of [[...c, mended], [mended], []].entries()) {
      it.source.say(atomOf([{ id: 'd', minute: 4 }, ...left], ids.slice(0, gone + 1)));
      await it.bring();
      assert.is((await write()).out, `${join(it.cwd, 'out')}: 1 taken back\n`);
    }
    const [atom] = feeds();
    assert.equal([atom?.entries.map(({ title }) => title), atom?.deleted.toSorted()], [['Title d'], ids.toSorted()]);
    assert.is((await write()).out, 'nothing new\n');
  });

  bridge('does not write over what it has not written', async ({ it }) => {
    writeFileSync(join(it.cwd, 'atom.xml'), atomOf(said));
    const { code, err } = await it.once(`xmpp:${ME}`, '.', '--jid', 'bob@localhost');
    assert.equal(
      [code, err.split('\n')[0]],
      [1, `${join(it.cwd, 'atom.xml')}  It is not from this bridge: it would be overwritten.`],
    );
  });

  bridge.run();
}
