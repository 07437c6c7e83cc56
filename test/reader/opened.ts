// The reader as a person opens it in a real browser.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { readerApp } from '../../src/reader/app.ts';
import { dressOf } from '../../src/world/dress.ts';
import { renderer } from '../../src/world/render.ts';
import { serveApp } from '../../src/world/serve-app.ts';
import type { FakeReading } from '../fakes/reading.ts';
import { THEME } from '../pages/sample.ts';
import { AT_LAST } from '../until.ts';
import { TOKEN } from './asking.ts';

const dress = await dressOf(renderer({ root: THEME, theme: THEME }));

interface Shown extends BrowserContextOptions {
  readonly browser: Browser;
  readonly reading: FakeReading;
  /** What the console may say. */
  readonly may?: RegExp;
}

/** A person opens the reader by the address with the token; a word on the console is a failure. */
export async function opened(
  { browser, reading, may, ...options }: Shown,
  look: (page: Page, url: string, reader: Running) => Promise<void>,
): Promise<void> {
  let reader = await running(reading, 0);
  const { url } = reader;
  const context = await browser.newContext(options);
  // Pictures of the world outside: none is there.
  await context.route(/^https?:\/\/(?!localhost)/, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(AT_LAST);
  const words: string[] = [];
  page.on('console', (message) => words.push(message.text()));
  page.on('pageerror', (error) => words.push(error.message));
  try {
    await page.goto(`${url}?token=${TOKEN}`);
    await look(page, url, {
      end: () => reader.end(),
      begin: async () => void (reader = await running(reading, Number(new URL(url).port))),
    });
    assert.equal(
      words.filter((word) => !may?.test(word)),
      [],
    );
  } finally {
    await context.close();
    await reader.end();
  }
}

interface Running {
  readonly end: () => Promise<void>;
  /** Again, at the same address. */
  readonly begin: () => Promise<void>;
}

async function running(reading: FakeReading, port: number): Promise<{ url: string; end: () => Promise<void> }> {
  const stop = new AbortController();
  const app = readerApp(reading, { token: TOKEN, hosts: ['localhost'], dress, stop: stop.signal });
  const served = await serveApp(app.fetch, port);
  assert.ok(served.ok);
  const end = async (): Promise<void> => {
    stop.abort();
    await served.value.close();
  };
  return { url: served.value.url, end };
}

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>';

/** The ids of the entries of a page. */
export function ids(page: Page): Promise<string[]> {
  return page.locator('#entries > .entry').evaluateAll((found) => found.map(({ id }) => id));
}
