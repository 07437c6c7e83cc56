// Who gets nothing from the reader: whoever has not the token, asks under another name, or sends from another site.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HEADERS } from '../../src/reader/headers.ts';
import { browserAt, TOKEN } from './asking.ts';
import { sampleReading } from './sample.ts';

const guard = suite('guard of the reader');

guard('the address with the token sets a cookie and goes to the clean address', async () => {
  const seen = await browserAt(sampleReading()).get(`/mentions?after=3&token=${TOKEN}`, { cookie: '' });
  assert.equal(
    [seen.status, seen.headers.get('location'), seen.headers.get('set-cookie'), seen.headers.get('cache-control')],
    [
      303,
      '/mentions?after=3',
      `skein-reader-8090=${TOKEN}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict`,
      'no-store',
    ],
  );
});

guard('the clean address stays on the reader, whatever the path looks like', async () => {
  const seen = await browserAt(sampleReading()).get(`http://localhost:8090//evil.example/?token=${TOKEN}`, {
    cookie: '',
  });
  assert.is(seen.headers.get('location'), '/evil.example/');
});

for (const [who, cookie] of [
  ['nobody', ''],
  ['a wrong token', 'skein-reader-8090=wrong'],
  ['a token that begins right', `skein-reader-8090=${TOKEN.slice(0, -1)}`],
  ['a token that goes on', `skein-reader-8090=${TOKEN}x`],
  ['an empty token', 'skein-reader-8090='],
  ['another cookie', `other=${TOKEN}`],
  ['the reader of another port', `skein-reader-8091=${TOKEN}`],
] as const) {
  guard(`${who} is told what to do, and nothing else`, async () => {
    const browser = browserAt(sampleReading());
    for (const path of ['/', '/mentions', '/entry/2', '/live', '/assets/reader.js', '/?token=wrong', '/nowhere']) {
      const { status, text } = await browser.get(path, { cookie });
      assert.is(status, 403, path);
      assert.match(text, 'Open the address that skein read has told');
      assert.not.match(text, /Ann|Bob|geese/);
    }
  });
}

guard('a cookie among others is found', async () => {
  const { status } = await browserAt(sampleReading()).get('/', { cookie: `a=b; skein-reader-8090=${TOKEN}; c=d` });
  assert.is(status, 200);
});

for (const host of [
  'evil.example',
  'evil.example:8090',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '[::1]',
  '',
]) {
  guard(`under the name "${host}" there is nothing, even with the token`, async () => {
    const browser = browserAt(sampleReading());
    assert.is((await browser.get('/', { host })).status, 403);
    assert.is((await browser.get(`/?token=${TOKEN}`, { host, cookie: '' })).headers.get('set-cookie'), null);
  });
}

guard('each of its own names is one, with any port and in any case', async () => {
  const browser = browserAt(sampleReading());
  for (const host of ['localhost', 'LOCALHOST:1234', '127.0.0.1:8090']) {
    assert.is((await browser.get('/', { host })).status, 200, host);
  }
});

const ACTS = ['/mark', '/follow', '/follow/find', '/unfollow', '/block', '/unblock', '/compose', '/preview', '/deploy'];

for (const [from, headers] of [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
  ['nowhere', { 'sec-fetch-site': 'none' }],
  ['another site that lies in Origin', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8090' }],
] as const) {
  guard(`a form from ${from} does nothing`, async () => {
    let deployed = 0;
    const reading = sampleReading({ deploy: async () => ({ problems: [], said: String(++deployed) }) });
    const before = JSON.stringify([reading.list({ list: 'timeline' }), reading.following(), reading.blocks()]);
    for (const path of ACTS) {
      const sent = {
        text: 'x',
        what: 'bob.example',
        feed: 'https://bob.example/atom.xml',
        starred: '2',
        all: 'all',
        shown: '2',
      };
      const { status, text } = await browserAt(reading).post(path, sent, headers);
      assert.is(status, 403, path);
      assert.match(text, 'Nothing was done');
    }
    assert.is(JSON.stringify([reading.list({ list: 'timeline' }), reading.following(), reading.blocks()]), before);
    assert.equal([reading.written, deployed], [[], 0]);
  });
}

guard('an older browser says in Origin where a form is from', async () => {
  const reading = sampleReading();
  const from = async (origin: string): Promise<number> => {
    const headers = { host: '192.168.1.5:8090', 'sec-fetch-site': undefined, origin };
    return (await browserAt(reading, { hosts: ['192.168.1.5'] }).post('/mark', { starred: '2' }, headers)).status;
  };
  assert.equal(
    [await from('http://192.168.1.5:8090'), await from('http://192.168.1.5:3000'), await from('null')],
    [303, 403, 403],
  );
});

guard('no page is kept, framed, or may run what is not the reader’s', async () => {
  const browser = browserAt(sampleReading());
  const { headers } = await browser.get('/');
  const found = Object.fromEntries(Object.keys(HEADERS).map((name) => [name, headers.get(name)]));
  assert.equal(found, { ...HEADERS });
  assert.not.match(HEADERS['Content-Security-Policy'] ?? '', /unsafe|\*/);
});

guard('an upload that is too large is refused, and nothing is written', async () => {
  const reading = sampleReading();
  const photo = new File([new Uint8Array(12_000_000)], 'large.png', { type: 'image/png' });
  const seen = await browserAt(reading).post('/compose', { text: 'Look', alt: 'Large', photo });
  assert.equal([seen.status, reading.written], [413, []]);
  assert.match(seen.text, 'A picture may have 10 MB');
});

guard('any other form is small', async () => {
  const seen = await browserAt(sampleReading()).post('/block', { what: `"${'x'.repeat(2_000_000)}"` });
  assert.is(seen.status, 413);
});

guard('what is no form is refused', async () => {
  const { status } = await browserAt(sampleReading()).post('/mark', {}, { 'content-type': 'application/json' });
  assert.is(status, 422);
});

guard.run();
