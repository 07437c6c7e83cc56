// Servers of strangers, asked: whatever they do ends as a value, in time, and nowhere near this machine.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hostsIn, strangersAs } from '../../src/world/strangers.ts';
import type { Strangers } from '../../src/world/world.ts';
import { certificate } from '../servers/certificate.ts';
import { begin } from '../begin.ts';
import { FEED, ODD_ETAGS, startFaults, type Faults } from '../faults.ts';

interface Asked {
  faults: Faults;
  strangers: Strangers;
}

const strange = suite<Asked>('strangers');

begin(strange, async (context, atEnd) => {
  context.faults = await startFaults();
  atEnd(() => context.faults.close());
  context.strangers = strangersAs({ version: '1.2.3', allowed: [context.faults.host] });
});

async function told(strangers: Strangers, url: string, timeout = 2000): Promise<string> {
  const answer = await strangers.ask(url, { timeout });
  if (!answer.ok) return answer.problems.map(({ what }) => what).join();
  const { status, bytes } = answer.value;
  return `${status}, ${bytes.length} bytes`;
}

strange('says who asks and what it likes to get, and gives bytes', async ({ faults, strangers }) => {
  const answer = await strangers.ask(`${faults.url}/feed`);
  assert.ok(answer.ok);
  assert.equal(Buffer.from(answer.value.bytes).toString(), FEED);
  assert.equal([answer.value.status, answer.value.url], [200, `${faults.url}/feed`]);
  const { headers } = faults.asked.at(-1) ?? {};
  assert.is(headers?.['user-agent'], 'Skein/1.2.3 (feed reader)');
  assert.match(headers?.accept ?? '', /^application\/atom\+xml, .*text\/html/);
});

strange('a form is sent, and to no private address that a hub points to', async () => {
  const taken: string[] = [];
  const first = await startFaults({
    '/hub': (request, response) => {
      request.on('data', (bytes: Buffer) => taken.push(`${request.method} ${String(bytes)}`));
      request.on('end', () => response.writeHead(202).end());
    },
    '/elsewhere': (_, response) => void response.writeHead(307, { location: '/hub' }).end(),
    '/inside': (_, response) => void response.writeHead(307, { location: 'http://10.0.0.1/hub' }).end(),
  });
  const strangers = strangersAs({ version: '1', allowed: [first.host] });
  const form = { method: 'POST', body: 'hub.mode=subscribe', timeout: 2000 } as const;
  const all: unknown[] = [];
  for (const path of ['/hub', '/elsewhere', '/inside']) {
    const answer = await strangers.ask(first.url + path, form);
    all.push(answer.ok ? answer.value.status : answer.problems[0]?.what.slice(0, 8));
  }
  assert.equal(all, [202, 202, '10.0.0.1']);
  assert.equal(taken, Array(2).fill('POST hub.mode=subscribe'));
  await first.close();
});

strange('an ETag comes back byte for byte', async ({ faults, strangers }) => {
  const again = ODD_ETAGS.map(async (_, at) => {
    const url = `${faults.url}/etag/${at}`;
    const first = await strangers.ask(url);
    const etag = first.ok ? (first.value.headers['etag'] ?? '') : '';
    const second = await strangers.ask(url, { headers: { 'if-none-match': etag } });
    return [etag, second.ok && second.value.status];
  });
  assert.equal(
    await Promise.all(again),
    ODD_ETAGS.map((etag) => [etag, 304]),
  );
});

strange('what does not end is ended: before the headers, within them, in the body', async ({ faults, strangers }) => {
  const late = 'No whole answer within 0.2 s.';
  const paths = ['/hung', '/dripping-headers', '/dripping'];
  const all = await Promise.all(paths.map(async (path) => told(strangers, faults.url + path, 200)));
  assert.equal(all, [late, late, late]);
  assert.is(await told(strangers, `${faults.url}/endless-headers`), 'The headers of the answer do not end.');
  const silent = strangersAs({ version: '1', allowed: [], resolve: async () => new Promise(() => undefined) });
  assert.is(await told(silent, 'http://ann.example/', 200), late);
});

strange(
  'who is content with a part is given no more, and is told that there is more',
  async ({ faults, strangers }) => {
    const some = await strangers.ask(`${faults.url}/endless`, { part: 1_000_000 });
    assert.ok(some.ok && some.value.isPart);
    assert.ok(some.ok && some.value.bytes.length > 1_000_000 && some.value.bytes.length < 3_000_000);
    const whole = await strangers.ask(`${faults.url}/feed`, { part: 1_000_000 });
    assert.ok(whole.ok);
    assert.is(whole.ok && whole.value.isPart, undefined);
  },
);

