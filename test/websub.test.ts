// A hub tells the reader: Ann publishes and pings a hub, which calls Bob's `skein read` at its public address. And hubs,
// and whoever else finds that address, lie to it.
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from './begin.ts';
import { startFaults, type Faults } from './faults.ts';
import { post, startBlog, type Blog } from './folder.ts';
import { call, signed, startHub, tell, type Hub } from './hub.ts';
import type { Staying } from './program.ts';
import { freePort } from './servers/port.ts';
import { until } from './until.ts';

interface Context {
  hub: Hub;
  ann: Blog;
  bob: Blog;
  /** A feed that names the hub, and counts how often it is asked. */
  counted: Faults;
  reader: Staying;
  /** When the hub was told of the news. */
  pinged: number | undefined;
  /** Of the reader, from the internet. */
  public: string;
}

interface State {
  readonly feed: string;
  readonly way: string;
  readonly hub?: string;
  readonly next: string;
}

const websub = suite<Context>('websub');

begin(websub, async (c, atEnd) => {
  c.hub = await startHub(async () => void (c.pinged ??= Date.now()));
  atEnd(() => c.hub.close());
  c.ann = await startBlog();
  atEnd(() => c.ann.close());
  c.ann.configure({ announce: { hubs: [c.hub.url] } });
  c.ann.write('posts/first.md', post(1, 'The first.'));
  assert.is((await c.ann.skein('deploy')).code, 0);
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Counted</title></feed>`;
  c.counted = await startFaults({
    '/news': (_, response) => {
      const links = `<${c.hub.url}>; rel="hub", <${c.counted.url}/topic>; rel="self"`;
      response.writeHead(200, { 'content-type': 'application/atom+xml', link: links }).end(feed);
    },
  });
  atEnd(() => c.counted.close());
  c.bob = await startBlog({ SKEIN_ALLOW_HOSTS: 'localhost, 127.0.0.1' });
  atEnd(() => c.bob.close());
  // A test starts it.
  atEnd(() => c.reader?.interrupt().catch(() => undefined));
  c.public = `http://reader.test:${await freePort()}/bob/`;
  const bob = { title: 'Bob', author: { name: 'Bob' }, id: 'tag:bob.example,2026:', reader: { url: c.public } };
  c.bob.configure(bob);
  assert.is((await c.bob.skein('follow', `${c.ann.url}atom.xml`, `${c.counted.url}/news`)).code, 0);
});

function read({ bob, public: address }: Context): Staying {
  return bob.staying('read', '--port', new URL(address).port);
}

async function states(bob: Blog): Promise<readonly State[]> {
  return JSON.parse((await bob.skein('following', '--json')).out) as readonly State[];
}

async function texts(bob: Blog): Promise<readonly string[]> {
  const { out } = await bob.skein('timeline', '--json');
  return (JSON.parse(out) as readonly { text: string }[]).map(({ text }) => text);
}

/** Where the hub tells of a topic, and with which secret. */
function subscription({ hub }: Context, topic: string): { at: string; secret: string } {
  const [at = '', form = {}] = [...hub.subscribers].find(([, form]) => form['hub.topic'] === topic) ?? [];
  return { at, secret: form['hub.secret'] ?? '' };
}

/** How often the counted feed was asked while this went on, then until it was asked so often, and a moment longer. */
async function askedDuring({ counted }: Context, times: number, work: () => Promise<unknown>): Promise<number> {
  const before = counted.asked.length;
  await work();
  await until(() => counted.asked.length >= before + times);
  await pause(300);
  return counted.asked.length - before;
}

