// From a post to a follower, by the commands as one types them: what they print, how they end, and what is heard.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMENTS } from '../src/nodes/comments.ts';
import { createNode } from '../src/nodes/stanzas.ts';
import { begin } from './begin.ts';
import { ANN, NODE, PASSWORD, post, startBlog, type Blog } from './folder.ts';
import { startHub, type Hub } from './hub.ts';
import { startFollower, type Follower } from './servers/follower.ts';
import { startProsody } from './servers/prosody.ts';
import type { TestServer } from './servers/server.ts';
import { login } from './world/xmpp/login.ts';
import { AT_LAST, until } from './until.ts';

interface Context {
  server: TestServer;
  blog: Blog;
  bob: Follower;
}

const xmpp = { jid: ANN };
const told = suite<Context>('deploy and announce');

begin(told, async (context, atEnd) => {
  context.server = await startProsody();
  atEnd(() => context.server.stop());
  await context.server.register('ann', PASSWORD);
  await context.server.register('bob', PASSWORD);
  // The password comes from `.env`, as it does for a person.
  context.blog = await startBlog({ SKEIN_XMPP_SERVER: context.server.server });
  atEnd(() => context.blog.close());
  context.blog.configure({ xmpp });
  context.blog.write('.env', `SKEIN_XMPP_PASSWORD="${PASSWORD}"\n`);
  context.blog.write('posts/a.md', post(1, 'The first.'));
  assert.is((await context.blog.skein('deploy')).code, 0);
  context.bob = await startFollower(context.server, { user: 'bob', password: PASSWORD, subscribe: [[ANN, NODE]] });
  atEnd(() => context.bob.stop());
});

/** What was heard while something was done: `item KEY TITLE` and `retract KEY`. */
async function heardDuring({ bob }: Context, act: () => Promise<void>): Promise<string[]> {
  const before = bob.events.length;
  await act();
  await bob.rest(200);
  return bob.events.slice(before).map((event) => {
    if (event.kind === 'item') return `item ${event.id} ${event.title}`;
    return event.kind === 'retract' ? `retract ${event.id}` : event.kind;
  });
}

told(
  '--no-announce deploys only; announce --dry-run changes nothing; announce says it, and says it once',
  async (c) => {
    const { blog } = c;
    blog.write('posts/b.md', post(2, 'The second.'));
    const quiet = await heardDuring(c, async () => {
      const deployed = await blog.skein('deploy', '--no-announce');
      assert.equal([deployed.code, deployed.err], [0, '']);
      assert.match(deployed.out, /^deployed: \d+ files up, 0 removed\n$/);
      assert.equal(await blog.skein('announce', '--dry-run'), {
        code: 0,
        err: '',
        out: `publish  ${blog.url}2026/11/b/\n1 change; followers would hear of it.\n`,
      });
    });
    const heard = await heardDuring(c, async () => {
      assert.equal(await blog.skein('announce'), { code: 0, err: '', out: 'announced 1 post\n' });
      assert.equal(await blog.skein('announce'), { code: 0, err: '', out: 'nothing new to announce\n' });
      assert.match((await blog.skein('announce', '--dry-run')).out, /nothing to announce\.\n$/);
    });
    assert.equal([quiet, heard], [[], ['item b The second.']]);
  },
);

told('a changed post is an edit, and a new one beside it is told apart from it', async (c) => {
  c.blog.write('posts/b.md', post(2, 'The second, mended.'));
  c.blog.write('posts/c.md', post(3, 'The third.'));
  const heard = await heardDuring(c, async () => {
    const { code, out } = await c.blog.skein('deploy');
    assert.is(code, 0);
    assert.match(out, /^deployed: \d+ files up, 0 removed; announced 1 post and 1 edit\n$/);
  });
  assert.equal(heard, ['item b The second, mended.', 'item c The third.']);
});

