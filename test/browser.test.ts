// The site in a real browser: what a reader sees, and what parsers of microformats and linked data find in the page.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import axe from 'axe-core';
import { lookup } from 'mrmime';
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Site } from '../src/model/site.ts';
import { pagesOf, plainFiles } from './sketched.ts';
import { renderer } from '../src/world/render.ts';
import { begin } from './begin.ts';
import { folder, posts, site as sample, THEME } from './pages/sample.ts';
import { openBrowser, seen } from './servers/chromium.ts';

interface Open {
  browser: Browser;
  server: Server;
  at: string;
}

const browsing = suite<Open>('browser');

// 1 × 1: the pages are measured, not the pictures.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function built(site: Site): Promise<Map<string, string | Uint8Array>> {
  const { root, gone } = folder();
  const render = renderer({ root, theme: THEME });
  const pages = await render.pages(site, pagesOf(site, posts));
  assert.ok(pages.ok);
  const files = new Map([...plainFiles(site, posts), ...pages.value].map(({ path, bytes }) => [path, bytes]));
  for (const { path, folder } of await render.assets()) files.set(path, readFileSync(join(folder, path)));
  gone();
  return files;
}

begin(browsing, async (open, atEnd) => {
  let files = new Map<string, string | Uint8Array>();
  open.server = createServer((asked, answer) => {
    const path = decodeURIComponent(new URL(asked.url ?? '/', open.at).pathname)
      .slice(1)
      .replace(/(^|\/)$/, '$1index.html');
    const picture = path.endsWith('.png') ? Buffer.from(PNG, 'base64') : undefined;
    const bytes = files.get(path) ?? picture;
    answer.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': `${lookup(path) ?? 'text/plain'}; charset=utf-8`,
    });
    answer.end(bytes ?? files.get('404.html'));
  });
  await new Promise<void>((listening) => open.server.listen(0, '127.0.0.1', listening));
  atEnd(() => new Promise((closed) => open.server.close(closed)));
  open.at = `http://127.0.0.1:${(open.server.address() as AddressInfo).port}/`;
  // The address of the sample, in its texts and enclosures too, becomes that of the server.
  const arabic = await built({ ...ARABIC, url: `${sample.url}ar/` });
  const made = [...(await built(sample)), ...[...arabic].map(([path, bytes]) => [`ar/${path}`, bytes] as const)];
  const text = JSON.stringify(made.map(([path, bytes]) => [path, String(bytes)]));
  files = new Map(JSON.parse(text.replaceAll('https://ann.example/', open.at)) as Array<[string, string]>);
  open.browser = await openBrowser();
  atEnd(() => open.browser.close());
});

/** Elements of a class, each as its text and its attributes. */
function classed(page: Page, name: string): Promise<Array<{ text: string } & Record<string, string>>> {
  return page.locator(`.${name}`).evaluateAll((found) =>
    found.map((element) => ({
      text: (element.textContent ?? '').trim(),
      ...Object.fromEntries([...element.attributes].map((attribute) => [attribute.name, attribute.value])),
    })),
  );
}

const LOOKED_AT = [
  '',
  '2026/11/article/',
  '2026/11/photo/',
  '2026/',
  '2026/11/',
  'tags/',
  'tags/geese/',
  'tags/geese/2026/',
  'search/',
  'follow/',
];

browsing('home shows the posts, newest first', async (open) => {
  const dates = await seen(open, '', (page) => classed(page, 'dt-published'));
  const times = dates.map((date) => date['datetime'] ?? '');
  assert.is(times.length, posts.length);
  assert.equal(times, [...times].sort().reverse());
});

browsing('a note leads to its page, and that to its month', async (open) => {
  const place = await seen(open, '', async (page) => {
    await page.locator('.h-entry .u-url').first().click();
    await page.getByRole('link', { name: 'November 2026', exact: true }).click();
    return page.url();
  });
  assert.is(place, `${open.at}2026/11/`);
});

