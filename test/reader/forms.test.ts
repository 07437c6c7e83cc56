// The forms of the reader in a real browser, as a person fills them in.
import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ids, opened } from './opened.ts';
import { heard, sampleReading } from './sample.ts';
import { begin } from '../begin.ts';
import { openBrowser } from '../servers/chromium.ts';

const browsing = suite<{ browser: Browser }>('forms of the reader');

begin(browsing, async (open, atEnd) => {
  open.browser = await openBrowser();
  atEnd(() => open.browser.close());
});

const PNG = Buffer.from('\x89PNG\r\n\x1A\n', 'latin1');

browsing('a reply is counted and shown as it is typed, and written once', async ({ browser }) => {
  const reading = sampleReading();
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
  const reading = sampleReading();
  await opened({ browser, reading, may: /413/ }, async (page, url) => {
    const send = async (size: number): Promise<void> => {
      await page.goto(`${url}compose`);
      await page.locator('#text').fill('Dawn');
      await page.locator('.picture summary').click();
      await page
        .locator('#photo')
        .setInputFiles({ name: 'dawn.png', mimeType: 'image/png', buffer: Buffer.concat([PNG], size) });
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
  const reading = sampleReading();
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
  const reading = sampleReading();
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

browsing.run();
