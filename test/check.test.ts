// The doctor, as a person asks it: what it finds in files, on a real server, and between the two.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configureNode } from '../src/nodes/stanzas.ts';
import { xmpp } from '../src/world/xmpp.ts';
import type { Talk } from '../src/world/world.ts';
import { begin } from './begin.ts';
import { ANN, NODE, PASSWORD, post, startBlog, type Blog } from './folder.ts';
import { skein } from './program.ts';
import { startProsody } from './servers/prosody.ts';
import type { TestServer } from './servers/server.ts';

const AT = { jid: ANN, node: NODE };

const offline = suite<{ blog: Blog }>('check --offline');

offline.before.each(async (context) => {
  context.blog = await startBlog();
  context.blog.write('posts/a.md', post(1, 'The first. #birds'));
});

offline.after.each(({ blog }) => blog.close());

offline('a site with which nothing is wrong is told so', async ({ blog }) => {
  blog.write('posts/draft.md', post(2, 'Not yet.', ['draft: true']));
  assert.equal(await blog.skein('check', '--offline'), {
    code: 0,
    err: '',
    out: [
      'ok  the config can be read',
      'ok  1 post, 1 draft, 0 waiting',
      'ok  every link inside the site leads somewhere',
      'ok  every feed is well-formed',
      'ok  every picture of a post has its alt text',
      'Nothing is wrong.',
      '',
    ].join('\n'),
  });
});

offline('a link that leads nowhere is found in its post, with the page and the link', async ({ blog }) => {
  blog.write('posts/b.md', post(2, 'See [this](/nowhere/), [that](../%zz), and [tags](/tags/birds/).'));
  const { code, err, out } = await blog.skein('check', '--offline');
  assert.is(code, 1);
  assert.match(
    err,
    /^posts\/b\.md {2}The page \/2026\/11\/b\/ links to \/nowhere\/, and there is nothing\.\n {4}Mend/m,
  );
  assert.match(err, /^posts\/b\.md {2}The page \/2026\/11\/b\/ links to \/2026\/11\/%zz, and there is nothing\./m);
  assert.not.match(err, /tags/);
  assert.match(out, /\n2 problems\.\n$/);
});

