// The preview as a person at their editor has it.
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from './begin.ts';
import { ANN, NODE, PASSWORD, post, startBlog, type Blog } from './folder.ts';
import type { Staying } from './program.ts';
import { startFollower, type Follower } from './servers/follower.ts';
import { freePort } from './servers/port.ts';
import { startProsody } from './servers/prosody.ts';
import type { TestServer } from './servers/server.ts';
import { until } from './until.ts';

interface Context {
  blog: Blog;
  dev: Staying;
  url: string;
}

const dev = suite<Context>('dev');

const PREVIEWED = /^previewed in \d+ ms: /m;

begin(dev, async (context, atEnd) => {
  context.blog = await startBlog();
  atEnd(() => context.blog.close());
  context.blog.write('posts/a.md', post(1, 'The first.'));
  context.dev = context.blog.staying('dev', '--port', '0');
  // A test ends it before.
  atEnd(() => context.dev.interrupt().catch(() => undefined));
  context.url = (await context.dev.says(/^The preview is at (http:\S+) \(Ctrl-C ends it\)\.$/m))[1] ?? '';
  await context.dev.says(PREVIEWED);
});

async function page(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** What the program says from now on, until this. */
async function saves({ dev }: Context, save: () => void | Promise<void>, until: RegExp): Promise<string> {
  const before = dev.said().length;
  await save();
  await dev.says(until, before);
  await pause(150);
  return dev.said().slice(before);
}

dev('shows the site under its own address, with a script that no built page has', async ({ blog, url }) => {
  const home = await page(url);
  assert.match(url, /^http:\/\/localhost:\d+\/$/);
  assert.match(home, /The first\./);
  assert.match(home, /<script src="\/\.skein\/reload\.js" defer><\/script>/);
  assert.not.match(home, new RegExp(blog.url));
  await blog.skein('build');
  assert.not.ok(existsSync(join(blog.cwd, '_site', '.skein')));
});

dev('shows drafts, and says that they are', async (context) => {
  await saves(context, () => context.blog.write('posts/draft.md', post(2, 'Not yet.', ['draft: true'])), PREVIEWED);
  assert.match(await page(context.url), /Not yet\.[^]*<strong>Draft<\/strong>/);
});

dev('shows how a post looks elsewhere, and what its author may want to change', async (context) => {
  const geese = 'Geese over the lake. '.repeat(20).trim();
  const pictures = '![](/bare.png) <img src="/idle.png" alt="">';
  await saves(context, () => context.blog.write('posts/pictures.md', post(3, `Seen. ${pictures}`)), PREVIEWED);
  assert.equal((await page(`${context.url}preview/pictures/`)).match(/(?<=<li>).* has no alt text/g), [
    `${context.url}bare.png has no alt text`,
  ]);
  await saves(context, () => context.blog.write('posts/long.md', post(4, `*${geese}*`)), PREVIEWED);
  const looks = await page(`${context.url}preview/long/`);
  const shown = [...looks.matchAll(/<h2>(.+)<\/h2>\n<article[^>]*>\n([^]*?)\n+<\/article>/g)];
  assert.equal(
    shown.map(([, where, what]) => [where, what]),
    [
      ['In a feed reader, by Atom', `<p><em>${geese}</em></p>`],
      ['In a feed reader, by RSS', `<p><em>${geese}</em></p>`],
      ['In a chat', `<p class="words">${geese}\n\n${context.url}2026/11/long/</p>`],
    ],
  );
  assert.equal(looks.match(/(?<=<li>)It has.*(?=<\/li>)/g), [
    'It has 419 characters: micro.blog shows the beginning of a note above 300, and a link.',
  ]);
  assert.match(await page(`${context.url}2026/11/long/`), /<a href="\/preview\/long\/">How it looks elsewhere<\/a>/);
  assert.is((await fetch(`${context.url}preview/nobody/`)).status, 404);
});

dev('an open page is told to load again after a save, and a page that came late at once', async (context) => {
  const script = await page(`${context.url}.skein/reload.js`);
  const address = /EventSource\('([^']+)'\)/.exec(script)?.[1] ?? '';
  const events = (await fetch(new URL(address, context.url))).body?.getReader();
  const began = await events?.read();
  await saves(context, () => context.blog.write('posts/a.md', post(1, 'The first, mended.')), PREVIEWED);
  const told = await events?.read();
  await events?.cancel();
  const late = (await fetch(new URL(address, context.url))).body?.getReader();
  const toldLate = await late?.read();
  await late?.cancel();
  const text = (chunk: typeof told): string => new TextDecoder().decode(chunk?.value);
  assert.equal([text(began), text(told), text(toldLate)], [': here\n\n', 'data: built\n\n', 'data: built\n\n']);
  assert.match(await page(context.url), /The first, mended\./);
});

