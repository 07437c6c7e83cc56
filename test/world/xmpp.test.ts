// The door of XMPP against real servers.
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect, promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { child, element, type Element } from '../../src/feeds/xml.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { condition, login, NODE, PASSWORD, problemOf, ROSTER, talkTo } from './xmpp/login.ts';
import { begin } from '../begin.ts';
import { until } from '../until.ts';

const PUBSUB = 'http://jabber.org/protocol/pubsub';

const run = promisify(execFile);

function publish(text: string, ...more: Element[]): Element {
  const entry = element('entry', { xmlns: 'http://www.w3.org/2005/Atom' }, element('title', {}, text));
  const item = element('publish', { node: NODE }, element('item', { id: 'one' }, entry));
  return element('iq', { type: 'set' }, element('pubsub', { xmlns: PUBSUB }, item, ...more));
}

const items = (node: string): Element =>
  element('iq', { type: 'get' }, element('pubsub', { xmlns: PUBSUB }, element('items', { node })));

function options(values: Record<string, string>): Element {
  const fields = Object.entries({ FORM_TYPE: `${PUBSUB}#publish-options`, ...values }).map(([name, value]) =>
    element('field', { var: name }, element('value', {}, value)),
  );
  return element('publish-options', {}, element('x', { xmlns: 'jabber:x:data', type: 'submit' }, ...fields));
}

const real = suite('the door of XMPP, against real servers');

