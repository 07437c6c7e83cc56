// The commands of the edge as a person types them, with real feeds on this machine and a real Prosody.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run as follow } from '../../src/commands/follow.ts';
import { run as refresh } from '../../src/commands/refresh.ts';
import { fine } from '../../src/model/problem.ts';
import { realWorld } from '../../src/world/real.ts';
import { begin } from '../begin.ts';
import { ANN, NODE, PASSWORD, post, startBlog, type Blog } from '../folder.ts';
import { startFollower, type Follower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { until } from '../until.ts';

interface Context {
  server: TestServer;
  ann: Blog;
  bob: Blog;
  eve: Follower;
}

const edge = suite<Context>('commands of the edge');

const OLD = ['2024-01', '2024-02', '2025-03'].flatMap((month) =>
  Array.from({ length: 10 }, (_, day) => ({ date: `${month}-${String(day + 10)}T10:00:00Z`, day: `${month}-${day}` })),
);

begin(edge, async (c, atEnd) => {
  c.server = await startProsody();
  atEnd(() => c.server.stop());
  for (const user of ['ann', 'bob', 'eve']) await c.server.register(user, PASSWORD);
  const env = { SKEIN_XMPP_SERVER: c.server.server, SKEIN_XMPP_PASSWORD: PASSWORD, SKEIN_ALLOW_HOSTS: 'localhost' };
  c.ann = await startBlog(env);
  atEnd(() => c.ann.close());
  c.ann.configure({ xmpp: { jid: ANN } });
  for (const { date, day } of OLD) c.ann.write(`posts/${day}.md`, `---\ndate: ${date}\n---\nOf ${day}.\n`);
  c.ann.write('posts/first.md', post(1, 'The first.'));
  assert.is((await c.ann.skein('deploy')).code, 0);
  c.bob = await startBlog(env);
  atEnd(() => c.bob.close());
  bobIs(c.bob);
  c.eve = await startFollower(c.server, { user: 'eve', password: PASSWORD, subscribe: [[ANN, NODE]] });
  atEnd(() => c.eve.stop());
});

const BOB = { title: 'Bob', author: { name: 'Bob' }, id: 'tag:bob.example,2026:', xmpp: { jid: 'bob@localhost' } };

function bobIs(bob: Blog, more: Readonly<Record<string, unknown>> = {}): void {
  bob.configure({ ...BOB, ...more });
}

const opml = (blog: Blog): string => readFileSync(join(blog.cwd, 'following.opml'), 'utf8');

const feedCalled = (title: string): string =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://x.example/</link><description>d</description>
<item><guid>1</guid><title>One of ${title}</title></item></channel></rss>`;

edge('a page of several feeds is a choice: nothing is followed until one is named', async ({ bob }) => {
  bob.write('www/a.xml', feedCalled('Birds'));
  bob.write('www/b.xml', feedCalled('Trees'));
  const links = ['a', 'b'].map((name) => `<link rel="alternate" type="application/rss+xml" href="${name}.xml">`);
  bob.write('www/both.html', `<html><head><title>Both</title>${links.join('')}</head></html>`);
  const asked = await bob.skein('follow', `${bob.url}both.html`);
  assert.equal([asked.code, asked.out], [2, '']);
  assert.match(asked.err, /has 2 feeds:\n\s+1\. Birds \(RSS\) .*a\.xml\n\s+2\. Trees \(RSS\) .*b\.xml/);
  assert.not(readable(bob));
});

function readable(blog: Blog): boolean {
  try {
    return opml(blog) !== '';
  } catch {
    return false;
  }
}

edge('on a terminal one is asked which, and the answer is followed', async ({ bob }) => {
  const asked: string[] = [];
  const real = await realWorld(bob.cwd, new AbortController().signal);
  const ask = {
    ...real.ask,
    terminal: true,
    text: async (question: string) => {
      asked.push(question);
      return '2';
    },
  };
  // In this process there is no password, and the host is allowed by the config.
  bobIs(bob, { reader: { allowHosts: ['localhost'] }, xmpp: undefined });
  const given = { words: [`${bob.url}both.html`], text: () => undefined, texts: () => [] };
  const outcome = await follow({ ...real, ask }, given);
  bobIs(bob);
  assert.equal(outcome, { exit: 0, problems: [], said: 'now following Trees (1 entry)' });
  assert.match(asked.join(), /1\. Birds .*\n2\. Trees .*\nWhich\?/);
  assert.match(opml(bob), /b\.xml/);
});

edge('whom nobody answers for is not followed, and that is the outside refusing', async ({ bob }) => {
  const { code, out, err } = await bob.skein('follow', `${bob.url}nothing.xml`);
  assert.equal([code, out], [3, '']);
  assert.match(err, /nothing\.xml/);
});

edge('another reader’s list is taken over, in a group if one is named, each feed once', async ({ bob }) => {
  const line = (name: string): string => `<outline text="${name}" xmlUrl="${bob.url}${name}.xml"/>`;
  bob.write('list.xml', `<opml version="1.0"><body>${line('a')}${line('b')}${line('a')}</body></opml>`);
  const done = await bob.skein('follow', '--opml', 'list.xml', '--group', 'Nature');
  assert.equal(done, { code: 0, err: '', out: 'now following a (1 entry)\n' });
  const { out } = await bob.skein('following', '--json');
  assert.equal(
    (JSON.parse(out) as readonly { name: string; group?: string; way: string; trouble?: string }[]).map(
      ({ name, group, way, trouble }) => [name, group, way, trouble],
    ),
    [
      ['Trees', undefined, 'poll', undefined],
      ['a', 'Nature', 'poll', undefined],
    ],
  );
  assert.match((await bob.skein('following')).out, /^Trees {2}\S+b\.xml\n {4}is asked, heard 20/);
  const none = await bob.skein('follow', '--opml', 'nowhere.xml');
  assert.equal([none.code, none.out], [2, '']);
  assert.match(none.err, /nowhere\.xml {2}There is no such file\./);
});

edge('a broken following.opml stops the commands, and is not made worse', async ({ bob }) => {
  const before = opml(bob);
  bob.write('following.opml', before.replace('</body>', ''));
  const { code, err } = await bob.skein('follow', `${bob.url}a.xml`);
  assert.is(code, 1);
  assert.match(err, /following\.opml {2}is not well-formed XML/);
  assert.is(opml(bob), before.replace('</body>', ''));
  bob.write('following.opml', before);
});

edge('unfollow of somebody who is not followed changes nothing', async ({ bob }) => {
  const before = opml(bob);
  const { code, out, err } = await bob.skein('unfollow', 'Trees', 'Nobody');
  assert.equal([code, out], [2, 'Nothing was changed.\n']);
  assert.match(err, /Nobody {2}You do not follow this\./);
  assert.is(opml(bob), before);
  assert.is((await bob.skein('unfollow', 'Trees', 'a')).code, 0);
});

edge(
  'with --history all that somebody has published is there, and only the newest are unread',
  async ({ ann, bob }) => {
    assert.is((await bob.skein('follow', ann.url, '--history')).code, 0);
    const { out } = await bob.skein('timeline', '--number', '100', '--json');
    const texts = (JSON.parse(out) as readonly { text: string }[]).map(({ text }) => text);
    assert.equal(texts, ['The first.', ...OLD.map(({ day }) => `Of ${day}.`).reverse()]);
  },
);

edge('of a list on the XMPP account those are followed whom the site does not', async ({ bob }) => {
  // Following Ann has put her node on the list.
  assert.is(
    (await bob.skein('following', '--from-xmpp')).out,
    'The account lists nobody whom you do not follow here.\n',
  );
  bob.write('following.opml', '<opml version="2.0"><head/><body/></opml>');
  assert.equal(await bob.skein('following', '--from-xmpp'), { code: 0, err: '', out: 'now following Ann\n' });
  assert.match(opml(bob), /xmlUrl="xmpp:ann@localhost\?;node=urn%3Axmpp%3Amicroblog%3A0"/);
});

async function untilListed(phone: Follower, nodes: readonly string[]): Promise<void> {
  const listed = async (): Promise<string> => {
    const items = await phone.items('bob@localhost', 'urn:xmpp:pubsub:subscription');
    return items.map(({ xml }) => /server=['"]([^'"]+)/.exec(xml)?.[1] ?? xml).join();
  };
  await until(
    async () => (await listed()) === nodes.join(),
    async () => `The account lists ${await listed()}.`,
  );
}

edge('the list on the XMPP account follows a file that is changed by hand', async (c) => {
  const { bob } = c;
  const [before, empty] = [opml(bob), '<opml version="2.0"><head/><body/></opml>'];
  const phone = await startFollower(c.server, { user: 'bob', password: PASSWORD });
  try {
    await untilListed(phone, [ANN]);
    for (const [file, nodes] of [
      [empty, []],
      [before, [ANN]],
    ] as const) {
      bob.write('following.opml', file);
      assert.is((await bob.skein('refresh')).code, 0);
      await untilListed(phone, nodes);
    }
    // What was taken out while nothing ran, a reader that begins finds as well; and then it sees all that is changed.
    bob.write('following.opml', empty);
    const reader = bob.staying('read');
    await reader.says(/Read at/);
    await untilListed(phone, []);
    bob.write('following.opml', before);
    await untilListed(phone, [ANN]);
    bob.write('following.opml', empty);
    await untilListed(phone, []);
    bob.write('following.opml', before);
    await untilListed(phone, [ANN]);
    assert.is((await reader.interrupt('SIGTERM')).code, 0);
  } finally {
    await phone.stop();
  }
});

edge('a round logs in once, for all that it asks and lists', async ({ server, bob }) => {
  const real = await realWorld(bob.cwd, new AbortController().signal);
  const env = new Map([
    ['SKEIN_XMPP_SERVER', server.server],
    ['SKEIN_XMPP_PASSWORD', PASSWORD],
  ]);
  let logins = 0;
  const connect: typeof real.xmpp.connect = (login) => {
    logins += 1;
    return real.xmpp.connect(login);
  };
  const settings: typeof real.settings = async () => fine({ ...BOB, url: bob.url });
  const outcome = await refresh({ ...real, settings, env: (name) => env.get(name), xmpp: { ...real.xmpp, connect } });
  assert.equal([outcome, logins], [{ exit: 0, problems: [], said: '0 new entries from 1 follow' }, 1]);
});

edge('a mention comes as a chat message to one’s own account, once, where the config wants it', async (c) => {
  const { ann, bob } = c;
  bobIs(bob, { reader: { tell: true } });
  const phone = await startFollower(c.server, { user: 'bob', password: PASSWORD });
  const reader = bob.staying('read');
  try {
    await reader.says(/Read at/);
    ann.write('posts/mention.md', post(2, 'To @bob: hello.'));
    assert.is((await ann.skein('deploy')).code, 0);
    const told = await phone.heard((event) => event.kind === 'chat');
    assert.match(told.kind === 'chat' ? told.body : '', /^Ann.* · names you\n {2}To @bob: hello\.\n {2}http/);
    assert.is(phone.events.filter(({ kind }) => kind === 'chat').length, 1);
    assert.not.match(reader.said(), new RegExp(PASSWORD));
  } finally {
    assert.equal([(await reader.interrupt('SIGTERM')).code, reader.said().includes('Error')], [0, false]);
    await phone.stop();
    bobIs(bob);
  }
});

edge('a block of an account sends it away, and says what the server took', async ({ ann, eve }) => {
  const { code, out, err } = await ann.skein('block', 'eve@localhost');
  assert.equal([code, err], [0, '']);
  assert.equal(out.split('\n'), [
    'hides everything from eve@localhost on XMPP',
    `eve@localhost no longer follows ${NODE}.`,
    `eve@localhost can neither follow nor read ${NODE}.`,
    'The account takes nothing from eve@localhost any more.',
    '',
  ]);
  const heard = eve.events.filter(({ kind }) => kind === 'item').length;
  ann.write('posts/unheard.md', post(3, 'Not for Eve.'));
  assert.is((await ann.skein('deploy')).code, 0);
  assert.is(eve.events.filter(({ kind }) => kind === 'item').length, heard);
  assert.is((await ann.skein('unblock', 'eve@localhost')).code, 0);
  await eve.subscribe(ANN, NODE);
});

edge(
  'a rule that is written by hand cuts off as the command does, and lets back when it goes',
  async ({ ann, eve }) => {
    const [one, none] = ['eve@localhost // by hand\n', '# nobody\n'];
    const cut = [
      `eve@localhost no longer follows ${NODE}.`,
      `eve@localhost can neither follow nor read ${NODE}.`,
      'The account takes nothing from eve@localhost any more.',
    ];
    const back = [`eve@localhost may follow and read ${NODE}.`, 'The account takes what eve@localhost sends.'];
    const round = async (): Promise<readonly string[]> => (await ann.skein('refresh')).out.trim().split('\n').slice(1);
    ann.write('blocks.txt', one);
    const untold = 'blocks.txt:1  hides everything from eve@localhost on XMPP';
    assert.is((await ann.skein('blocks')).out, `${untold}; not cut off yet, which skein refresh does\n`);
    assert.equal([await round(), await round()], [cut, []]);
    assert.is((await ann.skein('blocks')).out, `${untold}\n`);
    await eve.subscribe(ANN, NODE).then(
      () => assert.unreachable('Eve follows again.'),
      () => undefined,
    );
    // A line that nobody can read may be the one that holds her off.
    ann.write('blocks.txt', 'eve@local host\n');
    assert.equal(await round(), []);
    const reader = ann.staying('read');
    await reader.says(/Read at/);
    ann.write('blocks.txt', none);
    await reader.says(new RegExp(back.join('\n')));
    await eve.subscribe(ANN, NODE);
    ann.write('blocks.txt', one);
    await reader.says(new RegExp(cut.join('\n')));
    assert.is((await reader.interrupt('SIGTERM')).code, 0);
    ann.write('blocks.txt', none);
    assert.equal(await round(), back);
    await eve.subscribe(ANN, NODE);
  },
);

edge('a mute tells the server nothing', async ({ ann }) => {
  assert.equal(await ann.skein('block', 'eve@localhost', '--mute', '--until', '2099-12-24'), {
    code: 0,
    err: '',
    out: 'mutes everything from eve@localhost on XMPP until 2099-12-24\n',
  });
});

edge('Mastodon’s list of blocks is taken over', async ({ bob }) => {
  bob.write('blocked.csv', '#domain,#severity\nspam.example,suspend\nbad.example,silence\n');
  const { code, err, out } = await bob.skein('block', '--csv', 'blocked.csv');
  assert.equal([code, err, out], [0, '', '2 rules taken into blocks.txt\n']);
  assert.match((await bob.skein('blocks')).out, /spam\.example[^]*bad\.example/);
  assert.is((await bob.skein('block', '--csv', 'nowhere.csv')).code, 2);
});

edge('blocks says by which rule an entry is hidden, also where only the node of its follow tells', async (c) => {
  const { ann, bob } = c;
  bob.write('following.opml', '<opml version="2.0"><head/><body/></opml>');
  assert.is((await bob.skein('follow', ann.url)).code, 0);
  const { out } = await bob.skein('timeline', '--number', '50', '--json');
  const entries = JSON.parse(out) as readonly { url: string; text: string }[];
  const { url = '' } = entries.find(({ text }) => text === 'The first.') ?? {};
  assert.match((await bob.skein('blocks', url)).out, /Ann: nothing hides it\./);
  assert.is((await bob.skein('block', ANN, '--mute')).code, 0);
  assert.match((await bob.skein('blocks', url)).out, /Ann: blocks\.txt:\d+ mutes everything from ann@localhost/);
  assert.is((await bob.skein('timeline', '--json')).out, '[]\n');
});

for (const [words, says] of [
  [['timeline', '--number', 'many'], /--number {2}This is not how many\./],
  [['timeline', '--person', 'Nobody'], /--person Nobody {2}You follow nobody of this name\./],
  [['blocks', 'https://nowhere.example/'], /The inbox has no such entry\./],
  [['block', '"open'], /The words have no quotes at their end\./],
  [['follow'], /Nobody is named\./],
  [['block'], /Nothing is named\./],
] as const) {
  edge(`skein ${words.join(' ')} says what is wrong`, async ({ bob }) => {
    const { code, out, err } = await bob.skein(...words);
    assert.is(code, 2);
    assert.match(err, says);
    assert.not.match(out + err, /\n {4}at /);
  });
}

edge.run();