told('who follows the link of the follow page hears of the next post', async (c) => {
  const page = readFileSync(join(c.blog.cwd, 'www/follow/index.html'), 'utf8');
  // As a client takes it apart (XEP-0147, XEP-0060 §16.7).
  const [, jid = '', node = ''] = /href="xmpp:([^"?]+)\?pubsub;action=subscribe;node=([^"]+)"/.exec(page) ?? [];
  await c.server.register('cy', PASSWORD);
  const cy = await startFollower(c.server, {
    user: 'cy',
    password: PASSWORD,
    subscribe: [[decodeURIComponent(jid), decodeURIComponent(node)]],
  });
  c.blog.write('posts/link.md', post(4, 'By the link.'));
  assert.is((await c.blog.skein('deploy')).code, 0);
  await cy.heard((event) => event.kind === 'item' && event.title === 'By the link.');
  c.blog.remove('posts/link.md');
  assert.is((await c.blog.skein('deploy')).code, 0);
  await cy.heard((event) => event.kind === 'retract' && event.id === 'link');
  await cy.stop();
});

told('a post with a date ahead waits, and the deploy says until when', async (c) => {
  c.blog.write('posts/later.md', '---\ndate: 2099-01-01T00:00:00Z\n---\nLater.\n');
  const heard = await heardDuring(c, async () => {
    const { code, out } = await c.blog.skein('deploy');
    assert.is(code, 0);
    assert.match(out, /^posts\/later\.md waits until 2099-01-01T00:00:00Z\.\nnothing new to deploy; nothing new to/);
  });
  assert.equal(heard, []);
  c.blog.remove('posts/later.md');
});

told('a deleted post and one that became a draft are taken back', async (c) => {
  c.blog.remove('posts/c.md');
  c.blog.write('posts/b.md', post(2, 'The second, mended.', ['draft: true']));
  const heard = await heardDuring(c, async () => {
    const { code, out } = await c.blog.skein('deploy');
    assert.is(code, 0);
    assert.match(out, /; took back 2 posts\n$/);
  });
  assert.equal(heard.sort(), ['retract b', 'retract c']);
});

told('a post has a node for comments, and a reply stands among those on what it answers', async (c) => {
  const bob = await login(c.server.server, 'bob', PASSWORD);
  assert.ok(bob.ok);
  await bob.value.ask(createNode({ jid: 'bob@localhost', node: 'comments' }, COMMENTS));
  await bob.value.close();
  await c.bob.subscribe('bob@localhost', 'comments');
  const answers = '{ url: "https://bob.example/7", comments: "xmpp:bob@localhost?;node=comments" }';
  c.blog.write('posts/reply.md', post(4, 'I agree.', [`reply_to: ${answers}`]));
  const heard = await heardDuring(c, async () => {
    assert.is((await c.blog.skein('deploy')).code, 0);
    assert.equal(await c.blog.skein('announce'), { code: 0, err: '', out: 'nothing new to announce\n' });
  });
  assert.equal(heard, ['item reply I agree.', 'item reply I agree.']);
  assert.equal(await c.bob.items(ANN, `${NODE}:comments/reply`), []);
  c.blog.remove('posts/reply.md');
  const gone = await heardDuring(c, async () => {
    assert.is((await c.blog.skein('deploy')).code, 0);
  });
  assert.equal(gone, ['retract reply', 'item reply (taken back)']);
});

told('a host that still shows the old pages: exit 3, what was seen where, and the next run goes on', async (c) => {
  const { blog } = c;
  const seen = join(blog.cwd, 'www');
  c.blog.configure({ xmpp, deploy: { to: 'folder', folder: 'elsewhere' } });
  blog.write('posts/d.md', post(4, 'The fourth.'));
  const quiet = await heardDuring(c, async () => {
    const { code, out, err } = await blog.skein('deploy', '--wait', '1s');
    assert.is(code, 3);
    assert.match(out, /^deployed: .*; nothing was announced\n$/);
    assert.match(
      err,
      new RegExp(`^${blog.url}2026/11/atom\\.xml {2}The feed has no entry .*\\n {4}The host may need longer`),
    );
    assert.is(err.split('\n').length, 3);
  });
  blog.configure({ xmpp });
  const heard = await heardDuring(c, async () => {
    assert.match((await blog.skein('deploy')).out, /; announced 1 post\n$/);
  });
  assert.ok(existsSync(join(seen, '2026', '11', 'd', 'index.html')));
  assert.equal([quiet, heard], [[], ['item d The fourth.']]);
});

