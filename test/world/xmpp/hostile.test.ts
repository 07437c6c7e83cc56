// The door of XMPP against servers that misbehave, and without encryption.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { element } from '../../../src/feeds/xml.ts';
import { xmpp } from '../../../src/world/xmpp.ts';
import type { Talk } from '../../../src/world/world.ts';
import { certificate } from '../../servers/certificate.ts';
import { temporaryFolder } from '../../servers/child.ts';
import { startFake, type FakeOptions } from '../../servers/fake.ts';
import { startProsody } from '../../servers/prosody.ts';
import { condition, NODE, PASSWORD, problemOf, ROSTER, talkTo } from './login.ts';
import { until } from '../../until.ts';

const plain = suite('the door of XMPP, without encryption');

plain('on loopback, a password goes as SCRAM only', async () => {
  const server = await startProsody({ tls: 'no' });
  await server.register('alice', PASSWORD);
  const talk = await talkTo(server.server);
  await talk.close();
  await server.stop();
  assert.match(talk.jid, /^alice@localhost\//);
});

plain('on loopback, PLAIN alone is refused, and nothing is sent', async () => {
  const fake = await startFake({ mechanisms: ['PLAIN', 'ANONYMOUS'] });
  const problem = await problemOf(fake.server);
  fake.stop();
  assert.match(problem?.what ?? '', 'no way to log in that Skein knows');
  assert.not.match(fake.received(), '<auth');
});

plain('at any other address of this machine, nothing is sent whatever the server offers', async () => {
  const outside = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
  for (const host of outside) {
    const fake = await startFake({ host, mechanisms: ['SCRAM-SHA-1', 'PLAIN'] });
    const problem = await problemOf(fake.server);
    fake.stop();
    assert.match(problem?.what ?? '', 'The server offers no encryption (TLS), so the password was not sent.');
    assert.not.match(fake.received(), '<auth');
  }
});

plain.run();

const hostile = suite('the door of XMPP, against servers that misbehave');

async function problemWith(options: FakeOptions): Promise<string> {
  const fake = await startFake(options);
  const problem = await problemOf(fake.server);
  fake.stop();
  return problem?.what ?? 'none';
}

hostile('a certificate that is not trusted is told, and no password sent', async () => {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder.path, name);
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', file('key'), '-out', file('cert')];
  execFileSync('openssl', [...made, ...names], { stdio: 'ignore' });
  const fake = await startFake({
    tls: { cert: readFileSync(file('cert'), 'utf8'), key: readFileSync(file('key'), 'utf8') },
  });
  folder.remove();
  const problem = await problemOf(fake.server);
  fake.stop();
  assert.match(problem?.what ?? '', 'is not one to trust for localhost (DEPTH_ZERO_SELF_SIGNED_CERT)');
  assert.match(problem?.next ?? '', 'NODE_EXTRA_CA_CERTS');
  assert.not.match(fake.received(), '<auth');
});

const STREAM = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
const streamError = (inner: string): string => `${STREAM}<stream:error>${inner}</stream:error></stream:stream>`;
const STREAMS = 'urn:ietf:params:xml:ns:xmpp-streams';

hostile('each way to fail a login has its sentence', async () => {
  const tls = certificate();
  const first = '<stream:stream';
  const gone = '</stream:stream>';
  const said = await Promise.all([
    problemWith({ instead: { of: first, say: 'HTTP/1.1 400 Bad Request\r\n\r\n<html></body>' } }),
    problemWith({ instead: { of: first, say: streamError(`<host-unknown xmlns='${STREAMS}'/>`) } }),
    problemWith({
      instead: { of: first, say: streamError(`<see-other-host xmlns='${STREAMS}'>evil.example</see-other-host>`) },
    }),
    problemWith({ tls, mechanisms: ['X-OTHER'] }),
    problemWith({
      tls,
      instead: {
        of: '<auth',
        say: "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><account-disabled/></failure>",
      },
    }),
    problemWith({
      tls,
      instead: { of: '<starttls', say: "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" },
    }),
    problemWith({ tls, instead: { of: '<auth', say: gone } }),
  ]);
  assert.equal(said, [
    'What listens there does not speak XMPP.',
    'The server there does not serve localhost.',
    'The server ended the login (see-other-host).',
    'The server offers no way to log in that Skein knows (SCRAM-SHA-1, or PLAIN over TLS).',
    'The server has disabled this account.',
    'The server offers no encryption (TLS), so the password was not sent.',
    'The server closed the connection before the login was done.',
  ]);
});

