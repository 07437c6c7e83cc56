// What the script of the reader does in a real browser: news as they come, keys.
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ids, opened } from './opened.ts';
import { heard, sampleReading } from './sample.ts';
import { begin } from '../begin.ts';
import { openBrowser } from '../servers/chromium.ts';
import { until } from '../until.ts';

const browsing = suite<{ browser: Browser }>('the script of the reader');

begin(browsing, async (open, atEnd) => {
  open.browser = await openBrowser();
  atEnd(() => open.browser.close());
});

/** The id of the entry that has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement.closest('.entry')?.id ?? ''");
}

/** A field that takes the focus takes keys as its text. Browsers give it the focus some time after the page is loaded. */
async function leaveField(page: Page): Promise<void> {
  const field = page.locator('[autofocus]');
  if ((await field.count()) === 0) return;
  await until(() => field.evaluate((it) => it === document.activeElement));
  await field.blur();
}

browsing('new entries are told, and shown on a click, and nothing moves before', async ({ browser }) => {
  const reading = sampleReading();
  await opened({ browser, reading, viewport: { width: 800, height: 300 } }, async (page) => {
    await page.locator('#e2').scrollIntoViewIfNeeded();
    await until(() => reading.listeners() === 1);
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
    await until(() => reading.entry(21)?.entry.starred === true);
  });
});

browsing('what came while the page was away is told when it is back', async ({ browser }) => {
  const reading = sampleReading();
  await opened({ browser, reading }, async (page) => {
    await until(() => reading.listeners() === 1);
    const turn = (state: string): Promise<void> =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await turn('hidden');
    await until(() => reading.listeners() === 0);
    reading.hear(heard(20));
    await turn('visible');
    await page.getByRole('button', { name: '1 new' }).waitFor();
  });
});

browsing('a page whose reader has ended says so, and goes on when there is one again', async ({ browser }) => {
  const reading = sampleReading();
  await opened({ browser, reading, may: /ERR_/ }, async (page, url, reader) => {
    await until(() => reading.listeners() === 1);
    await reader.end();
    const told = page.getByText('The reader does not answer.');
    await told.waitFor();
    reading.hear(heard(20));
    await reader.begin();
    await page.getByRole('button', { name: '1 new' }).waitFor();
    assert.equal([await told.count(), page.url()], [0, url]);
  });
});

browsing('keys go through the entries, and act on the one gone to', async ({ browser }) => {
  const reading = sampleReading();
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
    await until(async () => (await focused(page)) === 'e7');
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
      await leaveField(page);
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
  await opened({ browser, reading: sampleReading({ shown: [heard(10), ...answers] }) }, async (page, at) => {
    await page.goto(`${at}entry/30`);
    assert.equal([await focused(page), await page.locator('#e30 .h-card').innerText()], ['e30', 'Bob']);
    await page.keyboard.press('k');
    assert.is(await focused(page), 'e29');
  });
});

browsing('keys are text where one types', async ({ browser }) => {
  await opened({ browser, reading: sampleReading() }, async (page, url) => {
    await page.goto(`${url}compose`);
    await page.locator('#text').pressSequentially('jokers? /b');
    assert.equal([await page.locator('#text').inputValue(), page.url()], ['jokers? /b', `${url}compose`]);
  });
});

browsing.run();
