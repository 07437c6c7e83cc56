// That the benchmark measures what it says. How long anything takes is no concern of a test.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parsePost } from '../../src/posts/parse.ts';
import { whoIn } from '../../src/posts/people.ts';
import { read } from '../../src/feeds/xml.ts';
import { site } from '../announce/blog.ts';
import { temporary } from '../program.ts';
import { added, corpus } from './corpus.ts';
import { checkPages, type SiteGenerator } from './generator.ts';
import { writtenSince } from './measure.ts';
import { plotOf } from './plot.ts';
import { textOf, type Measured, type Results } from './results.ts';
import { skein } from './skein.ts';
import { tableOf } from './table.ts';

const bench = suite('bench');

const UNTIL = new Date('2026-11-22T00:00:00Z');
const kept = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

bench('an archive is the same for the same seed, and another for another', () => {
  const [first, same, other] = [42, 42, 1].map((seed) => [...corpus(100, UNTIL, seed)]);
  assert.equal(first, same);
  assert.not.equal(first, other);
});

bench('every note of an archive is a post without a problem, at the address where its page is looked for', async () => {
  const generator = skein('');
  for (const note of [...corpus(500, UNTIL), added(1, UNTIL, 'Geese')]) {
    const parsed = await parsePost(`posts/${note.file}`, note.text, { site, who: whoIn([]) });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { path, entry } = parsed.value.post;
    assert.is(`${path}index.html`, generator.pageOf(note));
    assert.ok(entry.text.startsWith(note.begins));
  }
});

bench('an archive has tags that are used often and tags that are hardly used, articles and replies', () => {
  const texts = [...corpus(2000, UNTIL)].map(({ text }) => text);
  const having = (part: string): number => texts.filter((text) => text.includes(part)).length;
  assert.ok(having('tag0') > 10 * having('tag190'));
  for (const part of ['title: ', 'reply_to: ', 'https://example.com/']) assert.ok(having(part) > 0, part);
  assert.is(new Set([...corpus(2000, UNTIL)].map(({ file }) => file)).size, 2000);
});

bench('a page that is missing, and one that does not say what its note says, end the benchmark', () => {
  const generator: SiteGenerator = { ...skein(temporary()), output: '', pageOf: ({ slug }) => slug };
  const notes = [...corpus(3, UNTIL)];
  mkdirSync(generator.root);
  const write = (nth: number, text: string): void => writeFileSync(join(generator.root, notes[nth]?.slug ?? ''), text);
  for (const [nth, note] of notes.entries()) write(nth, note.begins);
  assert.is(checkPages(generator, notes), 3);
  write(1, 'something else');
  assert.throws(() => checkPages(generator, notes), /0 pages are missing, 1 are empty/);
  assert.throws(() => checkPages(generator, [...notes, added(1, UNTIL, 'x')]), /1 pages are missing, 1 are empty/);
});

bench('files that were written or replaced since a moment are counted, others are not', async () => {
  const folder = temporary();
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), '');
  await pause(20);
  const moment = Date.now();
  await pause(20);
  writeFileSync(join(folder, 'b'), '');
  mkdirSync(join(folder, 'new'));
  writeFileSync(join(folder, 'new', 'd'), '');
  assert.is(writtenSince(folder, moment).files, 2);
});

/** Samples of one second for Skein and two for Hugo, but for what is said. */
function results(more: readonly Measured[]): Results {
  const measured: Measured[] = [
    { size: 10_000, who: 'Hugo', work: 'first build', samples: [{ seconds: 2, peak: 300 }] },
    { size: 10_000, who: 'Hugo', work: 'add', samples: [{ seconds: 2 }] },
    ...more,
  ];
  return { date: '', machine: {}, files: 'in memory', measured };
}

bench('the table has the median, its ratio to Hugo, and whether the goal is met', () => {
  const samples = [3, 1, 1].map((seconds) => ({ seconds, files: 17 }));
  const [, first, add, files] = tableOf(
    results([
      { size: 10_000, who: 'Skein', work: 'first build', samples },
      { size: 10_000, who: 'Skein', work: 'add', samples },
    ]),
  ).split('\n');
  assert.match(first ?? '', /^first build +1\.00 s ±100% +2\.00 s +0\.50 +≤ 1 +met$/);
  assert.match(add ?? '', /^a note added +1\.00 s ±100% +2\.00 s +0\.50 +≤ 0\.35 +missed$/);
  assert.match(files ?? '', /^ {2}files written for one added +17 +≤ 20 +met$/);
});

bench('no line of the table is wider than 100 columns', () => {
  const table = tableOf(JSON.parse(kept('results.json')) as Results);
  assert.equal(
    table.split('\n').filter((line) => line.length > 100),
    [],
  );
});

bench('the plot is what is drawn of the results that are kept, and well-formed', () => {
  const results = JSON.parse(kept('results.json')) as Results;
  assert.is(kept('results.json'), textOf(results));
  assert.is(kept('plot.svg'), plotOf(results));
  assert.ok(read(kept('plot.svg')));
});

bench('npm run bench builds the same posts with each generator, and keeps what it found', async () => {
  const out = temporary();
  const words = ['--sizes', '50', '--runs', '1', '--only', 'build', '--folder', temporary(), '--out', out];
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'bench', '--', ...words]);
  const { measured } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
  const found = new Map(measured.map(({ who, work, samples }) => [`${who} ${work}`, samples[0]?.files ?? -1]));
  const skeins = ['first build', 'add', 'edit', 'delete', 'nothing'].map((work) => found.get(`Skein ${work}`) ?? -1);
  const [first = 0, add = 0, edit = 0, remove = 0, nothing] = skeins;
  assert.match(stdout, /^50 notes +Skein +Hugo +Eleventy +ratio +goal$/m);
  assert.ok(
    first > 50 && add > 0 && add <= 20 && edit > 0 && edit <= add && remove > 0 && remove <= add,
    String(skeins),
  );
  assert.is(nothing, 0);
  for (const work of ['first build', 'add']) assert.ok((found.get(`Eleventy ${work}`) ?? 0) > 50, work);
});

bench(
  'npm run bench -- edge fetches the same feeds with each reader, opens pages, and leaves what the builds found',
  async () => {
    const out = temporary();
    const before = results([]);
    writeFileSync(join(out, 'results.json'), textOf(before));
    const words = ['--feeds', '6', '--entries', '600', '--runs', '1', '--folder', temporary(), '--out', out];
    const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'bench', '--', 'edge', ...words]);
    const { edge, ...builds } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
    assert.equal(builds, before);
    const found = new Set(edge?.measured.map(({ who, work }) => `${who} ${work}`));
    for (const each of [
      'Skein first fetch',
      'newsboat nothing new',
      'Skein page: conversation',
      'Skein skein timeline',
    ])
      assert.ok(found.has(each), each);
    assert.match(stdout, /^6 feeds +Skein +newsboat +ratio +goal$/m);
  },
);

bench.run();
