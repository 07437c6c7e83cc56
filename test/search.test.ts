// Search and the switch of the theme, as a reader uses them: a built site below a folder of its host, in a real browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import axe from 'axe-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Page } from 'playwright-core';
import type { Post } from '../src/model/entry.ts';
import type { File } from '../src/model/page.ts';
import { saidFile, wordsFile } from '../src/pages/search-file.ts';
import { searchFiles, searchPage, searchSketch } from '../src/pages/search.ts';
import { renderer } from '../src/world/render.ts';
import { begin } from './begin.ts';
import { startBlog, type Blog } from './folder.ts';
import { post as samplePost, site as sample, THEME } from './pages/sample.ts';
import { openBrowser, seen } from './servers/chromium.ts';
import { shelved } from './sketched.ts';

interface Open {
  blog: Blog;
  browser: Browser;
  at: string;
}

const search = suite<Open>('search in the browser');

/** One note a month over three years, and a few that are looked for. */
function write(blog: Blog): void {
  const note = (name: string, day: string, text: string, more: readonly string[] = []): void =>
    blog.write(`posts/${name}.md`, ['---', `date: ${day}T10:00:00Z`, ...more, '---', text, ''].join('\n'));
  for (let month = 0; month < 36; month++) {
    const day = new Date(Date.UTC(2023, month, 3)).toISOString().slice(0, 10);
    note(`every-${month}`, day, `Geese again, number ${month}.`);
  }
  note('rare', '2023-05-07', 'A **zyzzyva**, which is a weevil, and [a link](https://bob.example/).');
  note('hostile', '2024-02-01', 'Look: `<img src=x onerror="alert(1)">` & "hostile" words.', [
    'title: "<script>alert(2)</script> hostile"',
  ]);
  note('tokyo', '2024-03-01', '東京タワーへ行く。', ['lang: ja', 'tags: [travel]']);
  note('book', '2024-04-01', 'قرأت الكتاب الجديد.', ['lang: ar']);
  note('photo', '2024-05-01', 'Nothing to read.', ['warning: Spoilers for the heron']);
}

begin(search, async (open, atEnd) => {
  open.blog = await startBlog();
  atEnd(() => open.blog.close());
  open.at = `${open.blog.url}~ann/`;
  open.blog.configure({
    url: open.at,
    language: 'en-GB',
    timezone: 'UTC',
    deploy: { to: 'folder', folder: 'www/~ann' },
  });
  write(open.blog);
  const { code, out, err } = await open.blog.skein('deploy', '--no-announce');
  assert.is(code, 0, out + err);
  open.browser = await openBrowser();
  atEnd(() => open.browser.close());
});

const statusOf = (page: Page) => page.getByRole('status');
const results = (page: Page): Promise<string[]> => page.locator('ol.lines li').allInnerTexts();

async function found(page: Page, count: number): Promise<void> {
  await statusOf(page)
    .getByText(`${count} ${count === 1 ? 'post' : 'posts'} found`, { exact: true })
    .waitFor();
}

search('a word is found where it is, marked, with its day, its link, and nothing loaded in vain', async (open) => {
  await seen(open, 'search/', async (page) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url().slice(open.at.length)));
    await page.getByRole('searchbox').fill('Zyzzyv');
    await page.keyboard.press('Enter');
    await found(page, 1);
    assert.equal(await results(page), ['7 May 2023\nA zyzzyva, which is a weevil, and a link.']);
    assert.equal(await page.locator('mark').allInnerTexts(), ['zyzzyv']);
    assert.is(await page.locator('ol.lines a').getAttribute('href'), `${open.at}2023/05/rare/`);
    const files = loaded.filter((path) => path.startsWith('search/'));
    assert.equal(files, [...['2025', '2024', '2023'].map((year) => `search/${year}/words.bin`), 'search/2023/05.json']);
    assert.is(page.url(), `${open.at}search/?q=Zyzzyv`);
    assert.is(await page.evaluate<string>('document.activeElement.id'), 'q');
    assert.is(await page.locator('#older').isVisible(), false);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  search(`axe finds nothing in what is found, ${colorScheme}`, async (open) => {
    await seen(
      open,
      'search/?q=geese+number',
      async (page) => {
        await found(page, 20);
        await page.addScriptTag({ content: axe.source });
        const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
        assert.equal(
          violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          [],
        );
      },
      { colorScheme },
    );
  });
}

search('an address with a query has its answer, and Back brings the one before', async (open) => {
  await seen(open, 'search/?q=zyzzyva', async (page) => {
    await found(page, 1);
    await page.getByRole('searchbox').fill('heron');
    await page.keyboard.press('Enter');
    await statusOf(page).getByText('1 post found').waitFor();
    await page.locator('ol.lines a', { hasText: 'Spoilers' }).click();
    await page.waitForURL(`${open.at}2024/05/photo/`);
    await page.goBack();
    await page.locator('ol.lines a', { hasText: 'Spoilers for the heron' }).waitFor();
    await page.goBack();
    await page.locator('ol.lines a', { hasText: 'weevil' }).waitFor();
    assert.is(await page.getByRole('searchbox').inputValue(), 'zyzzyva');
  });
});