dev('a file that is written in two halves is shown when it is whole, and never broken', async (context) => {
  const whole = post(3, 'Whole.', ['title: Two halves']);
  const said = await saves(
    context,
    async () => {
      const file = join(context.blog.cwd, 'posts/halves.md');
      writeFileSync(file, whole.slice(0, 20));
      await pause(10);
      appendFileSync(file, whole.slice(20));
    },
    PREVIEWED,
  );
  assert.is(said.match(/^previewed/gm)?.length, 1);
  assert.not.match(said, /problem/);
  assert.match(await page(context.url), /Two halves/);
});

dev('a broken post is told, the preview stays as it was, and mending it is enough', async (context) => {
  const before = await page(context.url);
  const said = await saves(
    context,
    () => context.blog.write('posts/a.md', '---\ndate: tomorrow\n---\nThe first, broken.\n'),
    /The preview is as it was/,
  );
  assert.match(
    said,
    /^posts\/a\.md:2 {2}"tomorrow" is not a date\.\n {4}\S[^]*^1 problem\. The preview is as it was\.$/m,
  );
  assert.is(await page(context.url), before);
  await saves(context, () => context.blog.write('posts/a.md', post(1, 'The first, whole.')), PREVIEWED);
  assert.match(await page(context.url), /The first, whole\./);
});

dev('several quick saves are one build', async (context) => {
  const said = await saves(
    context,
    async () => {
      for (const number of [1, 2, 3, 4, 5]) {
        context.blog.write(`posts/quick${number}.md`, post(10 + number, `Quick ${number}.`));
        await pause(5);
      }
    },
    PREVIEWED,
  );
  assert.is(said.match(/^previewed/gm)?.length, 1);
  assert.match(await page(context.url), /Quick 5\.[^]*Quick 1\./);
});

dev('Ctrl-C ends it with 0 and without a word', async ({ dev, url }) => {
  const { code, err } = await dev.interrupt();
  assert.equal([code, err.replaceAll(/^(posts\/a\.md:2| {4}).*\n/gm, '')], [0, '']);
  assert.is(await page(url).catch(() => 'gone'), 'gone');
});

dev('Ctrl-C in the middle of the first build ends it with 0', async ({ blog }) => {
  // The cover's image is made early in it, by a program that has then just begun.
  for (const moment of [0, 25, 50, 75, 100, 125, 150, 200, 300]) {
    rmSync(join(blog.cwd, '.skein'), { recursive: true, force: true });
    const begun = blog.staying('dev', '--port', '0');
    await begun.says(/localhost:\d+/);
    await pause(moment);
    const { code, err } = await begun.interrupt();
    assert.equal([moment, code, err.match(/Error.*/)?.[0]], [moment, 0, undefined]);
  }
});

