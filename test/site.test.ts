// The built site in a real browser: on phones and wide screens, light and dark, from left to right and from right to left.
// What was seen is in test-results/site/ afterwards, for people.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from './begin.ts';
import { openBrowser } from './servers/chromium.ts';
import { openHost, type Host } from './servers/host.ts';
import { showcase } from './showcase.ts';

interface Open {
  browser: Browser;
  host: Host;
}

const site = suite<Open>('site in a browser');

const RESULTS = join(import.meta.dirname, '../test-results/site');

/** One of each kind, and what its pictures are called in RESULTS where they are kept. */
const PAGES: Readonly<Record<string, string>> = {
  '': 'home',
  '2026/11/note/': '',
  '2026/11/four/': 'photos',
  '2026/11/article/': 'article',
  '2026/11/long/': '',
  '2026/11/warned/': '',
  '2026/11/first/thread/': '',
  '2026/10/film/': '',
  '2026/11/': '',
  '2026/': '',
  'tags/': '',
  'follow/': 'follow',
  'nowhere/': '',
};

const WIDTHS = [360, 768, 1440];
const SCHEMES = ['light', 'dark'] as const;

begin(site, async (open, atEnd) => {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  open.host = await openHost();
  atEnd(() => open.host.close());
  const english = await showcase({ url: `${open.host.at}ltr/`, language: 'en' });
  const arabic = await showcase({ url: `${open.host.at}rtl/`, language: 'ar' }, english);
  open.host.show({ '/ltr/': join(english.root, '_site'), '/rtl/': join(arabic.root, '_site') });
  open.browser = await openBrowser();
  atEnd(() => open.browser.close());
});

/** What a page has to be whatever its size, as sentences of what it is not. */
async function wrongWith(page: Page, width: number): Promise<readonly string[]> {
  await page.evaluate(LATE_COMES_NOW);
  const { wide, moved } = await page.evaluate<{ wide: number; moved: readonly string[] }>(MEASURES);
  return [
    ...(wide > width ? [`is ${wide} wide`] : []),
    // What moves inside a player is the browser's own.
    ...moved.map((what) => `moves ${what}`),
  ];
}

// Photos wait until they are nearly seen. One that is broken is told on the console.
const LATE_COMES_NOW = `Promise.all([...document.images].map((image) => {
  image.loading = 'eager';
  return image.decode().catch(() => {});
}))`;

// After two frames all that was laid out has been told.
const MEASURES = `new Promise((told) => {
  const moved = [];
  const observer = new PerformanceObserver((list) => {
    for (const { node, previousRect, currentRect } of list.getEntries().flatMap(({ sources }) => sources)) {
      const from = [previousRect, currentRect].map(({ x, y }) => [x, y].join(' '));
      if (node) moved.push((node.outerHTML ?? node.data).slice(0, 80) + ' from ' + from.join(' to '));
    }
  });
  observer.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    told({ wide: document.documentElement.scrollWidth, moved });
  })));
})`;

/** What is wrong with the pages of a site at a width; those that have names are kept as pictures. */
async function wrongAt({ browser, host }: Open, direction: string, width: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  let at = '';
  // The browser itself says so of an address that is not there.
  page.on('console', (message) => at !== 'nowhere/' && wrong.push(`/${at} says ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`/${at} throws ${error.message}`));
  for (const [path, name] of Object.entries(PAGES)) {
    at = path;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${host.at}${direction}/${path}`);
    for (const what of await wrongWith(page, width)) wrong.push(`/${path} at ${width} ${what}`);
    for (const colorScheme of name === '' ? [] : SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const file = `${name}-${direction}-${width}-${colorScheme}.jpg`;
      await page.screenshot({ path: join(RESULTS, file), type: 'jpeg', quality: 70 });
    }
  }
  await page.close();
  return wrong;
}

for (const direction of ['ltr', 'rtl']) {
  for (const width of WIDTHS) {
    site(`${direction}, ${width} wide: nothing is wider, moves, or says a word to the console`, async (open) => {
      assert.equal(await wrongAt(open, direction, width), []);
    });
  }
}

site('rtl: axe finds nothing in the dark', async ({ browser, host }) => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
  for (const path of ['2026/11/four/', '2026/11/article/', '2026/11/first/thread/', '2026/10/film/', '2026/']) {
    await page.goto(`${host.at}rtl/${path}`);
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    assert.equal(found, [], path);
  }
  await page.close();
});

site('rtl: keys reach every link and button in the order in which it is read', async ({ browser, host }) => {
  const page = await browser.newPage();
  await page.goto(`${host.at}rtl/follow/`);
  const links = await page
    .locator('a[href]:not([hidden]), button:not([hidden])')
    .evaluateAll((all) => all.map((one) => one.textContent));
  const reached: (string | null)[] = [];
  while (reached.length < links.length) {
    await page.keyboard.press('Tab');
    reached.push(await page.locator(':focus').textContent());
  }
  await page.close();
  assert.equal(reached, links);
});

site('without script every page says the same', async ({ browser, host }) => {
  const said: string[][] = [];
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled });
    const texts: string[] = [];
    for (const path of ['', '2026/11/article/', '2026/', 'follow/']) {
      await page.goto(`${host.at}ltr/${path}`);
      texts.push(await page.locator('main').innerText());
    }
    said.push(texts);
    await page.close();
  }
  assert.equal(said[1], said[0]);
  assert.ok(said[0]?.every((text) => text.length > 40));
});

/** Left edge, right edge and top of each photo of a page, in pixels. */
async function boxes(page: Page): Promise<readonly (readonly number[])[]> {
  const all = await page.locator('.photos img').evaluateAll((found) => found.map((one) => one.getBoundingClientRect()));
  return all.map(({ left, right, top }) => [left, right, top].map(Math.round));
}

site('four photos stand two by two, and the first of three has a line of its own', async ({ browser, host }) => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.goto(`${host.at}ltr/2026/11/four/`);
  const [a, b, c, d] = await boxes(page);
  assert.equal([a?.[2], a?.[0], b?.[0], b?.[1]], [b?.[2], c?.[0], d?.[0], d?.[1]]);
  assert.equal([c?.[2], (c?.[2] ?? 0) - (a?.[2] ?? 0)], [d?.[2], (b?.[0] ?? 0) - (a?.[0] ?? 0)]);
  await page.goto(`${host.at}ltr/2026/11/three/`);
  const [first, second, third] = await boxes(page);
  assert.equal([first?.[0], first?.[1], second?.[2]], [second?.[0], third?.[1], third?.[2]]);
  await page.close();
});

site.run();
