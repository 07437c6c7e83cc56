// Whom a person who asks is given, and who is left alone all the same.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startBlog } from '../folder.ts';

const refreshing = suite('skein refresh');

const FEED = `<rss version="2.0"><channel><title>Birds</title><link>https://x.example/</link><description>d</description>
<item><guid>1</guid><title>Geese</title></item></channel></rss>`;

refreshing('who failed a moment ago is asked again, and who said when to come again is not', async () => {
  const answers: (readonly [status: number, headers?: Readonly<Record<string, string>>])[] = [];
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    const [status, headers = {}] = answers.shift() ?? [200];
    response.writeHead(status, { 'content-type': 'application/rss+xml', ...headers }).end(status === 200 ? FEED : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const blog = await startBlog({ SKEIN_ALLOW_HOSTS: 'localhost' });
  const feed = `http://localhost:${port}/feed`;
  blog.write('following.opml', `<opml version="2.0"><body><outline text="Birds" xmlUrl="${feed}"/></body></opml>`);
  try {
    answers.push([500]);
    assert.is((await blog.skein('refresh')).code, 3);
    assert.equal(await blog.skein('refresh'), { code: 0, err: '', out: '1 new entry from 1 follow\n' });
    assert.equal((await blog.skein('refresh')).out, '0 new entries from 1 follow\n');
    answers.push([429, { 'retry-after': '3600' }]);
    assert.is((await blog.skein('refresh')).code, 3);
    const before = asked;
    const alone = '0 new entries from 1 follow; 1 not asked, since they want to be left alone for a while\n';
    assert.equal(await blog.skein('refresh'), { code: 0, err: '', out: alone });
    assert.is(asked, before);
  } finally {
    server.close();
    await blog.close();
  }
});

refreshing('a node says that there is no account that could hear it', async () => {
  const blog = await startBlog();
  const node = 'xmpp:ann@chat.example?;node=urn%3Axmpp%3Amicroblog%3A0';
  blog.write('following.opml', `<opml version="2.0"><body><outline text="Ann" xmlUrl="${node}"/></body></opml>`);
  const sentence = 'there is no account for it';
  assert.match((await blog.skein('refresh')).err, sentence);
  assert.match((await blog.skein('following')).out, sentence);
  // What follow takes, unfollow takes too.
  assert.equal((await blog.skein('unfollow', 'xmpp:ann@chat.example')).out, 'no longer following Ann\n');
  await blog.close();
});

refreshing.run();