offline('a picture without alt text is told of, an explicit empty one is an answer', async ({ blog }) => {
  blog.write('public/cat.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  blog.write('public/cut.jpg', 'No picture.');
  blog.write('posts/b.md', post(2, 'A cat. <img src="/cat.svg" alt="">', ['photos: [{ src: /cat.svg, alt: "" }]']));
  blog.write('posts/c.md', post(3, 'A cat. <img src="/cat.svg">'));
  blog.write('posts/d.md', post(4, '![A dog](/cut.jpg)'));
  const { code, err, out } = await blog.skein('check', '--offline');
  assert.equal(
    [code, err.match(/^\S+ {2}(?:The picture|This is no picture)[^(\n]*/gm)],
    [
      1,
      [
        `posts/c.md  The picture ${blog.url}cat.svg has no alt text.`,
        'public/cut.jpg  This is no picture that can be read ',
      ],
    ],
  );
  assert.not.match(out, /every picture/);
});

offline('a template that makes broken XML is found by the address of what it makes', async ({ blog }) => {
  blog.write('templates/own.njk', '---\npermalink: own.xml\n---\n<a><b></a>');
  const { code, err } = await blog.skein('check', '--offline');
  assert.is(code, 1);
  assert.match(err, /^\/own\.xml {2}This is not well-formed XML\./m);
});

offline('broken posts are all told, and counted', async ({ blog }) => {
  blog.write('posts/b.md', '---\ndate: tomorrow\n---\nB.\n');
  blog.write('posts/c.md', '---\nlang: "?"\n---\n');
  const { code, err, out } = await blog.skein('check', '--offline');
  const problems = err.match(/^posts\/[bc]\.md/gm)?.length ?? 0;
  assert.is(code, 1);
  assert.ok(problems >= 2, err);
  assert.match(out, new RegExp(`\\n${problems} problems\\.\\n$`));
});

offline('a config with several mistakes has them all told', async ({ blog }) => {
  blog.configure({ title: '', timezone: 'Mars', colour: 'red' });
  const { code, err, out } = await blog.skein('check');
  assert.is(code, 1);
  assert.equal(err.match(/^skein\.config\.js: \w+/gm), [
    'skein.config.js: title',
    'skein.config.js: timezone',
    'skein.config.js: colour',
  ]);
  assert.is(out, '3 problems.\n');
});

offline('a site without an account is told that nobody hears of it', async ({ blog }) => {
  const { code, out } = await blog.skein('check');
  assert.is(code, 0);
  assert.match(out, /^-- {2}no account is named in the config \(xmpp\)/m);
});

offline.run();

interface Context {
  server: TestServer;
  blog: Blog;
  talk: Talk;
}

const check = suite<Context>('check');

begin(check, async (context, atEnd) => {
  context.server = await startProsody();
  atEnd(() => context.server.stop());
  await context.server.register('ann', PASSWORD);
  context.blog = await startBlog({ SKEIN_XMPP_SERVER: context.server.server, SKEIN_XMPP_PASSWORD: PASSWORD });
  atEnd(() => context.blog.close());
  context.blog.configure({ xmpp: { jid: ANN } });
  context.blog.write('posts/a.md', post(1, 'The first.'));
  const met = await xmpp.connect({ account: AT, password: PASSWORD, server: context.server.server });
  if (!met.ok) throw new Error(met.problems[0]?.what);
  context.talk = met.value;
  atEnd(() => context.talk.close());
});

check('before the first deploy there is no node, and no page', async ({ blog }) => {
  const { code, err } = await blog.skein('check');
  assert.is(code, 3);
  assert.match(err, /^urn:xmpp:microblog:0 {2}There is no such node yet\.\n {4}Type: skein deploy/m);
});

check('after it all is well', async ({ blog }) => {
  assert.is((await blog.skein('deploy')).code, 0);
  const { code, out, err } = await blog.skein('check');
  assert.equal([code, err], [0, '']);
  assert.equal(out.split('\n').slice(5), [
    'ok  ann@localhost can log in at localhost (Prosody)',
    'ok  strangers can read the node',
    'ok  the node is configured as it has to be',
    "ok  the node holds 1 of this site's posts",
    'ok  the site links to the node',
    'ok  the newest item links to its page',
    'Nothing is wrong.',
    '',
  ]);
});

check('a node that someone else has changed: each finding with what to type, and that mends it', async (context) => {
  const { blog, talk } = context;
  const wrong = new Map([
    ['pubsub#access_model', 'presence'],
    ['pubsub#max_items', '3'],
  ]);
  assert.ok((await talk.ask(configureNode(AT, wrong))).ok);
  const found = await blog.skein('check');
  assert.is(found.code, 3);
  assert.match(found.err, /^urn:xmpp:microblog:0 {2}Strangers cannot read the node\.\n {4}.*skein announce --open/m);
  assert.match(
    found.err,
    /^urn:xmpp:microblog:0: pubsub#max_items {2}It is "3", and has to be "\w+"\.\n {4}Type: skein/m,
  );
  assert.is((await blog.skein('announce', '--open')).code, 0);
  assert.is((await blog.skein('check')).code, 0);
});

check('a home page that does not link to the node is found', async ({ blog }) => {
  blog.write('www/index.html', '<!doctype html><title>Another</title>');
  const { code, err } = await blog.skein('check');
  assert.is(code, 3);
  assert.is(err.split('\n')[0], `${blog.url}  The page does not link to the node.`);
});

check('a wrong password is one sentence, and is not in it', async ({ blog, server }) => {
  const wrong = 'not the pass word';
  const env = { SKEIN_XMPP_SERVER: server.server, SKEIN_XMPP_PASSWORD: wrong };
  const { code, out, err } = await skein(['check'], { cwd: blog.cwd, env });
  assert.is(code, 3);
  assert.match(err, /^\S.*\n {4}\S.*\n$/);
  assert.match(err, /password/i);
  assert.not.ok((out + err).includes(wrong));
});

check('a server that is not there is one sentence', async ({ blog }) => {
  const env = { SKEIN_XMPP_SERVER: 'xmpp://127.0.0.1:1', SKEIN_XMPP_PASSWORD: PASSWORD };
  const { code, err } = await skein(['check'], { cwd: blog.cwd, env });
  assert.is(code, 3);
  assert.match(err, /^\S.*\n {4}\S.*\n$/);
});

check('a line of blocks.txt that nobody can read is told', async ({ blog }) => {
  blog.write('blocks.txt', 'spam.example\nwhat is this\n');
  const { code, err } = await blog.skein('check', '--offline');
  blog.remove('blocks.txt');
  assert.is(code, 1);
  assert.match(err, /^blocks\.txt:2 {2}/m);
});

check('--offline asks nobody', async ({ blog }) => {
  const env = { SKEIN_XMPP_SERVER: 'xmpp://127.0.0.1:1' };
  assert.is((await skein(['check', '--offline'], { cwd: blog.cwd, env })).code, 0);
});

check.run();