// From right to left is a site of its own, whose names are words too long for any line; its accent is as light as the
// config lets one be.
const ARABIC: Site = {
  ...sample,
  title: `إوز ${'w'.repeat(5000)}`,
  author: { ...sample.author, name: 'w'.repeat(5000) },
  language: 'ar',
  accent: '#767600',
  fediverse: '@ann.example@web.brid.gy',
  pinned: 'old',
};

for (const scheme of ['light', 'dark'] as const) {
  browsing(`axe finds nothing on any kind of page, ${scheme}`, async (open) => {
    for (const path of [...LOOKED_AT, 'ar/', 'ar/follow/']) {
      const grave = await seen(
        open,
        path,
        async (page) => {
          await page.addScriptTag({ content: axe.source });
          const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
          return violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html)]);
        },
        { colorScheme: scheme },
      );
      assert.equal(grave, [], path);
    }
  });
}

/** How much red the background of the page has, 0 to 255. */
async function redOfPaper(page: Page): Promise<number> {
  const colour = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
  return Number(/\d+/.exec(colour)?.[0]);
}

browsing('dark mode is dark', async (open) => {
  const paper = (colorScheme: 'light' | 'dark'): Promise<number> => seen(open, '', redOfPaper, { colorScheme });
  assert.ok((await paper('light')) > 200);
  assert.ok((await paper('dark')) < 60);
});

browsing('a phone never scrolls sideways', async (open) => {
  for (const path of [...LOOKED_AT, 'ar/', 'ar/follow/', 'ar/2026/', 'ar/2026/11/article/']) {
    const wide = await seen(open, path, (page) => page.evaluate<number>('document.documentElement.scrollWidth'), {
      viewport: { width: 360, height: 740 },
    });
    assert.is(wide, 360, path);
  }
});

browsing('nothing moves once it is there: photos, sounds and films have their room', async (open) => {
  const options = { viewport: { width: 360, height: 740 } };
  for (const path of ['', '2026/11/photo/', '2026/']) {
    const moved = await seen(
      open,
      path,
      async (page) => {
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        await page.waitForLoadState('networkidle');
        return page.evaluate<number>(
          // What moves inside a player is the browser's own, and has no node.
          `new Promise((done) => new PerformanceObserver((list) =>
            done(list.getEntries().filter(({ sources }) => sources.some(({ node }) => node)).length)
          ).observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => done(0), 100))`,
        );
      },
      options,
    );
    assert.is(moved, 0, path);
  }
});

browsing('keys reach every link, in the order in which it is read, and the focus shows', async (open) => {
  for (const path of ['', 'follow/', '2026/11/article/']) {
    await seen(open, path, async (page) => {
      const links = await page.locator('a[href]:not([hidden])').count();
      for (let number = 0; number < links; number++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate<[number, string]>(
          `[[...document.querySelectorAll('a[href]:not([hidden])')].indexOf(document.activeElement),
            getComputedStyle(document.activeElement).outlineStyle]`,
        );
        // Films and what folds take the focus too, and then their own keys.
        if (at[0] < 0) number--;
        else assert.equal(at, [number, 'solid'], path);
      }
    });
  }
});

browsing('who asks for less motion is not scrolled along', async (open) => {
  const scrolls = (reducedMotion: 'reduce' | 'no-preference'): Promise<string> =>
    seen(open, '', (page) => page.evaluate('getComputedStyle(document.documentElement).scrollBehavior'), {
      reducedMotion,
    });
  assert.equal([await scrolls('no-preference'), await scrolls('reduce')], ['smooth', 'auto']);
});

browsing('without script it is all there', async (open) => {
  const shown = await seen(open, '', (page) => page.locator('.h-entry:visible').count(), { javaScriptEnabled: false });
  assert.is(shown, posts.length);
});

browsing('on paper there are words and their links, and nothing to press', async (open) => {
  const shown = await seen(open, '2026/11/photo/', async (page) => {
    await page.emulateMedia({ media: 'print' });
    return [await page.locator('header.site nav').isVisible(), await page.locator('.e-content').isVisible()];
  });
  assert.equal(shown, [false, true]);
});

