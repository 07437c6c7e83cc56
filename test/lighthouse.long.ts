// Google's Lighthouse on home and on notes, as on a phone in a slow net: 98 of 100 at least, in all that it rates. It is
// fetched for this, for it weighs as much as all other packages together.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skein, temporary } from './program.ts';
import { openHost } from './servers/host.ts';
import { showcase } from './showcase.ts';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update';
const LEAST = 98;
/** What else the machine does can only take from a rating, so the best of some counts. */
const RUNS = 5;

interface Report {
  readonly categories: Readonly<Record<string, { score: number; auditRefs: ReadonlyArray<{ id: string }> }>>;
  readonly audits: Readonly<Record<string, { score: number | null; title: string; displayValue?: string }>>;
}

async function reportOf(url: string): Promise<Report> {
  const out = join(temporary(), 'report.json');
  const words = [
    '--yes',
    LIGHTHOUSE,
    url,
    '--quiet',
    '--output=json',
    `--output-path=${out}`,
    `--chrome-flags=${FLAGS}`,
  ];
  await promisify(execFile)('npx', words, { env: { ...process.env, CHROME_PATH: '/usr/bin/chromium' } });
  return JSON.parse(readFileSync(out, 'utf8')) as Report;
}

/** What a page is rated too low in, and by which of its parts. */
function wanting({ categories, audits }: Report): readonly string[] {
  const low = Object.entries(categories).filter(([, { score }]) => score * 100 < LEAST);
  return low.flatMap(([name, { score, auditRefs }]) => [
    `${name}: ${Math.round(score * 100)}`,
    ...auditRefs.flatMap(({ id }) => {
      const { score, title, displayValue = '' } = audits[id]!;
      return score !== null && score < 1 ? [`  ${title} ${displayValue}`] : [];
    }),
  ]);
}

async function best(url: string): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const report = await reportOf(url);
    assert.equal(Object.keys(report.categories).sort(), ['accessibility', 'best-practices', 'performance', 'seo']);
    found = wanting(report);
    if (found.length === 0) return found;
  }
  return found;
}

const lighthouse = suite('lighthouse');

lighthouse('finds next to nothing on a new site, nor on one that has all that the theme shows', async () => {
  const host = await openHost();
  try {
    const cwd = join(temporary(), 'new');
    const words = ['--yes', '--title', 'Ann', '--author', 'Ann', '--url', `${host.at}new/`];
    assert.is((await skein(['init', cwd, ...words], { cwd: join(cwd, '..') })).code, 0);
    assert.is((await skein(['build'], { cwd })).code, 0);
    const rich = await showcase({ url: `${host.at}rich/`, language: 'en' });
    host.show({ '/new/': join(cwd, '_site'), '/rich/': join(rich.root, '_site') });
    const hello = /href="[^"]*\/(\d{4}\/\d\d\/[^"/]+\/)"/.exec(
      readFileSync(join(cwd, '_site/index.html'), 'utf8'),
    )?.[1];
    const pages = [
      'new/',
      `new/${hello}`,
      'rich/',
      'rich/2026/11/note/',
      'rich/2026/11/four/',
      'rich/2026/11/article/',
    ];
    for (const page of pages) assert.equal(await best(host.at + page), [], page);
  } finally {
    await host.close();
  }
});

lighthouse.run();