told('two deploys at once: each version is heard once', async (c) => {
  c.blog.write('posts/e.md', post(5, 'The fifth.'));
  const heard = await heardDuring(c, async () => {
    const both = await Promise.all([c.blog.skein('deploy'), c.blog.skein('deploy')]);
    assert.equal(
      both.map(({ code, err }) => [code, err]),
      [
        [0, ''],
        [0, ''],
      ],
    );
  });
  assert.equal(heard, ['item e The fifth.']);
});

told('Ctrl-C while it waits for the host ends it', async (c) => {
  c.blog.configure({ xmpp, deploy: { to: 'folder', folder: 'elsewhere' } });
  c.blog.write('posts/f.md', post(6, 'The sixth.'));
  const running = c.blog.staying('deploy');
  await until(() => existsSync(join(c.blog.cwd, 'elsewhere', '2026', '11', 'f', 'index.html')));
  await pause(300);
  const began = performance.now();
  assert.is.not((await running.interrupt()).code, 0);
  // It would wait five minutes.
  assert.ok(performance.now() - began < AT_LAST);
  c.blog.configure({ xmpp });
  const heard = await heardDuring(c, async () => assert.is((await c.blog.skein('deploy')).code, 0));
  assert.equal(heard, ['item f The sixth.']);
});

told('the password is in nothing that is printed or written, and in no command line', async (c) => {
  const { blog } = c;
  blog.configure({ xmpp, deploy: { to: 'command', command: ['cp', '-r', '_site/.', 'www'] } });
  blog.write('posts/g.md', post(7, 'The seventh.'));
  const lines = new Set<string>();
  const ended = { is: false };
  const running = blog.skein('deploy').finally(() => (ended.is = true));
  while (!ended.is) {
    for (const line of commandLines()) lines.add(line);
    await pause(5);
  }
  const { code, out, err } = await running;
  assert.is(code, 0);
  assert.ok([...lines].some((line) => line.includes('deploy')));
  const written = ['_site', 'www', '.skein', 'elsewhere'].flatMap((folder) => textsBelow(join(blog.cwd, folder)));
  assert.ok(written.length > 20);
  for (const text of [out, err, ...lines, ...written]) assert.not.ok(text.includes(PASSWORD));
  blog.configure({ xmpp });
});

told('what the node would be told too much of is put there in silence, and said so', async (c) => {
  for (let n = 10; n < 40; n++) c.blog.write(`posts/n${n}.md`, post(n, `Note ${n}.`));
  const heard = await heardDuring(c, async () => {
    const { code, out } = await c.blog.skein('deploy');
    assert.is(code, 0);
    assert.match(out, /; announced 30 posts, silently, since it is much at once\n$/);
  });
  assert.equal(
    heard.filter((each) => each !== 'configuration'),
    [],
  );
});

told.run();

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        // It ended in between.
        return [];
      }
    });
}

function textsBelow(folder: string): string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

const alone = suite<{ blog: Blog; hub: Hub }>('deploy without an account');

alone.before.each(async (context) => {
  context.blog = await startBlog();
  const { url, cwd } = context.blog;
  // Whoever is told looks at once, and finds the news.
  context.hub = await startHub(async () => {
    const feed = await (await fetch(`${url}atom.xml`)).text();
    assert.is(feed, readFileSync(join(cwd, '_site', 'atom.xml'), 'utf8'));
  });
  context.blog.write('posts/a.md', post(1, 'The first. #birds'));
});

alone.after.each(async ({ blog, hub }) => {
  await hub.close();
  await blog.close();
});

alone('it brings the site to the host and says nothing of announcing', async ({ blog }) => {
  const first = await blog.skein('deploy');
  assert.equal([first.code, first.err], [0, '']);
  assert.match(first.out, /^deployed: \d+ files up, 0 removed\n$/);
  assert.equal(await blog.skein('deploy'), { code: 0, err: '', out: 'nothing new to deploy\n' });
  const { code, err } = await blog.skein('announce');
  assert.is(code, 1);
  assert.match(err, /^skein\.config\.js: xmpp {2}There is no account that announces\.\n/);
});