for (const start of [startProsody, startEjabberd]) {
  const started = { server: undefined as TestServer | undefined };
  const on = (sentence: string, test: (context: { server: TestServer }) => Promise<void>): void => {
    real(`${sentence} (${start.name.slice('start'.length)})`, async () => {
      if (!started.server) throw new Error('The server did not start.');
      await test({ server: started.server });
    });
  };

  begin(real, async (_, atEnd) => {
    const server = await start();
    atEnd(() => server.stop());
    started.server = server;
    for (const user of ['alice', 'bob', 'carol']) await server.register(user, PASSWORD);
  });

  on('a login gives a full JID of the account, and an ask its answer', async ({ server }) => {
    const talk = await talkTo(server.server);
    const reply = await talk.ask(ROSTER);
    await talk.close();
    assert.match(talk.jid, /^alice@localhost\/.+/);
    assert.ok(reply.ok && child(reply.stanza, 'query', 'jabber:iq:roster'));
  });

  on('a wrong password is one problem that does not tell it', async ({ server }) => {
    assert.equal(await problemOf(server.server, 'wrong-secret'), {
      where: 'alice@localhost',
      what: 'The server refuses this account or its password.',
      next: 'Check xmpp.jid in skein.config.js, and SKEIN_XMPP_PASSWORD in the environment or in .env.',
    });
  });

  on('a process whose password is wrong ends by itself, and says it nowhere', async ({ server }) => {
    const program = [
      "import { xmpp } from './src/world/xmpp.ts';",
      "import { inspect } from 'node:util';",
      "const account = { jid: 'alice@localhost', node: 'n' };",
      'const met = await xmpp.connect({ account, password: process.env.SECRET, server: process.env.SERVER });',
      'console.log(inspect(met, { depth: 9, showHidden: true }));',
    ].join('\n');
    const env = { ...process.env, SECRET: 'wrong-secret', SERVER: server.server, NODE_DEBUG: 'net' };
    const words = ['--import', 'tsx', '--input-type=module', '-e', program];
    const { stdout, stderr } = await run(process.execPath, words, { env, timeout: 10_000 });
    assert.match(stdout, 'refuses this account');
    assert.not.match(stdout + stderr, 'wrong-secret');
    assert.not.match(stdout + stderr, Buffer.from('\0alice\0wrong-secret').toString('base64'));
  });

  on('what a talk shows of itself holds no password', async ({ server }) => {
    const met = await login(server.server);
    const shown = inspect(met, { depth: 20, showHidden: true });
    if (met.ok) await met.value.close();
    assert.not.match(shown, PASSWORD);
  });

  on('a node that is not there is refused as item-not-found', async ({ server }) => {
    const talk = await talkTo(server.server);
    const reply = await talk.ask(items('nowhere'));
    await talk.close();
    assert.is(condition(reply), 'item-not-found');
  });

  on('a mismatch of options is a conflict with the pubsub condition beside it', async ({ server }) => {
    const talk = await talkTo(server.server);
    await talk.ask(publish('one', options({ 'pubsub#access_model': 'open', 'pubsub#persist_items': 'true' })));
    const reply = await talk.ask(publish('two', options({ 'pubsub#access_model': 'whitelist' })));
    await talk.close();
    assert.ok(!reply.ok);
    assert.equal(
      { ...reply.refusal, text: '' },
      { type: 'cancel', condition: 'conflict', pubsub: 'precondition-not-met', text: '' },
    );
  });

  on('a stanza too large for the server is refused here, and the talk goes on', async ({ server }) => {
    const talk = await talkTo(server.server);
    const large = await talk.ask(publish('é'.repeat(130_000)));
    const chat = await talk.send(element('message', { to: 'bob@localhost' }, element('body', {}, 'x'.repeat(300_000))));
    const after = await talk.ask(ROSTER);
    await talk.close();
    assert.equal([condition(large), chat?.condition, condition(after)], ['too-large', 'too-large', 'ok']);
  });

  on('the largest that is let through does not end the stream', async ({ server }) => {
    const talk = await talkTo(server.server);
    const message = element('message', { to: 'alice@localhost' }, element('subject', {}, 'x'.repeat(251 * 1024)));
    const sent = await talk.send(message);
    const after = await talk.ask(ROSTER);
    await talk.close();
    assert.equal([sent, condition(after)], [undefined, 'ok']);
  });

  on('text of many scripts comes back as it went', async ({ server }) => {
    const text = 'été 🎉 日本語 עברית '.repeat(2_000);
    const talk = await talkTo(server.server);
    await talk.ask(publish(text));
    const reply = await talk.ask(items(NODE));
    await talk.close();
    assert.ok(reply.ok);
    assert.match(reply.stanza.toString(), text);
  });

  on('characters that XML cannot hold do not end the stream', async ({ server }) => {
    const talk = await talkTo(server.server);
    const stanza = publish('title');
    stanza.getChildElements()[0]?.c('note', { xmlns: 'x', mark: '\u0001' }).t('bell\u0007 half\uD800');
    const message = element('message', { to: 'bob@localhost' });
    message.c('body').t('\u0000\u001F\uFFFE');
    await talk.ask(stanza);
    await talk.send(message);
    const after = await talk.ask(ROSTER);
    await talk.close();
    assert.is(condition(after), 'ok');
  });

  on('thirty refusals at once are thirty answers', async ({ server }) => {
    const talk = await talkTo(server.server);
    const replies = await Promise.all(Array.from({ length: 30 }, (_, number) => talk.ask(items(`no-${number}`))));
    await talk.close();
    assert.equal(replies.map(condition), Array<string>(30).fill('item-not-found'));
  });

  on('a query that is answered is not refused too; a ping is answered; the rest is refused', async ({ server }) => {
    const [alice, bob] = [await talkTo(server.server), await talkTo(server.server, 'bob')];
    const query = (namespace: string): Element =>
      element('iq', { type: 'get', to: alice.jid }, element('query', { xmlns: namespace }));
    alice.heard((stanza) => {
      if (!stanza.getChild('query', 'urn:known')) return;
      const { id, from } = stanza.attrs;
      void alice.send(element('iq', { type: 'result', id, to: from }, element('query', { xmlns: 'urn:known' })));
    });
    const known = await bob.ask(query('urn:known'));
    const unknown = await bob.ask(query('urn:unknown'));
    const ping = await bob.ask(
      element('iq', { type: 'get', to: alice.jid }, element('ping', { xmlns: 'urn:xmpp:ping' })),
    );
    await Promise.all([alice.close(), bob.close()]);
    assert.equal([known, unknown, ping].map(condition), ['ok', 'service-unavailable', 'ok']);
  });

  on('messages and presence are heard until one stops', async ({ server }) => {
    const [carol, bob] = [await talkTo(server.server, 'carol'), await talkTo(server.server, 'bob')];
    const heard: string[] = [];
    const stop = carol.heard((stanza) => heard.push(`${stanza.getName()} ${stanza.getChildText('body')}`));
    const say = (text: string): Element => element('message', { to: carol.jid }, element('body', {}, text));
    await carol.send(element('presence'));
    await bob.send(say('one'));
    await until(() => heard.length === 2);
    stop();
    await bob.send(say('two'));
    await carol.ask(element('iq', { type: 'get', to: bob.jid }, element('ping', { xmlns: 'urn:xmpp:ping' })));
    await Promise.all([carol.close(), bob.close()]);
    assert.equal(heard.sort(), ['message one', 'presence null']);
  });

  on('a server that is killed answers every question at once as disconnected', async ({ server }) => {
    const talk = await talkTo(server.server);
    const replies = Promise.all(Array.from({ length: 300 }, () => talk.ask(publish('x'.repeat(5_000)))));
    await pause(20);
    await server.kill();
    const since = performance.now();
    const last = (await replies).at(-1);
    const took = performance.now() - since;
    const after = await talk.ask(ROSTER);
    await talk.close();
    assert.equal(last, { ok: false, refusal: { type: 'timeout', condition: 'disconnected' } });
    assert.is(condition(after), 'disconnected');
    assert.ok(took < 10_000, `${took} ms`);
    assert.is((await problemOf(server.server))?.what, 'The XMPP server of localhost cannot be reached there.');
    await server.restart();
  });
}

real.run();