strange('a body has 15 MB at most, as it is when unpacked, and takes no more memory than that', async (context) => {
  const { faults, strangers } = context;
  const before = process.memoryUsage().rss;
  assert.is(await told(strangers, `${faults.url}/endless`, 10_000), 'The answer is larger than 15 MB.');
  assert.is(await told(strangers, `${faults.url}/bomb`, 10_000), 'The answer is larger than 15 MB.');
  assert.is(await told(strangers, `${faults.url}/large`, 10_000), '200, 11600000 bytes');
  const grown = (process.memoryUsage().rss - before) / 1_000_000;
  assert.ok(grown < 150, `${grown} MB`);
});

strange('an answer that is broken, cut or no answer at all is told', async ({ faults, strangers }) => {
  const paths = ['/reset', '/short', '/no-http', '/no-gzip', '/nested-gzip', '/101', '/999', '/nowhere'];
  const all = await Promise.all(paths.map(async (path) => `${path} ${await told(strangers, faults.url + path)}`));
  const hungUp = 'The server hung up in the middle.';
  assert.equal(all, [
    `/reset ${hungUp}`,
    `/short ${hungUp}`,
    '/no-http The server does not speak HTTP.',
    '/no-gzip The answer is not packed as it says.',
    '/nested-gzip The exchange failed (Error: too many content-encodings in response: 9, maximum allowed is 5).',
    `/101 ${hungUp}`,
    '/999 999, 0 bytes',
    '/nowhere "http://[nowhere" is not an address of the web.',
  ]);
});

strange('at most five redirects, no circle, and to the web only', async ({ faults, strangers }) => {
  assert.is(await told(strangers, `${faults.url}/circle`), 'It redirects in a circle.');
  assert.is(await told(strangers, `${faults.url}/hops/6`), 'It redirects more than 5 times.');
  assert.is(await told(strangers, `${faults.url}/hops/5`), `200, ${FEED.length} bytes`);
  assert.is(await told(strangers, `${faults.url}/file`), '"file:///etc/passwd" is not an address of the web.');
  assert.is(await told(strangers, `${faults.url}/moved-utf8`), `200, ${FEED.length} bytes`);
});

strange('a move is one as far as it is for good', async ({ faults, strangers }) => {
  const moves = ['/feed', '/moved', '/moved-308', '/moved-then-for-now', '/for-now', '/for-now-then-moved'];
  const all = moves.map(async (path) => {
    const answer = await strangers.ask(faults.url + path);
    return answer.ok && [answer.value.url, answer.value.moved].map((url) => url?.replace(faults.url, ''));
  });
  assert.equal(await Promise.all(all), [
    ['/feed', undefined],
    ['/feed', '/feed'],
    ['/feed', '/feed'],
    ['/feed', '/for-now'],
    ['/feed', undefined],
    ['/feed', undefined],
  ]);
});

strange('a name and a password of the address go to its own host only, and are not shown', async ({ strangers }) => {
  const other = await startFaults();
  const first = await startFaults({
    '/mine': (_, response) => void response.writeHead(301, { location: '/again' }).end(),
    '/again': (_, response) => void response.writeHead(301, { location: `${other.url}/feed` }).end(),
  });
  const all = strangersAs({ version: '1', allowed: ['127.0.0.1'] });
  const answer = await all.ask(`http://ann:p%40ss@${first.host}/mine`, { headers: { cookie: 'a=b' } });
  assert.ok(answer.ok);
  assert.equal([answer.value.url, answer.value.moved], [`${other.url}/feed`, undefined]);
  const seen = [...first.asked, ...other.asked].map(({ headers }) => [headers.authorization, headers.cookie]);
  const mine = [`Basic ${Buffer.from('ann:p@ss').toString('base64')}`, 'a=b'];
  assert.equal(seen, [mine, mine, [undefined, undefined]]);
  const refused = await strangers.ask('http://ann:secret@10.0.0.1/');
  assert.is(JSON.stringify(refused).includes('secret'), false);
  await Promise.all([first.close(), other.close()]);
});

/** A resolver that knows one address. */
const resolve = async (): Promise<{ address: string; family: number }[]> => [{ address: '127.0.0.1', family: 4 }];

const PRIVATE = [
  '127.0.0.1 127.1 0x7f.1 0x7f000001 2130706433 017700000001 127.0.0.1. 0 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1',
  '169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1 224.0.0.1 255.255.255.255 240.0.0.1',
  '[::1] [::] [::ffff:127.0.0.1] [::ffff:8.8.8.8] [::127.0.0.1] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [2002:7f00:1::]',
  '[2001:0:1::1] [fe80::1] [fec0::1] [fc00::1] [fd12:3456::1] [ff02::1] [2001:db8::1] [3fff::1] [5f00::1] [100::1]',
].flatMap((line) => line.split(' '));

