// The edge as one uses it: Ann publishes, Bob follows her with the commands and reads in a browser; Prosody is between.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from './begin.ts';
import { ANN, PASSWORD, post, startBlog, type Blog } from './folder.ts';
import type { Staying } from './program.ts';
import { startProsody } from './servers/prosody.ts';
import type { TestServer } from './servers/server.ts';
import { openBrowser } from './servers/chromium.ts';
import { until } from './until.ts';

interface Context {
  server: TestServer;
  ann: Blog;
  bob: Blog;
  reader: Staying;
  browser: Browser;
  page: Page;
}

interface Told {
  readonly url: string;
  readonly text: string;
  readonly by?: readonly string[];
}

const edge = suite<Context>('the edge');

begin(edge, async (c, atEnd) => {
  c.server = await startProsody();
  atEnd(() => c.server.stop());
  for (const user of ['ann', 'bob']) await c.server.register(user, PASSWORD);
  const env = { SKEIN_XMPP_SERVER: c.server.server, SKEIN_XMPP_PASSWORD: PASSWORD, SKEIN_ALLOW_HOSTS: 'localhost' };
  c.ann = await startBlog(env);
  atEnd(() => c.ann.close());
  c.ann.configure({ xmpp: { jid: ANN } });
  c.ann.write('posts/first.md', post(1, 'The first.'));
  assert.is((await c.ann.skein('deploy')).code, 0);
  c.bob = await startBlog(env);
  atEnd(() => c.bob.close());
  // A test starts it.
  atEnd(() => c.reader?.interrupt());
  const bob = { title: 'Bob', author: { name: 'Bob' }, id: 'tag:bob.example,2026:', xmpp: { jid: 'bob@localhost' } };
  c.bob.configure(bob);
  c.browser = await openBrowser();
  atEnd(() => c.browser.close());
});

async function told(blog: Blog, ...words: readonly string[]): Promise<readonly Told[]> {
  const { code, out, err } = await blog.skein(...words, '--json');
  assert.equal([code, err], [0, '']);
  return JSON.parse(out) as readonly Told[];
}

async function texts(blog: Blog, ...words: readonly string[]): Promise<readonly string[]> {
  return (await told(blog, ...words)).map(({ text }) => text);
}

edge('follow finds the feed of a page, and the node that pushes it', async ({ ann, bob }) => {
  const followed = await bob.skein('follow', ann.url);
  assert.equal(followed, { code: 0, err: '', out: 'now following Ann (1 entry)\n' });
  assert.match(readFileSync(join(bob.cwd, 'following.opml'), 'utf8'), `xmlUrl="${ann.url}atom.xml"`);
  const { out } = await bob.skein('following', '--json');
  const [state] = JSON.parse(out) as readonly { feed: string; node: string; way: string }[];
  assert.equal(
    [state?.feed, state?.node],
    [`${ann.url}atom.xml`, 'xmpp:ann@localhost?;node=urn%3Axmpp%3Amicroblog%3A0'],
  );
  assert.equal(await texts(bob, 'timeline'), ['The first.']);
  assert.equal((await bob.skein('follow', ann.url)).out, 'You follow them already.\n');
});

edge('refresh asks, and finds what was published meanwhile', async ({ ann, bob }) => {
  ann.write('posts/second.md', post(2, 'The second.'));
  assert.is((await ann.skein('deploy')).code, 0);
  const { code, out, err } = await bob.skein('refresh');
  assert.equal([code, err, out], [0, '', '1 new entry from 1 follow\n']);
  assert.equal(await texts(bob, 'timeline'), ['The second.', 'The first.']);
});