search('newest first, so many at a time, and the keyboard goes on where they go on', async (open) => {
  await seen(open, 'search/?q=geese+number', async (page) => {
    await found(page, 20);
    const [first] = await results(page);
    assert.is(first, '3 December 2025\nGeese again, number 35.');
    await page.locator('#older').focus();
    await page.keyboard.press('Enter');
    await found(page, 36);
    assert.is((await results(page)).at(-1), '3 January 2023\nGeese again, number 0.');
    assert.is(await page.evaluate<string>('document.activeElement.textContent'), 'Geese again, number 15.');
    assert.is(await page.locator('#older').isVisible(), false);
  });
});

search('what a post says is text, whatever it says', async (open) => {
  await seen(open, 'search/?q=hostile', async (page) => {
    await found(page, 1);
    const [line = ''] = await results(page);
    assert.match(line, '<script>alert(2)</script> hostile');
    assert.match(line, '<img src=x onerror="alert(1)"> & "hostile" words.');
    assert.equal(await page.locator('ol.lines :is(img, script)').count(), 0);
    assert.equal(await page.locator('mark').allInnerTexts(), ['hostile', 'hostile']);
  });
});

for (const [query, path] of [
  ['タワー', '2024/03/tokyo/'],
  ['travel', '2024/03/tokyo/'],
  ['كتاب', '2024/04/book/'],
] as const) {
  search(`${query} finds ${path}`, async (open) => {
    await seen(open, `search/?q=${encodeURIComponent(query)}`, async (page) => {
      await found(page, 1);
      assert.is(await page.locator('ol.lines a').getAttribute('href'), open.at + path);
    });
  });
}

search('what is not there is said to be nowhere', async (open) => {
  await seen(open, 'search/?q=nowhere+geese', async (page) => {
    await statusOf(page).getByText('Nothing found.', { exact: true }).waitFor();
    assert.equal([await results(page), await page.locator('#older').isVisible()], [[], false]);
  });
});

search('files that do not come are told of, and the next search asks for them again', async (open) => {
  const words: string[] = [];
  const context = await open.browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => words.push(error.message));
  await page.route('**/05.json', (route) => route.abort());
  await page.goto(`${open.at}search/?q=zyzzyva`);
  await statusOf(page).getByText('could not be loaded').waitFor();
  await page.unroute('**/05.json');
  await page.getByRole('button', { name: 'Search' }).click();
  await found(page, 1);
  await context.close();
  assert.equal(words, []);
});

search('without script the page says so, and leads to the archive', async (open) => {
  await seen(
    open,
    'search/',
    async (page) => {
      assert.match(
        await page.locator('main').innerText(),
        'Search needs JavaScript. All posts are in the archive: Archive',
      );
      await page.locator('noscript a').click();
      await page.waitForURL(`${open.at}#archive`);
      assert.is(await page.locator('button.theme').isVisible(), false);
    },
    { javaScriptEnabled: false },
  );
});

/** What the page is painted with. */
const paper = (page: Page): Promise<string> =>
  page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
const LIGHT = 'rgb(253, 252, 250)';
const DARK = 'rgb(22, 24, 27)';

search('a theme is chosen by a button that says which it is, and is kept', async (open) => {
  await seen(open, '', async (page) => {
    const button = page.locator('button.theme');
    const press = async (): Promise<readonly [string, string]> => {
      await button.focus();
      await page.keyboard.press('Enter');
      return [await button.innerText(), await paper(page)];
    };
    assert.equal([await button.innerText(), await paper(page)], ['Colours: as your system', LIGHT]);
    assert.equal(await press(), ['Colours: light', LIGHT]);
    assert.equal(await press(), ['Colours: dark', DARK]);
    await page.goto(`${open.at}follow/`);
    assert.equal([await button.innerText(), await paper(page)], ['Colours: dark', DARK]);
    assert.equal(await press(), ['Colours: as your system', LIGHT]);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.is(await paper(page), DARK);
  });
});

search(
  'what was chosen is there before anything of the page is, also where only files of the site may run',
  async (open) => {
    const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";
    await seen(
      open,
      'search/?q=zyzzyva',
      async (page) => {
        await found(page, 1);
        assert.equal(await page.evaluate<string[]>('worn'), ['dark']);
        assert.is(await paper(page), DARK);
      },
      {
        setUp: async (page) => {
          // Runs before all else of the page: what is worn when its body begins.
          await page.addInitScript(`
          localStorage.setItem('skein-theme', 'dark');
          globalThis.worn = [];
          new MutationObserver((_, watch) => {
            if (!document.body) return;
            watch.disconnect();
            worn.push(document.documentElement.dataset.theme);
          }).observe(document, { childList: true, subtree: true });`);
          await page.route(`${open.at}search/?q=*`, async (route) => {
            const answer = await route.fetch();
            await route.fulfill({
              response: answer,
              headers: { ...answer.headers(), 'content-security-policy': policy },
            });
          });
        },
      },
    );
  },
);