websub('the reader has the hub of each feed tell it, which confirms, and is then asked once a day', async (c) => {
  c.reader = read(c);
  const [, url = ''] = await c.reader.says(/Read at (\S+) \(Ctrl-C/);
  assert.is(new URL(url).port, new URL(c.public).port);
  await until(() => c.hub.subscribers.size === 2);
  const [first, second] = c.hub.wishes;
  const topics = [`${c.ann.url}atom.xml`, `${c.counted.url}/topic`];
  assert.equal([first?.['hub.topic'], second?.['hub.topic']], topics);
  assert.equal(Object.keys(first ?? {}).sort(), [
    'hub.callback',
    'hub.lease_seconds',
    'hub.mode',
    'hub.secret',
    'hub.topic',
  ]);
  assert.match(first?.['hub.callback'] ?? '', new RegExp(`^${c.public}websub/[\\w-]{36}$`));
  assert.is(new Set(c.hub.wishes.flatMap((wish) => [wish['hub.callback'], wish['hub.secret']])).size, 4);
  const followed = await states(c.bob);
  assert.equal(
    followed.map(({ way, hub }) => [way, hub]),
    topics.map(() => ['push', c.hub.url]),
  );
  assert.match((await c.bob.skein('following')).out, 'is told by a hub');
});

websub('what is published is in the open page when the hub has told, without waiting for its time', async (c) => {
  const [, url = ''] = /Read at (\S+) \(Ctrl-C/.exec(c.reader.said()) ?? [];
  const { origin, port, searchParams } = new URL(url);
  const cookie = `skein-reader-${port}=${searchParams.get('token') ?? ''}`;
  const end = new AbortController();
  const live = await fetch(`${origin}/live?list=timeline&since=99`, { headers: { cookie }, signal: end.signal });
  const told = (async () => {
    let came = '';
    for await (const text of live.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      came += text;
      if (came.includes('data:')) return Date.now();
    }
    return 0;
  })();
  c.ann.write('posts/second.md', post(2, 'The second.'));
  c.pinged = undefined;
  assert.is((await c.ann.skein('deploy')).code, 0);
  console.log(`    shown ${(await told) - (c.pinged ?? 0)} ms after the hub was told`);
  end.abort();
  assert.equal(await texts(c.bob), ['The second.', 'The first.']);
});

websub('a hub that calls and calls leads to one look, and one more in a moment', async (c) => {
  const { at, secret } = subscription(c, `${c.counted.url}/topic`);
  const asked = await askedDuring(c, 2, async () => {
    const calls = Array.from({ length: 20 }, () => tell(at, 'news', signed('sha512', secret, 'news')));
    assert.equal(
      (await Promise.all(calls)).map(({ status }) => status),
      Array(20).fill(202),
    );
  });
  // Where the calls themselves take longer than the moment, the second is among them, and a third comes.
  assert.ok(asked === 2 || asked === 3, String(asked));
});

websub('what is signed wrongly, or not at all, is answered alike and leads to nothing', async (c) => {
  const { at, secret } = subscription(c, `${c.counted.url}/topic`);
  const right = signed('sha256', secret, 'news');
  // The pause after the last look that the calls before have led to.
  await pause(3_200);
  const asked = await askedDuring(c, 0, async () => {
    const signatures = ['', right.replace(/.$/, (last) => (last === '0' ? '1' : '0')), right.slice(0, -2), 'sha256='];
    const others = [signed('sha256', 'another', 'news'), signed('md5', secret, 'news'), right.replace('256', '1')];
    const calls = [...signatures, ...others].map((signature) => tell(at, 'news', signature));
    assert.equal(
      (await Promise.all(calls)).map(({ status }) => status),
      Array(7).fill(202),
    );
    assert.is((await tell(at, 'other news', right)).status, 202);
  });
  assert.is(asked, 0);
  assert.is(await askedDuring(c, 1, () => tell(at, 'news', signed('sha1', secret, 'news'))), 1);
});

websub('nobody is confirmed what was not asked, and only hubs find a way in, and only under the name', async (c) => {
  const topic = `${c.counted.url}/topic`;
  const { at, secret } = subscription(c, topic);
  const verify = async (address: string, said: Readonly<Record<string, string>>): Promise<string> => {
    const query = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.challenge': '<b>x</b>', ...said };
    const { status, text } = await call(`${address}?${String(new URLSearchParams(query))}`);
    return `${status} ${text.includes('<b>x</b>')}`;
  };
  const nowhere = `${c.public}websub/00000000-0000-4000-8000-000000000000`;
  assert.equal(
    [
      await verify(at, {}),
      await verify(at, { 'hub.topic': `${c.counted.url}/other` }),
      await verify(at, { 'hub.mode': 'unsubscribe' }),
      await verify(at, { 'hub.challenge': '' }),
      await verify(nowhere, {}),
      await verify(at.replace('reader.test', 'localhost'), {}),
      await verify(at.replace('reader.test', 'reader.test.evil.example'), {}),
    ],
    ['200 true', '404 false', '404 false', '404 false', '404 false', '403 false', '403 false'],
  );
  const signature = signed('sha256', secret, 'x');
  assert.is((await tell(nowhere, 'x', signature)).status, 410);
  assert.is((await tell(at.replace('reader.test', 'localhost'), 'x', signature)).status, 403);
  assert.is((await call(at, { method: 'DELETE' })).status, 405);
  assert.equal(
    await Promise.all(['', 'following', 'websub/', 'websub'].map((path) => call(c.public + path).then(statusOf))),
    [403, 403, 403, 403],
  );
});

const statusOf = ({ status }: { status: number }): number => status;

websub('a body without end is cut off, and so is one that does not come', async (c) => {
  const { at } = subscription(c, `${c.counted.url}/topic`);
  let sent = 0;
  const { status } = await call(at, { method: 'POST' }, (asked) => {
    const more = (): void => {
      while (!asked.destroyed && asked.write(Buffer.alloc(65_536))) sent += 65_536;
    };
    asked.on('drain', more);
    more();
  });
  assert.ok(status === 413 || status === 0, String(status));
  assert.ok(sent < 60_000_000, String(sent));
  // Somebody hangs up in the middle: the reader is there for all others.
  await call(at, { method: 'POST', headers: { 'content-length': '100' } }, (asked) => {
    asked.write('x');
    setTimeout(() => asked.destroy(), 50);
  });
  assert.is((await tell(at, 'x', '')).status, 202);
});

websub('what was told while nobody listened is there after the start', async (c) => {
  assert.is((await c.reader.interrupt()).code, 0);
  c.ann.write('posts/third.md', post(3, 'The third.'));
  assert.is((await c.ann.skein('deploy')).code, 0);
  c.reader = read(c);
  await until(async () => (await texts(c.bob))[0] === 'The third.');
  assert.is(c.hub.wishes.length, 2, 'the lease goes on');
});

websub('who is not followed any more is not told of: the hub is asked to end it, and that is confirmed', async (c) => {
  assert.is((await c.bob.skein('unfollow', 'Ann')).code, 0);
  await until(() => c.hub.subscribers.size === 1);
  const { 'hub.mode': mode, 'hub.topic': topic } = c.hub.wishes.at(-1) ?? {};
  assert.equal([mode, topic], ['unsubscribe', `${c.ann.url}atom.xml`]);
});

websub('a hub that refuses is told once, and the feed is asked as before', async (c) => {
  c.hub.takes.status = 503;
  const from = c.reader.said().length;
  assert.is((await c.bob.skein('follow', `${c.ann.url}atom.xml`)).code, 0);
  const [said] = await c.reader.says(/The hub does not take the wish to be told\. .*/, from);
  assert.is(said, 'The hub does not take the wish to be told. It answers 503.');
  const ann = (await states(c.bob)).find(({ feed }) => feed === `${c.ann.url}atom.xml`);
  assert.equal([ann?.way, ann?.hub], ['poll', undefined]);
  const { code, err } = await c.reader.interrupt();
  assert.is(code, 0);
  assert.equal(
    c.hub.wishes.flatMap((wish) => wish['hub.secret'] ?? []).filter((secret) => err.includes(secret)),
    [],
  );
});

websub.run();