edge('read opens for whoever has the address with the token, and for nobody else', async (c) => {
  c.reader = c.bob.staying('read');
  const [, url = ''] = await c.reader.says(/Read at (\S+) \(Ctrl-C/);
  c.page = await c.browser.newPage({ viewport: { width: 360, height: 720 } });
  const stranger = await fetch(new URL('/', url));
  assert.is(stranger.status, 403);
  await c.page.goto(url);
  assert.equal(await shown(c.page), ['The second.', 'The first.']);
});

async function shown(page: Page): Promise<readonly string[]> {
  return page.locator('article .e-content').allInnerTexts();
}

edge('what is announced is in the open page without it being loaded again', async ({ ann, bob, page }) => {
  // The node has to be heard first; then nothing is asked for an hour.
  await until(async () => {
    const { out } = await bob.skein('following', '--json');
    return (JSON.parse(out) as readonly { way: string }[])[0]?.way === 'push';
  });
  ann.write('posts/third.md', post(3, 'The third, @bob.'));
  assert.is((await ann.skein('deploy')).code, 0);
  await page.getByRole('button', { name: /1 new/ }).click();
  await page.getByText('The third, @bob.').waitFor();
  assert.equal(await texts(bob, 'timeline'), ['The third, @bob.', 'The second.', 'The first.']);
  assert.equal(
    (await told(bob, 'mentions')).map(({ text, by }) => [text, by]),
    [['The third, @bob.', ['name']]],
  );
});

edge('an edit and a retraction are obeyed', async ({ ann, bob }) => {
  ann.write('posts/second.md', post(2, 'The second, mended.'));
  ann.remove('posts/first.md');
  assert.is((await ann.skein('deploy')).code, 0);
  await until(async () => (await texts(bob, 'timeline')).join(' | ') === 'The third, @bob. | The second, mended.');
});

edge('a reply that is typed in the page becomes a post, and reaches one who does not follow', async (c) => {
  const { ann, bob, page } = c;
  await page.goto(new URL('/', page.url()).href);
  await page.locator('article', { hasText: 'The third' }).getByRole('link', { name: 'Reply' }).click();
  await page.getByRole('textbox').first().fill('Good to hear, Ann.');
  await page
    .getByRole('button', { name: /write|save|post/i })
    .last()
    .click();
  await page.getByText(/posts\/\d{4}\//).waitFor();
  assert.is((await bob.skein('deploy')).code, 0);
  assert.equal(await told(ann, 'mentions'), []);
  assert.equal((await ann.skein('refresh')).out, '1 new entry from 0 follows\n');
  const mentions = await told(ann, 'mentions');
  assert.equal(
    mentions.map(({ text, by }) => [text, by]),
    [['Good to hear, Ann.', ['reply']]],
  );
});

edge('a block hides at once and everywhere, and an unblock brings it back', async ({ bob, page }) => {
  assert.is((await bob.skein('block', '"mended"')).code, 0);
  assert.equal(await texts(bob, 'timeline'), ['The third, @bob.']);
  await until(async () => {
    await page.goto(new URL('/', page.url()).href);
    return (await shown(page)).join() === 'The third, @bob.';
  });
  await page.goto(new URL('/search?words=mended', page.url()).href);
  assert.equal(await shown(page), []);
  const [entry] = (await told(bob, 'timeline')).map(({ url }) => url);
  const explained = await bob.skein('blocks', (entry ?? '').replace('third', 'second'));
  assert.match(explained.out, /blocks\.txt:\d+ hides what says "mended"/);
  assert.is((await bob.skein('unblock', '"mended"')).code, 0);
  assert.equal(await texts(bob, 'timeline'), ['The third, @bob.', 'The second, mended.']);
});

function atom(entries: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id>${entries}</feed>`;
}

edge('what another program fetches comes to the open page as well', async ({ ann, bob, page }) => {
  const www = join(ann.cwd, 'www', 'mine.xml');
  const entry =
    '<entry><id>mine</id><title>Fetched elsewhere</title><published>2026-11-01T11:00:00Z</published></entry>';
  writeFileSync(www, atom(''));
  assert.is((await bob.skein('follow', `${ann.url}mine.xml`)).code, 0);
  await page.goto(new URL('/', page.url()).href);
  writeFileSync(www, atom(entry));
  assert.equal((await bob.skein('refresh')).out, '1 new entry from 2 follows\n');
  await page.getByRole('button', { name: /1 new/ }).waitFor();
  assert.is((await bob.skein('unfollow', `${ann.url}mine.xml`)).code, 0);
});

edge('a line added to following.opml by hand is followed by the running reader, and goes as it came', async (c) => {
  const { ann, bob, page } = c;
  writeFileSync(join(ann.cwd, 'www', 'mine.xml'), atom(''));
  const list = join(bob.cwd, 'following.opml');
  const before = readFileSync(list, 'utf8');
  writeFileSync(
    list,
    before.replace('</body>', `<outline type="rss" text="By hand" xmlUrl="${ann.url}mine.xml"/></body>`),
  );
  const names = async (): Promise<string> => {
    await page.goto(new URL('/following', page.url()).href);
    return page.locator('main').innerText();
  };
  await until(async () => (await names()).includes('By hand'));
  writeFileSync(join(ann.cwd, 'www', 'gone.xml'), 'no feed');
  writeFileSync(
    list,
    before.replace('</body>', `<outline type="rss" text="Gone" xmlUrl="${ann.url}gone.xml"/></body>`),
  );
  await until(async () => !(await names()).includes('By hand'));
});

edge('following tells how each is heard, and what is wrong; refresh shows at a terminal how far it is', async (c) => {
  const { bob, ann } = c;
  const said = await bob.atTerminal('refresh');
  assert.match(said, /2 of 2 asked, 0 new entries/);
  assert.match(said, /gone\.xml {2}[^\n]+\r?\n/);
  const { out } = await bob.skein('following');
  assert.match(out, /^Ann {2}\S+atom\.xml\n {4}tells by XMPP, heard 2026-11-\d\d \d\d:\d\d$/m);
  assert.match(out, new RegExp(`^Gone {2}${ann.url}gone\\.xml\\n {4}is asked, not heard yet\\n {4}\\S`, 'm'));
  const list = join(bob.cwd, 'following.opml');
  writeFileSync(list, readFileSync(list, 'utf8').replace(/<outline[^>]*gone\.xml[^>]*>/, ''));
});

edge('several things are blocked at once, or none of them; what is over already is refused', async ({ bob }) => {
  const both = await bob.skein('block', 'spam.example', 'https://no such', '#sports');
  assert.equal([both.code, existsSync(join(bob.cwd, 'blocks.txt'))], [2, true]);
  assert.equal((await bob.skein('blocks')).out, 'Nothing is blocked: skein block --help shows how.\n');
  assert.is((await bob.skein('block', 'spam.example', 'election', '#sports')).code, 0);
  assert.match((await bob.skein('blocks')).out, /spam\.example\n.*says "election"\n.*#sports\n$/);
  const past = await bob.skein('block', '#sports', '--until', '2020-01-01');
  assert.equal([past.code, /over already/.test(past.err)], [2, true]);
  const unknown = await bob.skein('unblock', 'spam.example', 'never.example');
  assert.equal([unknown.code, unknown.out], [2, 'Nothing was changed.\n']);
  assert.is((await bob.skein('unblock', 'spam.example', 'election', '#sports')).code, 0);
});

edge('what was missed while nobody read is there afterwards', async (c) => {
  const { ann, bob } = c;
  assert.is((await c.reader.interrupt()).code, 0);
  for (let minute = 4; minute < 14; minute++) ann.write(`posts/p${minute}.md`, post(minute, `Number ${minute}.`));
  assert.is((await ann.skein('deploy')).code, 0);
  c.reader = bob.staying('read');
  await c.reader.says(/Read at/);
  await until(async () => (await texts(bob, 'timeline')).length === 12);
});

edge('unfollow takes the line out of the list, and what was published from sight', async ({ bob }) => {
  assert.equal(await bob.skein('unfollow', 'Ann'), { code: 0, err: '', out: 'no longer following Ann\n' });
  assert.not.match(readFileSync(join(bob.cwd, 'following.opml'), 'utf8'), /<outline/);
  assert.equal(await texts(bob, 'timeline'), []);
  assert.ok(existsSync(join(bob.cwd, '.skein/inbox.db')));
});

edge.run();
