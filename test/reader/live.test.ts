// What an open page hears of entries that come in, as it goes over the wire.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readerApp } from '../../src/reader/app.ts';
import { serveApp } from '../../src/world/serve-app.ts';
import type { FakeReading } from '../fakes/reading.ts';
import { TOKEN } from './asking.ts';
import { bob, carol, heard, planet, plainDress, sampleReading } from './sample.ts';
import { until } from '../until.ts';

const live = suite('live news of the reader');

interface Wire {
  readonly status: number;
  /** The next event; undefined at the end. */
  readonly next: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/** Runs a test against the reader on a real port. */
async function served(
  reading: FakeReading,
  test: (open: (path: string, id?: string) => Promise<Wire>, end: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const app = readerApp(reading, { token: TOKEN, hosts: ['localhost'], dress: plainDress, stop: stop.signal });
  const listening = await serveApp(app.fetch, 0);
  assert.ok(listening.ok);
  const { url, close } = listening.value;
  const end = async (): Promise<void> => {
    stop.abort();
    await close();
  };
  const open = async (path: string, id?: string): Promise<Wire> => {
    const given = new AbortController();
    const headers = {
      cookie: `skein-reader-${new URL(url).port}=${TOKEN}`,
      ...(id !== undefined && { 'last-event-id': id }),
    };
    const { status, body } = await fetch(new URL(path, url), { headers, signal: given.signal });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let came = '';
    return {
      status,
      next: async () => {
        while (!came.includes('\n\n')) {
          const read = await reader?.read();
          if (read?.value === undefined) return undefined;
          came += read.value;
        }
        const [event = '', ...rest] = came.split('\n\n');
        came = rest.join('\n\n');
        return event;
      },
      close: async () => given.abort(),
    };
  };
  try {
    await test(open, end);
  } finally {
    await end();
  }
}

live('a page hears the numbers of new entries of its list, and no others', async () => {
  const reading = sampleReading();
  await served(reading, async (open) => {
    const all = await open('/live?list=timeline&since=8');
    const friends = await open('/live?list=timeline&group=Friends&since=8');
    const one = await open(`/live?list=timeline&source=${encodeURIComponent(carol.feed)}&since=8`);
    const mentions = await open('/live?list=mentions&since=8');
    const wires = [all, friends, one, mentions];
    assert.equal(
      await Promise.all(wires.map(({ next }) => next())),
      wires.map(() => ': here'),
    );
    reading.hear(
      heard(20, {}, { follow: bob }),
      heard(21, {}, { follow: planet }),
      heard(22, {}, { follow: carol, concerns: ['reply'] }),
    );
    assert.equal(await Promise.all(wires.map(({ next }) => next())), [
      'id: 22\ndata: 20 21 22',
      'id: 22\ndata: 20 22',
      'id: 22\ndata: 22',
      'id: 22\ndata: 22',
    ]);
  });
});

live('what came in between page and stream is told, and after a break what came since', async () => {
  const reading = sampleReading();
  await served(reading, async (open) => {
    const first = await open('/live?list=timeline&since=6');
    assert.equal([await first.next(), await first.next()], [': here', 'id: 8\ndata: 8 7']);
    const again = await open('/live?list=timeline&since=6', '7');
    assert.equal([await again.next(), await again.next()], [': here', 'id: 8\ndata: 8']);
  });
});

live('a blocked entry is not news', async () => {
  const reading = sampleReading({ blocks: [{ what: 'bob.example', how: 'block' }] });
  await served(reading, async (open) => {
    const wire = await open('/live?list=timeline&since=8');
    await wire.next();
    reading.hear(heard(20));
    reading.hear(heard(21, { url: 'https://dave.example/21', author: { name: 'Dave' } }, { follow: carol }));
    assert.is(await wire.next(), 'id: 21\ndata: 21');
  });
});

live('whoever goes away is not told any more', async () => {
  const reading = sampleReading();
  await served(reading, async (open) => {
    const wire = await open('/live?list=timeline&since=8');
    await wire.next();
    assert.is(reading.listeners(), 1);
    await wire.close();
    await until(() => reading.listeners() === 0);
  });
});

live('when the reader ends, streams end in order', async () => {
  const reading = sampleReading();
  await served(reading, async (open, end) => {
    const wire = await open('/live?list=timeline&since=8');
    await wire.next();
    await end();
    assert.is(await wire.next(), undefined);
    assert.is(reading.listeners(), 0);
  });
});

live('without the token there is no news', async () => {
  const reading = sampleReading();
  const app = readerApp(reading, {
    token: TOKEN,
    hosts: ['localhost'],
    dress: plainDress,
    stop: new AbortController().signal,
  });
  const { status } = await app.fetch(new Request('http://localhost/live?list=timeline'));
  assert.equal([status, reading.listeners()], [403, 0]);
});

live.run();