dev('a port that is in use: another where none was named, else a problem', async ({ blog }) => {
  const taken = await freePort();
  const first = blog.staying('dev', '--port', String(taken));
  await first.says(PREVIEWED);
  const second = await blog.skein('dev', '--port', String(taken));
  assert.is(second.code, 3);
  assert.match(
    second.err,
    new RegExp(`^http://localhost:${taken} {2}Another program uses this port\\.\\n {4}Name another`),
  );
  const [third, fourth] = [blog.staying('dev'), blog.staying('dev')];
  const ports = await Promise.all([third, fourth].map(async (each) => (await each.says(/localhost:(\d+)/))[1]));
  assert.is.not(ports[0], ports[1]);
  for (const each of [first, third, fourth]) assert.is((await each.interrupt()).code, 0);
});

dev('a port that is none is wrong use', async ({ blog }) => {
  const { code, err } = await blog.skein('dev', '--port', 'http');
  assert.is(code, 2);
  assert.match(err, /^--port {2}"http" is no port\./);
});

dev('--announce: while the host does not show what is new, the preview goes on, and Ctrl-C is heard', async () => {
  const blog = await startBlog();
  const elsewhere = await startBlog();
  blog.configure({ url: elsewhere.url, announce: { hubs: ['http://127.0.0.1:1/'] } });
  blog.write('posts/a.md', post(1, 'The first.'));
  const running = blog.staying('dev', '--announce', '--port', '0');
  await running.says(PREVIEWED);
  await until(() => existsSync(join(blog.cwd, 'www', 'index.html')));
  await pause(300);
  const seen = running.said().length;
  blog.write('posts/b.md', post(2, 'The second.'));
  await running.says(PREVIEWED, seen);
  assert.is((await running.interrupt()).code, 0);
  await blog.close();
  await elsewhere.close();
});

dev.run();

interface Announcing {
  server: TestServer;
  blog: Blog;
  bob: Follower;
  running: Staying;
}

const announcing = suite<Announcing>('dev --announce');

begin(announcing, async (context, atEnd) => {
  context.server = await startProsody();
  atEnd(() => context.server.stop());
  await context.server.register('ann', PASSWORD);
  await context.server.register('bob', PASSWORD);
  const blog = await startBlog({ SKEIN_XMPP_SERVER: context.server.server, SKEIN_XMPP_PASSWORD: PASSWORD });
  atEnd(() => blog.close());
  blog.configure({ xmpp: { jid: ANN } });
  blog.write('posts/a.md', post(1, 'The first.'));
  context.blog = blog;
  context.running = blog.staying('dev', '--announce', '--port', '0');
  atEnd(() => context.running.interrupt());
  await context.running.says(/^deployed: \d+ files up, 0 removed; announced 1 post$/m);
  context.bob = await startFollower(context.server, { user: 'bob', password: PASSWORD, subscribe: [[ANN, NODE]] });
  atEnd(() => context.bob.stop());
});

function heardBy({ events }: Follower): string[] {
  return events.flatMap((event) => (event.kind === 'item' ? event.id : []));
}

announcing('a draft is neither deployed nor announced', async ({ blog, running, bob }) => {
  blog.write('posts/draft.md', post(2, 'Not yet.', ['draft: true']));
  await running.says(/^nothing new to deploy; nothing new to announce$/m);
  await bob.quiet(200);
  assert.not.match(await page(blog.url), /Not yet/);
});

announcing('what is saved is heard', async ({ blog, running, bob }) => {
  const seen = running.said().length;
  blog.write('posts/b.md', post(3, 'The second.'));
  await bob.heard((event) => event.kind === 'item' && event.title === 'The second.');
  await running.says(PREVIEWED, seen);
  assert.equal(heardBy(bob), ['b']);
});

announcing('what is broken is told once, and nothing is announced', async ({ blog, running, bob }) => {
  blog.write('posts/broken.md', '---\ndate: tomorrow\n---\nBroken.\n');
  await running.says(/^1 problem\. The preview is as it was\.$/m);
  await bob.quiet(300);
  assert.is(running.said().match(/"tomorrow"/g)?.length, 1);
  assert.equal(heardBy(bob), ['b']);
});

announcing.run();