strange('an address that is not public is refused in all its spellings, before anybody is asked', async () => {
  const strangers = strangersAs({ version: '1', allowed: [] });
  const all = PRIVATE.map(async (host) => `${host} ${await told(strangers, `http://${host}:9080/`)}`);
  const through = (await Promise.all(all)).filter((line) => !line.includes('is not a host of the public internet'));
  assert.equal(through, []);
});

strange('a name that leads to a private address is refused, and so is a redirect to one', async ({ faults }) => {
  const strangers = strangersAs({ version: '1', allowed: [faults.host], resolve });
  const port = faults.host.split(':')[1];
  const before = faults.asked.length;
  const refused = await strangers.ask(`http://inside.example:${port}/secret`);
  assert.equal(refused, {
    ok: false,
    problems: [
      {
        where: `http://inside.example:${port}/secret`,
        what: 'inside.example is not a host of the public internet, and a stranger may not point into your network.',
        next: 'If it is yours, write reader: { allowHosts: ["inside.example"] } in skein.config.js, or set SKEIN_ALLOW_HOSTS.',
      },
    ],
  });
  assert.match(await told(strangers, `${faults.url}/to-name`), /^inside\.example is not a host of the public/);
  assert.match(await told(strangers, `${faults.url}/to-private`), /^10\.0\.0\.1 is not a host of the public/);
  assert.equal(
    faults.asked.slice(before).map(({ path }) => path),
    ['/to-name', '/to-private'],
  );
});

strange(
  'a resolver that changes its answer gains nothing: what is connected to is what was checked',
  async (context) => {
    const { faults } = context;
    // Nobody is at 2000::1: that part of the internet has not been given to anybody.
    const [open, near] = [
      { address: '2000::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const answers = [[open], [near], [open, near], [near, open], [near], [open]];
    let calls = 0;
    const strangers = strangersAs({ version: '1', allowed: [], resolve: async () => answers[calls++] ?? [near] });
    const before = faults.asked.length;
    const url = `http://rebind.example:${faults.host.split(':')[1]}/secret`;
    const all: boolean[] = [];
    for (const _ of answers) all.push((await strangers.ask(url, { timeout: 200 })).ok);
    assert.equal(all, Array(6).fill(false));
    assert.is(calls, 6);
    assert.is(faults.asked.length, before);
  },
);

strange('a host that the person allows is asked wherever it is, at any port or at one', async ({ faults }) => {
  const port = faults.host.split(':')[1];
  const urls = [`http://feeds.lan:${port}/feed`, `http://feeds.lan:9/`, `http://other.lan:${port}/feed`];
  const answered = async (allowed: string): Promise<boolean[]> => {
    const strangers = strangersAs({ version: '1', allowed: hostsIn(allowed), resolve });
    return Promise.all(urls.map(async (url) => (await strangers.ask(url)).ok));
  };
  assert.equal(await answered(''), [false, false, false]);
  assert.equal(await answered('Feeds.lan'), [true, false, false]);
  assert.equal(await answered(`feeds.lan:${port}, other.lan:1`), [true, false, false]);
  assert.equal(await answered(` feeds.lan:1,other.lan `), [false, false, true]);
});

strange('a certificate that proves nothing is told, and so is a server without one', async ({ faults, strangers }) => {
  const folder = mkdtempSync(join(tmpdir(), 'skein-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const openssl = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost'.split(' ');
  execFileSync('openssl', [...openssl, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  const own = await startSafe({ key: readFileSync(keyFile), cert: readFileSync(certFile) });
  const trusted = await startSafe(certificate());
  const all = strangersAs({ version: '1', allowed: ['other.test', '127.0.0.1'], resolve });
  assert.is(await told(all, `https://127.0.0.1:${trusted.port}/`), '200, 4 bytes');
  assert.is(await told(all, `https://127.0.0.1:${own.port}/`), 'The host signed its certificate itself.');
  assert.is(await told(all, `https://other.test:${trusted.port}/`), 'The certificate is for another host.');
  assert.is(
    await told(strangers, `${faults.url.replace('http:', 'https:')}/feed`),
    'The server does not speak TLS at this port.',
  );
  own.close();
  trusted.close();
  rmSync(folder, { recursive: true });
});

/** A server that says "safe" over TLS. */
async function startSafe(pair: {
  key: string | Buffer;
  cert: string | Buffer;
}): Promise<{ port: number; close: () => void }> {
  const server = createServer(pair, (_, response) => response.end('safe'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

strange('what the person breaks off ends at once', async ({ faults, strangers }) => {
  const stop = new AbortController();
  const asked = strangers.ask(`${faults.url}/hung`, { stop: stop.signal });
  stop.abort();
  const answer = await asked;
  assert.is(!answer.ok && answer.problems[0]?.what, 'The question was broken off.');
});

strange.run();