browsing('a page of a note is light', async () => {
  const made = await built(sample);
  const page = made.get('2026/11/reply/index.html');
  const style = made.get('assets/site.css');
  assert.ok(Buffer.byteLength(String(page)) < 6_000);
  assert.ok(gzipSync(String(style)).length < 12_000);
});

browsing('a warning hides the text until it is opened', async (open) => {
  const shown = await seen(open, '2026/11/warned/', async (page) => {
    const text = page.getByText('A hawk took one.');
    const before = await text.isVisible();
    await page.getByText('Death of a bird').click();
    return [before, await text.isVisible()];
  });
  assert.equal(shown, [false, true]);
});

browsing('a text from right to left runs so', async (open) => {
  const side = await seen(open, '2026/11/hebrew/', async (page) => [
    await page.evaluate<string>("getComputedStyle(document.querySelector('.e-content p')).direction"),
    await page.locator('.h-entry').getAttribute('lang'),
  ]);
  assert.equal(side, ['rtl', 'he']);
});

browsing('an address that is not there says so, in the look of the site', async ({ browser, at }) => {
  const page = await browser.newPage();
  const answer = await page.goto(`${at}nowhere/deep/`);
  const seen = [answer?.status(), await page.locator('h1').innerText(), await page.locator('header.site').isVisible()];
  await page.close();
  assert.equal(seen, [404, 'Not here', true]);
});

browsing('an article is an h-entry', async (open) => {
  const { at } = open;
  await seen(open, '2026/11/article/', async (page) => {
    const one = async (name: string): Promise<Record<string, string>> => (await classed(page, name))[0] ?? {};
    assert.is((await classed(page, 'h-entry')).length, 1);
    assert.is((await one('p-name'))['text'], 'How a “V” saves <strength>');
    assert.match((await one('e-content'))['text'] ?? '', /^Lift/);
    assert.is((await one('dt-published'))['datetime'], '2026-11-21T20:15:00Z');
    assert.is((await one('dt-updated'))['datetime'], '2026-11-22T08:00:00Z');
    assert.is((await one('u-url'))['href'], '/2026/11/article/');
    assert.is((await one('u-uid'))['href'], '/2026/11/article/');
    assert.is((await one('p-author'))['href'], at);
    assert.equal(
      (await classed(page, 'p-category')).map(({ text }) => text),
      ['geese', 'c++'],
    );
  });
});

browsing('a note is an h-entry without a name', async (open) => {
  assert.equal(await seen(open, '2026/11/plain/', (page) => classed(page, 'p-name')), []);
});

browsing('replies, reposts and pictures say what they are', async (open) => {
  const { at } = open;
  await seen(open, '2026/11/reply/', async (page) => {
    assert.is((await classed(page, 'u-in-reply-to'))[0]?.['class'], 'context u-in-reply-to h-cite');
    assert.is(await page.locator('.u-in-reply-to .u-url').getAttribute('href'), 'https://bob.example/7');
    assert.is(await page.locator('.u-in-reply-to .p-name').innerText(), 'Bob');
  });
  await seen(open, '2026/11/repost/', async (page) => {
    assert.is((await classed(page, 'u-repost-of'))[0]?.['href'], 'https://carol.example/posts/1');
  });
  await seen(open, '2026/11/photo/', async (page) => {
    const [photo] = await classed(page, 'u-photo');
    assert.equal([photo?.['src'], photo?.['alt']], [`${at}photos/2026/11/dawn.png`, 'A red sky over reeds']);
  });
  await seen(open, '2026/11/inline/', async (page) => {
    assert.equal(
      (await classed(page, 'u-photo')).map(({ src }) => src),
      [`${at}photos/2026/11/reed.png`],
    );
  });
});

browsing('home is an h-feed, with an h-card of who writes', async (open) => {
  await seen(open, '', async (page) => {
    assert.is(await page.locator('.h-feed > .h-entry').count(), posts.length);
    assert.is(await page.locator('.h-feed > .p-name').getAttribute('value'), 'Ann’s flock');
    assert.is(await page.locator('.about.h-card .p-name').innerText(), 'Ann');
    assert.is(await page.locator('.about.h-card .u-photo').getAttribute('src'), `${open.at}photos/ann.png`);
    assert.is(await page.locator('.about.h-card .p-note').innerText(), 'Short notes on birds & <wool>.');
  });
});