search('where nothing can be kept, a choice holds for the page', async (open) => {
  await seen(
    open,
    '',
    async (page) => {
      await page.locator('button.theme').click();
      await page.locator('button.theme').click();
      assert.is(await paper(page), DARK);
    },
    {
      setUp: async (page) => {
        await page.addInitScript(
          "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
        );
      },
    },
  );
});

/** The words of a language: a few are used all the time and most hardly ever, as Zipf's law has it. */
function* wordsOf(letters: readonly string[], many: number): Generator<string> {
  const sounds = letters.length;
  for (let nth = 0, state = 42; ; nth++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    let rank = Math.floor(many ** (state / 2 ** 32));
    let word = '';
    for (; rank > 0; rank = Math.floor(rank / sounds)) word += letters[rank % sounds];
    yield word;
  }
}

const TEN_YEARS = 10 * 365.25 * 86_400_000;

/** Ten thousand notes of 140 characters in ten years. */
function* written(words: Iterator<string>, space: string): Generator<Post> {
  for (let nth = 0; nth < 10_000; nth++) {
    const published = `${new Date(Date.UTC(2026, 10, 22) - (nth / 10_000) * TEN_YEARS).toISOString().slice(0, 19)}Z`;
    let text = nth === 9_000 ? 'zyzzyva' : '';
    while (text.length < 140) text += space + words.next().value;
    yield samplePost(`note-${nth}`, { text: text.trim(), published });
  }
}

/** Writes what a search of these posts needs to `www/NAME/`. */
async function writeSearch({ blog }: Open, name: string, posts: readonly Post[]): Promise<string> {
  const site = { ...sample, url: `${blog.url}${name}/` };
  const { shelf, postOf } = shelved(site, posts);
  const render = renderer({ root: blog.cwd, theme: THEME });
  const page = await render.pages(site, [searchPage(site, searchSketch(shelf))]);
  assert.ok(page.ok);
  const made = searchFiles(shelf).map((sketch): File => {
    const { path, cards } = sketch;
    return { path, bytes: sketch.maker === 'words' ? wordsFile(sketch) : saidFile(site, cards.map(postOf), cards) };
  });
  const assets = ['search.js', 'theme.js', 'site.css', 'icon.svg'].map((file): File => {
    return { path: `assets/${file}`, bytes: readFileSync(join(THEME, 'assets', file)) };
  });
  for (const { path, bytes } of [...page.value, ...made, ...assets]) {
    mkdirSync(join(blog.cwd, 'www', name, dirname(path)), { recursive: true });
    writeFileSync(join(blog.cwd, 'www', name, path), bytes);
  }
  return site.url;
}

/** What a reader who was never there loads for a query, uncompressed, and what is said. */
async function costOf({ browser }: Open, address: string): Promise<{ bytes: number; says: string }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(address);
  const said = statusOf(page).filter({ hasText: /found/ });
  await said.waitFor();
  const says = await said.innerText();
  await context.close();
  return { bytes, says };
}

const SOUNDS = Array.from({ length: 80 }, (_, at) => 'bcdfghklmnprstvw'.charAt(at % 16) + 'aeiou'.charAt(at / 16));
const CHARACTERS = Array.from({ length: 2000 }, (_, at) => String.fromCodePoint(0x4e00 + at));

const MOST = 300_000;

search('a query on ten thousand notes loads less than 300 KB, of a host that compresses nothing', async (open) => {
  const spaced = await writeSearch(open, 'spaced', [...written(wordsOf(SOUNDS, 10_000), ' ')]);
  const joined = await writeSearch(open, 'joined', [...written(wordsOf(CHARACTERS, 40_000), '')]);
  for (const [query, address, answer] of [
    // Used all the time; once, nine years ago; never; too short to be looked for by month.
    ['caba', spaced, /^\d+ posts found$/],
    ['zyzzyva', spaced, /^1 post found$/],
    ['nowhere', spaced, /^Nothing found\.$/],
    ['zyzzyva nowhere', spaced, /^Nothing found\.$/],
    ['zy', spaced, /found/],
    // In scripts without spaces there is more to look through: it goes on when it is asked to.
    ['丁丂', joined, /^\d+ posts found$/],
    ['龘龘', joined, /^Nothing found in the newer posts\.$/],
  ] as const) {
    const { bytes, says } = await costOf(open, `${address}search/?q=${encodeURIComponent(query)}`);
    assert.match(says, answer, query);
    assert.ok(bytes < MOST, `${query}: ${bytes} bytes`);
  }
});

search.run();
