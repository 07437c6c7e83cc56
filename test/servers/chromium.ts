// Debian's browser, as the tests start it: it looks for nothing outside, and asks nobody for an update.
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import * as assert from 'uvu/assert';

const QUIET = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...QUIET] });
}

export interface Opened {
  readonly browser: Browser;
  /** The address of the site. */
  readonly at: string;
}

export interface Eyes extends BrowserContextOptions {
  /** What is done before the page is asked for. */
  readonly setUp?: (page: Page) => Promise<void>;
}

/** Opens a page of the site, looks, and closes it; a word on the console, or a request that fails, is a failure. */
export async function seen<T>(
  { browser, at }: Opened,
  path: string,
  look: (page: Page) => Promise<T>,
  { setUp, ...options }: Eyes = {},
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const words: string[] = [];
    page.on('console', (message) => words.push(message.text()));
    page.on('pageerror', (error) => words.push(error.message));
    // What is still on its way when the page is left for another one, the browser itself gives up; and the icon of its
    // tab whenever the address changes, to ask for it anew.
    let pages = 0;
    const of = new WeakMap<Request, number>();
    page.on('request', (request) => of.set(request, request.isNavigationRequest() ? ++pages : pages));
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      const isLeft = of.get(request) !== pages || request.url().endsWith('/icon.svg');
      if (why !== 'net::ERR_ABORTED' || !isLeft) words.push(`${request.url()} ${why}`);
    });
    await setUp?.(page);
    await page.goto(new URL(path, at).href);
    const found = await look(page);
    assert.equal(words, []);
    return found;
  } finally {
    await context.close();
  }
}
