// The part of the reader that is open to everybody: who is answered what.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Called } from '../../src/reader/called.ts';
import { HEADERS } from '../../src/reader/headers.ts';
import { readerApp } from '../../src/reader/app.ts';
import { TOKEN } from './asking.ts';
import { plainDress, sampleReading } from './sample.ts';

const calls = suite('calls of hubs');

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** The reader, called from the internet; it knows one subscription, `one`, and writes down what it was told. */
function reader(url: string | undefined) {
  const heard: string[] = [];
  let time = 0;
  const called: Called = {
    url,
    clock: { now: () => new Date((time += 1)) },
    isWanted: (id) => id === 'one',
    confirm: (id, query) => (id === 'one' ? (query.get('hub.challenge') ?? undefined) : undefined),
    listen(id, signature) {
      let text = '';
      return {
        add: (bytes) => void (text += Buffer.from(bytes).toString()),
        end: () => void heard.push(`${id} ${signature} ${text}`),
      };
    },
  };
  const stop = new AbortController().signal;
  const app = readerApp(sampleReading(), { token: TOKEN, hosts: ['localhost'], dress: plainDress, stop, called });
  const call = async (address: string, init: RequestInit = {}): Promise<Seen> => {
    const { pathname, search, host } = new URL(address);
    const headers = { host, ...(init.headers as Record<string, string> | undefined) };
    const answer = await app.fetch(new Request(`http://localhost:8040${pathname}${search}`, { ...init, headers }));
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return { heard, call, pass: (milliseconds: number) => (time += milliseconds) };
}

const PUBLIC = 'https://reader.ann.example/';

calls('a hub is heard, without any token', async () => {
  const { call, heard } = reader(PUBLIC);
  const asked = await call(`${PUBLIC}websub/one?hub.challenge=%3Cb%3E`);
  assert.equal(
    [asked.status, asked.text, asked.headers.get('content-type')],
    [200, '<b>', 'text/plain; charset=utf-8'],
  );
  assert.is(asked.headers.get('x-content-type-options'), HEADERS['X-Content-Type-Options']);
  const told = await call(`${PUBLIC}websub/one`, {
    method: 'POST',
    body: 'News',
    headers: { 'X-Hub-Signature': 'sha1=0' },
  });
  assert.equal([told.status, told.text, heard], [202, '', ['one sha1=0 News']]);
});

calls('only under the public name, with its port, and there nothing else is', async () => {
  const addresses: readonly (readonly [string | undefined, string, number])[] = [
    [PUBLIC, 'https://reader.ann.example:443/websub/one?hub.challenge=c', 200],
    [PUBLIC, 'https://READER.ann.example/websub/one?hub.challenge=c', 200],
    [PUBLIC, 'https://reader.ann.example:8443/websub/one?hub.challenge=c', 403],
    [PUBLIC, 'https://ann.example/websub/one?hub.challenge=c', 403],
    [PUBLIC, 'https://localhost/websub/one?hub.challenge=c', 403],
    [PUBLIC, 'https://reader.ann.example/websub/two?hub.challenge=c', 404],
    [PUBLIC, 'https://reader.ann.example/websub/one/more?hub.challenge=c', 403],
    [PUBLIC, 'https://reader.ann.example/websub/?hub.challenge=c', 403],
    [PUBLIC, `https://reader.ann.example/?token=${TOKEN}`, 403],
    [undefined, 'https://reader.ann.example/websub/one?hub.challenge=c', 403],
    ['https://ann.example:8443/bob/', 'https://ann.example:8443/bob/websub/one?hub.challenge=c', 200],
    // The proxy has taken the path away.
    ['https://ann.example:8443/bob/', 'https://ann.example:8443/websub/one?hub.challenge=c', 200],
    ['https://ann.example:8443/bob/', 'https://ann.example:8443/eve/websub/one?hub.challenge=c', 403],
  ];
  for (const [url, address, status] of addresses) {
    assert.is((await reader(url).call(address)).status, status, `${url} ${address}`);
  }
});

calls('who tells what nobody wants is told so, before anything is read', async () => {
  const { call, heard } = reader(PUBLIC);
  const told = await call(`${PUBLIC}websub/two`, { method: 'POST', body: 'News' });
  assert.equal([told.status, heard], [410, []]);
  for (const method of ['PUT', 'DELETE', 'HEAD']) {
    const { status, headers } = await call(`${PUBLIC}websub/one`, { method });
    assert.equal([status, headers.get('allow')], [405, 'GET, POST'], method);
  }
});

calls('what is larger than a feed may be is not heard', async () => {
  const { call, heard } = reader(PUBLIC);
  const told = await call(`${PUBLIC}websub/one`, { method: 'POST', body: new Uint8Array(15_000_001) });
  assert.equal([told.status, heard], [413, []]);
});

calls('who calls too often is to wait, and nobody else', async () => {
  const { call, heard, pass } = reader(PUBLIC);
  const post = async (id: string): Promise<number> => (await call(`${PUBLIC}websub/${id}`, { method: 'POST' })).status;
  const all: number[] = [];
  for (let times = 0; times < 70; times += 1) all.push(await post(`guess-${times}`));
  assert.equal([all.filter((status) => status === 410).length, all.at(-1)], [60, 429]);
  assert.is(await post('one'), 202);
  for (let times = 0; times < 70; times += 1) await post('one');
  assert.equal([await post('one'), heard.length], [429, 60]);
  pass(60_000);
  assert.equal([await post('one'), await post('two')], [202, 410]);
});

calls.run();