hostile('an address of another kind is not tried', async () => {
  const problems = await Promise.all(
    ['ws://127.0.0.1:1/', 'xmpps://127.0.0.1:1', '127.0.0.1'].map((each) => problemOf(each)),
  );
  assert.equal(
    problems.map((problem) => problem?.next),
    Array<string>(3).fill('Write it as xmpp://host:port.'),
  );
});

hostile('a server that says nothing is given up in time', async () => {
  const fake = await startFake({ instead: { of: '<stream:stream', say: '' } });
  const account = { jid: 'alice@localhost', node: NODE };
  const since = performance.now();
  const met = await xmpp.connect({ account, password: PASSWORD, server: fake.server, timeout: 300 });
  const took = performance.now() - since;
  fake.stop();
  assert.equal(!met.ok && met.problems.map(({ what }) => what), [
    'The server took the connection but did not finish the login in time.',
  ]);
  assert.ok(took < 10_000, `${took} ms`);
});

/** What a talk does with a server that answers so. */
async function talking<T>(answer: FakeOptions['answer'], talk: (talk: Talk) => Promise<T>): Promise<[T, string]> {
  const fake = await startFake({
    tls: certificate(),
    features: "<sm xmlns='urn:xmpp:sm:3'/>",
    ...(answer ? { answer } : {}),
  });
  const open = await talkTo(fake.server);
  const done = await talk(open);
  await open.close();
  fake.stop();
  return [done, fake.received()];
}

const idOf = (said: string): string => /id="([^"]*)"/.exec(said)?.[1] ?? '';

hostile('characters that come in pieces are put together', async () => {
  const [bodies] = await talking(
    (said, say) => {
      if (!said.includes('<presence')) return;
      const bytes = Buffer.from('<message><body>été 🎉</body></message>');
      bytes.forEach((_, at) => setTimeout(say, at, bytes.subarray(at, at + 1)));
    },
    async (talk) => {
      const bodies: (string | null)[] = [];
      talk.heard((stanza) => bodies.push(stanza.getChildText('body')));
      await talk.send(element('presence'));
      await until(() => bodies.length > 0);
      return bodies;
    },
  );
  assert.equal(bodies, ['été 🎉']);
});

hostile('an answer of which a part has come is acknowledged by a space, and then comes whole', async () => {
  const [reply] = await talking(
    (said, say) => {
      if (said.includes('<iq')) say(`<iq type='result' id='${idOf(said)}'><by xmlns='x'>`);
      else if (said === ' ') say('us</by></iq>');
    },
    (talk) => talk.ask(ROSTER, 1_000),
  );
  assert.is(reply.ok && reply.stanza.getChildText('by'), 'us');
});

hostile('an answer from another than was asked is not taken', async () => {
  const [reply] = await talking(
    (said, say) => {
      if (!said.includes('<iq')) return;
      for (const from of ['mallory@localhost', 'alice@localhost', 'PubSub.localhost'])
        say(`<iq type='result' id='${idOf(said)}' from='${from}'><by xmlns='x'>${from}</by></iq>`);
    },
    (talk) => talk.ask(element('iq', { type: 'get', to: 'pubsub.localhost' }, element('query', { xmlns: 'x' }))),
  );
  assert.is(reply.ok && reply.stanza.getChildText('by'), 'PubSub.localhost');
});

hostile('an ask that nobody answers ends as a timeout', async () => {
  const [reply, received] = await talking(undefined, (talk) => talk.ask(ROSTER, 100));
  assert.equal(reply, { ok: false, refusal: { type: 'timeout', condition: 'timeout' } });
  assert.not.match(received, '<enable');
});

hostile('a stream error in the middle ends each ask as disconnected, and breaks nothing', async () => {
  for (const end of [`<stream:error><conflict xmlns='${STREAMS}'/></stream:error></stream:stream>`, '</wrong>']) {
    const [replies] = await talking(
      (said, say) => {
        if (said.includes('<iq')) say(end);
      },
      (talk) => Promise.all([talk.ask(ROSTER), talk.ask(ROSTER)]),
    );
    assert.equal(replies.map(condition), ['disconnected', 'disconnected']);
  }
});

hostile.run();
