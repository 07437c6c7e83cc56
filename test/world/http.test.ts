import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { httpAs } from '../../src/world/http.ts';
import { begin } from '../begin.ts';

interface Host {
  server: Server;
  url: string;
}

const web = suite<Host>('http');
const http = httpAs('1.2.3');

const ROUTES: Record<string, RequestListener> = {
  '/said': (request, response) => {
    const said: Buffer[] = [];
    request.on('data', (chunk: Buffer) => said.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      response.setHeader('X-Kind', 'echo');
      response.end(
        JSON.stringify([method, headers['user-agent'], headers['if-none-match'], Buffer.concat(said).toString()]),
      );
    });
  },
  '/gone': (_, response) => response.writeHead(410).end('grüße'),
  '/moved': (_, response) => response.writeHead(302, { location: '/gone' }).end(),
  '/see': (_, response) => response.writeHead(303, { location: '/said' }).end(),
  '/same': (_, response) => response.writeHead(308, { location: '/said' }).end(),
  '/loop': (_, response) => response.writeHead(301, { location: '/loop' }).end(),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((hop): [string, RequestListener] => [
      `/hop/${hop}`,
      (_, response) => response.writeHead(302, { location: `/hop/${hop + 1}` }).end(),
    ]),
  ),
  '/hop/6': (_, response) => response.end('six hops away'),
  '/elsewhere': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/silent': () => undefined,
  '/dripping': (_, response) => {
    const drip = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(drip));
  },
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  },
  '/bomb': (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000)));
  },
};

begin(web, async (host, atEnd) => {
  host.server = createServer((request, response) => ROUTES[request.url ?? '']?.(request, response));
  await new Promise<void>((resolve) => {
    host.server.listen(0, '127.0.0.1', resolve);
  });
  atEnd(async () => {
    host.server.closeAllConnections();
    await new Promise((resolve) => {
      host.server.close(resolve);
    });
  });
  host.url = `http://127.0.0.1:${(host.server.address() as AddressInfo).port}`;
});

async function told(url: string, timeout?: number): Promise<string> {
  const answer = await http.ask(url, timeout === undefined ? {} : { timeout });
  return answer.ok ? `answered ${answer.value.status}` : answer.problems.map(({ what }) => what).join();
}

web('says who asks, what it was given, and gives status, headers and text', async ({ url }) => {
  const asked = { method: 'POST', body: 'hub=ü', headers: { 'if-none-match': '"a"' } } as const;
  const answer = await http.ask(`${url}/said`, asked);
  assert.ok(answer.ok);
  assert.equal(
    [answer.value.status, answer.value.headers['x-kind'], answer.value.body],
    [200, 'echo', '["POST","Skein/1.2.3","\\"a\\"","hub=ü"]'],
  );
});

web('any status is an answer, and the address is the one after redirects', async ({ url }) => {
  const answer = await http.ask(`${url}/moved`);
  assert.ok(answer.ok);
  assert.equal([answer.value.status, answer.value.url, answer.value.body], [410, `${url}/gone`, 'grüße']);
});

web('a POST that was taken is read elsewhere, one that was moved is sent again', async ({ url }) => {
  const bodies = ['/see', '/same'].map(async (path) => {
    const answer = await http.ask(url + path, { method: 'POST', body: 'x' });
    return answer.ok && (JSON.parse(answer.value.body) as string[])[0];
  });
  assert.equal(await Promise.all(bodies), ['GET', 'POST']);
});

web('what goes wrong is told', async ({ url }) => {
  assert.is(await told(`${url}/loop`), 'It redirects in a circle.');
  assert.is(await told(`${url}/hop/0`), 'It redirects more than 5 times.');
  assert.is(await told(`${url}/hop/1`), 'answered 200');
  assert.is(await told(`${url}/elsewhere`), '"file:///etc/passwd" is not an address of the web.');
  assert.is(await told('ftp://127.0.0.1/'), '"ftp://127.0.0.1/" is not an address of the web.');
  assert.is(await told('nonsense'), '"nonsense" is not an address of the web.');
  assert.is(await told(`${url}/silent`, 100), 'No whole answer within 0.1 s.');
  assert.is(await told(`${url}/dripping`, 200), 'No whole answer within 0.2 s.');
  assert.is(await told(`${url}/cut`), 'The server hung up in the middle.');
  assert.is(await told(`${url}/bomb`), 'The answer is larger than 20 MB.');
  assert.is(await told('http://127.0.0.1:9'), 'The exchange failed (Error: bad port).');
});

web('a port where nobody listens is told, with the address and what to do', async () => {
  const free = createServer();
  await new Promise<void>((resolve) => {
    free.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(free.address() as AddressInfo).port}/`;
  await new Promise((resolve) => {
    free.close(resolve);
  });
  assert.equal(await http.ask(url), {
    ok: false,
    problems: [
      {
        where: url,
        what: 'The host is there, but no web server answers at this port.',
        next: 'Start the server, or correct the address.',
      },
    ],
  });
});

web.run();