/** The links of a head with this rel. */
function links(open: Open, path: string, rel: string): Promise<string[]> {
  return seen(open, path, (page) =>
    page
      .locator(`head link[rel="${rel}"]`)
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? '')),
  );
}

browsing('a listing leads to its feeds and the node, a post to its item', async (open) => {
  const { at } = open;
  const node = 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0';
  const feeds = ['atom.xml', 'rss.xml', 'feed.json'];
  const of = (path: string): string[] => feeds.map((file) => at + path + file);
  assert.equal(await links(open, '', 'alternate'), [...of(''), node]);
  assert.equal(await links(open, 'tags/geese/', 'alternate'), [...of('tags/geese/'), node]);
  assert.equal(await links(open, '2026/11/', 'alternate'), [`${at}2026/11/atom.xml`, ...of(''), node]);
  assert.equal(await links(open, '2026/11/plain/', 'alternate'), [...of(''), `${node};item=plain`]);
});

browsing('every page names its address, its hub and the author’s other addresses', async (open) => {
  assert.equal(await links(open, 'tags/geese/', 'canonical'), [`${open.at}tags/geese/`]);
  assert.equal(await links(open, 'tags/geese/', 'hub'), ['https://hub.example/']);
  assert.equal(await links(open, 'tags/geese/', 'me'), ['https://social.example/@ann']);
});

browsing('OpenGraph shows a post as others shall', async (open) => {
  const found = await seen(open, '2026/11/photo/', (page) =>
    page
      .locator('meta[property]')
      .evaluateAll((metas) => metas.map((meta) => [meta.getAttribute('property'), meta.getAttribute('content')])),
  );
  assert.equal(found, [
    ['og:title', 'Ann, 18 November 2026: Before sunrise.'],
    ['og:type', 'article'],
    ['og:url', `${open.at}2026/11/photo/`],
    ['og:site_name', 'Ann’s flock'],
    ['og:description', 'Before sunrise.'],
    ['og:image', `${open.at}photos/2026/11/dawn.png`],
    ['og:image:alt', 'A red sky over reeds'],
    ['article:published_time', '2026-11-18T06:30:00Z'],
    ['article:modified_time', '2026-11-18T06:30:00Z'],
  ]);
});

browsing('linked data speaks schema.org, SIOC and FOAF', async (open) => {
  const text = await seen(open, '2026/11/reply/', (page) =>
    page.locator('script[type="application/ld+json"]').innerText(),
  );
  const linked = JSON.parse(text) as Record<string, unknown>;
  assert.equal(linked['@type'], ['SocialMediaPosting', 'sioct:MicroblogPost']);
  assert.equal(linked['sioc:reply_of'], { '@id': 'https://bob.example/7' });
  assert.is(linked['identifier'], 'tag:ann.example,2026:reply');
  assert.is((linked['author'] as Record<string, unknown>)['foaf:jabberID'], 'ann@ann.example');
});

browsing('every link inside the site leads to a page or a feed', async (open) => {
  const known = new Set((await built(sample)).keys());
  const broken: string[] = [];
  for (const path of LOOKED_AT) {
    const hrefs = await seen(open, path, (page) =>
      page.locator('a[href]').evaluateAll((found) => found.map((a) => a.getAttribute('href') ?? '')),
    );
    for (const href of hrefs.map((href) => new URL(href, open.at + path).href)) {
      if (!href.startsWith(open.at)) continue;
      const file = decodeURIComponent(new URL(href).pathname)
        .slice(1)
        .replace(/(^|\/)$/, '$1index.html');
      if (!known.has(file) && !/atom\.xml$|rss\.xml$|feed\.json$|\.png$|\.pdf$/.test(file))
        broken.push(`${path}: ${href}`);
    }
  }
  assert.equal(broken, []);
});

browsing.run();