alone('what went from the host is found by --verify', async ({ blog }) => {
  await blog.skein('deploy');
  rmSync(join(blog.cwd, 'www', 'atom.xml'));
  assert.is((await blog.skein('deploy')).out, 'nothing new to deploy\n');
  assert.is((await blog.skein('deploy', '--verify')).out, 'deployed: 1 file up, 0 removed\n');
  assert.ok(existsSync(join(blog.cwd, 'www', 'atom.xml')));
});

alone('a hub hears of each feed that has changed, once, with both of its names', async ({ blog, hub }) => {
  blog.configure({ announce: { hubs: [hub.url] } });
  const feeds = (path: string): string[] =>
    ['atom.xml', 'feed.json', 'rss.xml'].map((file) => `${blog.url}${path}${file}`);
  const pinged = async (): Promise<string[]> => {
    const from = hub.pings.length;
    const { code, err } = await blog.skein('deploy');
    assert.equal([code, err], [0, '']);
    const pings = hub.pings.slice(from);
    for (const ping of pings) {
      assert.equal(ping, { 'hub.mode': 'publish', 'hub.url': ping['hub.topic'], 'hub.topic': ping['hub.topic'] });
    }
    return pings.map((ping) => ping['hub.topic'] ?? '').sort();
  };
  assert.equal(await pinged(), [...feeds(''), ...feeds('tags/birds/')]);
  assert.equal(await pinged(), []);
  blog.write('posts/b.md', post(2, 'The second.'));
  assert.equal(await pinged(), feeds(''));
  blog.remove('posts/b.md');
  assert.equal(await pinged(), feeds(''));
});

alone('a hub that is down is a warning', async ({ blog }) => {
  blog.configure({ announce: { hubs: ['http://127.0.0.1:1/'] } });
  const { code, err } = await blog.skein('deploy');
  assert.is(code, 0);
  assert.match(err, /^http:\/\/127\.0\.0\.1:1\/ {2}The hub was not told\..*\n {4}\S.*\n$/);
});

alone('a host that lags is waited for once, and told once, also when hubs are to hear', async ({ blog, hub }) => {
  blog.configure({ announce: { hubs: [hub.url] }, deploy: { to: 'folder', folder: 'elsewhere' } });
  const waiting = async (seconds: number): Promise<number> => {
    blog.write(`posts/lags${seconds}.md`, post(2 + seconds, 'It lags.'));
    const began = performance.now();
    const { code, err } = await blog.skein('deploy', '--wait', `${seconds}s`);
    assert.equal([code, err.match(/The feed answers 404\./g)?.length], [3, 1]);
    return performance.now() - began;
  };
  const [short, long] = [await waiting(1), await waiting(4)];
  assert.ok(long - short < 4_500, `${long - short} ms`);
  assert.equal(hub.pings, []);
});

const REFUSED: Record<string, [Record<string, unknown>, string[], 1 | 2 | 3, RegExp]> = {
  'a config with a mistake': [{ title: '' }, [], 1, /^skein\.config\.js: title {2}"" is not what is wanted/],
  'no way to the host': [{ deploy: undefined }, [], 1, /^skein\.config\.js: deploy {2}Nothing says how/],
  'a time that is none': [{}, ['--wait', 'long'], 2, /^--wait {2}"long" is no time\./],
  'a program that is not there': [
    { deploy: { to: 'command', command: ['no-such-program'] } },
    [],
    3,
    /no-such-program/,
  ],
  'no password': [{ xmpp }, [], 3, /^SKEIN_XMPP_PASSWORD {2}The password of ann@localhost is not set\.\n {4}Set this/],
};

for (const [name, [settings, words, exit, sentence]] of Object.entries(REFUSED)) {
  alone(`${name}: exit ${exit}, one problem`, async ({ blog }) => {
    blog.configure(settings);
    const { code, err } = await blog.skein('deploy', ...words);
    assert.is(code, exit);
    assert.match(err, sentence);
    assert.match(err, /^\S.*\n {4}\S.*\n$/);
  });
}

alone.run();
