// The built site in a real browser: on phones and wide screens, light and dark, from left to right and from right to left.
// What was seen is in test-results/site/ afterwards, for people.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openBrowser } from './servers/chromium.ts';
import { openHost, type Host } from './servers/host.ts';
import { showcase } from './showcase.ts';

interface Open {
  browser: Browser;
  host: Host;
}

const site = suite<Open>('site in a browser');

const RESULTS = join(import.meta.dirname, '../test-results/site');

/** One of each kind, with what it is called in RESULTS where it is kept. */
const PAGES: Readonly<Record<string, string>> = {
  '': 'home',
  '2026/11/note/': '',
  '2026/11/four/': 'photos',
  '2026/11/three/': '',
  '2026/11/article/': 'article',
  '2026/11/long/': '',
  '2026/11/warned/': '',
  '2026/11/first/thread/': 'thread',
  '2026/10/film/': '',
  '2026/11/': '',
  '2026/': 'year',
  'tags/': '',
  'tags/lake/2026/': '',
  'follow/': 'follow',
  'nowhere/': '',
};

const WIDTHS = [360, 768, 1440];
const SCHEMES = ['light', 'dark'] as const;

site.before(async (open) => {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  open.host = await openHost();
  const english = await showcase({ url: `${open.host.at}ltr/`, language: 'en' });
  const arabic = await showcase({ url: `${open.host.at}rtl/`, language: 'ar' }, english);
  open.host.show({ '/ltr/': join(english.root, '_site'), '/rtl/': join(arabic.root, '_site') });
  open.browser = await openBrowser();
});

site.after(async ({ browser, host }) => {
  await browser.close();
  await host.close();
});

/** What a page has to be whatever its size, as sentences of what it is not. */
async function wrongWith(page: Page, width: number): Promise<readonly string[]> {
  // What comes late comes now: photos that wait to be seen, and then what they move.
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  await page.waitForFunction('[...document.images].every(({ complete }) => complete)');
  const { wide, moved } = await page.evaluate<{ wide: number; moved: number }>(MEASURES);
  return [
    ...(wide > width ? [`is ${wide} wide`] : []),
    // What moves inside a player is the browser's own.
    ...(moved > 0 ? [`moves by ${moved}`] : []),
  ];
}

// After two frames all that was laid out has been told.
const MEASURES = `new Promise((told) => {
  let moved = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) if (sources.some(({ node }) => node)) moved += value;
  });
  observer.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    told({ wide: document.documentElement.scrollWidth, moved });
  })));
})`;

for (const direction of ['ltr', 'rtl'] as const) {
  site(`${direction}: nothing is wider than the screen, moves, or says a word to the console`, async (open) => {
    const wrong: string[] = [];
    for (const width of WIDTHS) {
      const context = await open.browser.newContext({ viewport: { width, height: 800 } });
      for (const [path, name] of Object.entries(PAGES)) {
        const page = await context.newPage();
        const told = (what: string): number => wrong.push(`/${path} at ${width} ${what}`);
        page.on('console', (message) => {
          // The browser says so of any address that is not there.
          if (path !== 'nowhere/') told(`says ${message.text()}`);
        });
        page.on('pageerror', (error) => told(`throws ${error.message}`));
        await page.goto(`${open.host.at}${direction}/${path}`);
        for (const what of await wrongWith(page, width)) told(what);
        for (const colorScheme of name === '' ? [] : SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await page.evaluate('scrollTo(0, 0)');
          const file = `${name}-${direction}-${width}-${colorScheme}.jpg`;
          await page.screenshot({ path: join(RESULTS, file), type: 'jpeg', quality: 70 });
        }
        await page.close();
      }
      await context.close();
    }
    assert.equal(wrong, []);
  });
}

site.run();
