// How long the pages of `skein read` take with a full inbox, from the question to the last byte, as a browser asks; and
// `skein timeline` as a whole program.
import { createInterface } from 'node:readline';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI } from '../program.ts';
import { startChild } from '../servers/child.ts';
import type { EdgeBench } from './edge.ts';
import { feedOf, fullInbox } from './full-inbox.ts';
import { run } from './measure.ts';
import type { EdgeMeasured } from './edge-results.ts';

/** How often each page is asked for. */
const TIMES = 15;
/** Blocks of a person who blocks a lot. */
const RULES = 500;
/** Milliseconds after which the reader is taken to hang. */
const PATIENCE = 120_000;

interface Browser {
  /** The text of a page, and the seconds until it was there. */
  readonly open: (path: string) => Promise<{ readonly text: string; readonly seconds: number }>;
  readonly close: () => Promise<void>;
}

const PAGES: readonly (readonly [EdgeMeasured['work'], string])[] = [
  ['page: timeline', '/'],
  ['page: one person', `/?source=${encodeURIComponent(feedOf(7))}`],
  ['page: mentions', '/mentions'],
  ['page: search', '/search?words=geese'],
  ['page: search, two words', '/search?words=autumn+lake'],
  ['page: following', '/following'],
];

export async function measurePages(bench: EdgeBench): Promise<void> {
  const root = await fullInbox(bench.folder, bench.entries);
  const browser = await openReader(root);
  try {
    const first = await browser.open('/');
    bench.record({ who: 'Skein', work: 'page: the first of all' }, { seconds: first.seconds });
    const conversation = await conversationAt(browser);
    await timed(bench, browser, [...PAGES, ['page: conversation', conversation]]);
  } finally {
    await browser.close();
  }
  await measureBlocked(bench, root);
  for (let nth = 0; nth < TIMES; nth++) {
    const { seconds, peak } = await run([process.execPath, CLI, 'timeline'], root);
    bench.record({ who: 'Skein', work: 'skein timeline' }, { seconds, ...(peak !== undefined && { peak }) });
  }
}

async function timed({ record }: EdgeBench, browser: Browser, pages: typeof PAGES): Promise<void> {
  for (let nth = 0; nth < TIMES; nth++) {
    for (const [work, path] of pages) {
      const { text, seconds } = await browser.open(path);
      if (!text.includes('</html>') || !/class="h-entry|<li/.test(text)) throw new Error(`Nothing is on ${path}.`);
      record({ who: 'Skein', work }, { seconds });
    }
  }
}

/** The oldest entry of each of the first sources belongs to one conversation of many. */
async function conversationAt(browser: Browser): Promise<string> {
  const { text } = await browser.open(
    `/?source=${encodeURIComponent(feedOf(7))}&after=${encodeURIComponent('2018-01-01T00:00:00Z 1')}`,
  );
  const path = [...text.matchAll(/href="(\/entry\/\d+)"/g)].at(-1)?.[1];
  if (path === undefined) throw new Error('There is no conversation.');
  return path;
}

/** Addresses, domains, names, tags and words in equal parts; few of them hide anything. */
async function measureBlocked(bench: EdgeBench, root: string): Promise<void> {
  const kinds = [
    (nth: number) => `https://evil-${nth}.example/~eve`,
    (nth: number) => `spam-${nth}.example`,
    (nth: number) => `@eve-${nth}`,
    (nth: number) => `#sports${nth}`,
    (nth: number) => `"world cup ${nth}"`,
  ];
  const rules = Array.from({ length: RULES }, (_, nth) => kinds[nth % kinds.length]?.(nth));
  writeFileSync(join(root, 'blocks.txt'), `${rules.join('\n')}\n`);
  const browser = await openReader(root);
  try {
    await browser.open('/');
    await timed(bench, browser, [
      ['page: timeline, 500 blocks', '/'],
      ['page: search, 500 blocks', '/search?words=geese'],
    ]);
  } finally {
    await browser.close();
  }
}

/** Starts the reader, and opens it as the address that it tells wants to be opened. */
async function openReader(root: string): Promise<Browser> {
  const child = startChild([process.execPath, CLI, 'read', '--port', '0', '--root', root], { env: { NO_COLOR: '1' } });
  const late = setTimeout(() => void child.end('SIGKILL'), PATIENCE);
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout)
      .on('line', (line) => {
        const [found] = /http:\S+/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      })
      .once('close', () => reject(new Error(`skein read ended: ${child.complaint()}`)));
  });
  const welcome = await fetch(address, { redirect: 'manual' });
  const cookie = (welcome.headers.get('set-cookie') ?? '').replace(/;.*$/s, '');
  return {
    open: async (path) => {
      const began = performance.now();
      const answer = await fetch(new URL(path, address), { headers: { cookie } });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path} is answered with ${answer.status}: ${text.slice(0, 500)}`);
      return { text, seconds: (performance.now() - began) / 1000 };
    },
    close: async () => {
      clearTimeout(late);
      await child.end('SIGTERM');
    },
  };
}
