// Search: what the build writes is read by the very script that a browser runs.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Entry } from '../../src/model/entry.ts';
import { numbersOf, searchedOf, type Searched } from '../../src/model/searched.ts';
import { saidFile, wordsFile } from '../../src/pages/search-file.ts';
import { searchFiles } from '../../src/pages/search.ts';
import { shelved } from '../sketched.ts';
import { post, site, THEME } from './sample.ts';

const search = suite('search');

interface Word {
  readonly word: string;
  readonly numbers: readonly number[];
}

interface Script {
  readonly wordsOf: (query: string) => readonly Word[];
  readonly foundIn: (said: Searched, words: readonly Word[]) => { inTitle: unknown; inText: unknown } | undefined;
  readonly monthsIn: (
    bytes: Uint8Array,
  ) => readonly { name: string; mayHold: (numbers: readonly number[]) => boolean }[];
  readonly postsIn: (lines: unknown, year: string, month: string) => readonly (Searched & { path: string })[];
}

const script = (await import(pathToFileURL(join(THEME, 'assets/search.js')).href)) as Script;

const inOrder = (numbers: Iterable<number>): readonly number[] => [...new Set(numbers)].sort((a, b) => a - b);
const inBrowser = (text: string): readonly number[] => inOrder(script.wordsOf(text).flatMap(({ numbers }) => numbers));
const inBuild = (text: string): readonly number[] => inOrder(numbersOf(text));

/** Where a query is found in this text: what is marked, or nothing. */
function marks(text: string, query: string): readonly string[] | undefined {
  const found = script.foundIn({ title: '', text, tags: [] }, script.wordsOf(query));
  return found && (found.inText as [number, number, number][]).map(([, start, end]) => text.slice(start, end));
}

// All but most of Han and Hangul, which are alike.
const CHARACTERS = [
  [0, 0x3500],
  [0xa000, 0xad00],
  [0xd700, 0x12000],
  [0x16000, 0x20000],
].flatMap(([from = 0, to = 0]) => Array.from({ length: (to - from) / 0x100 }, (_, at) => from + at * 0x100));

search('the browser folds and counts every character as the build does', () => {
  for (const first of CHARACTERS) {
    const each = Array.from({ length: 0x100 }, (_, at) => String.fromCodePoint(first + at));
    const text = each.map((one) => `${one}x${one}${one} ${one}abc x${one}`).join(' ');
    assert.equal(inBrowser(text), inBuild(text), first.toString(16));
  }
});

search('and any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(inBrowser(text), inBuild(text.normalize('NFC')));
    }),
  );
});

// Text, query, what is marked of it; nothing where it is not found.
const FOUND: readonly (readonly [text: string, query: string, marked: readonly string[] | undefined])[] = [
  ['Geese over the lake', 'gee', ['Gee']],
  ['Geese over the lake', 'LAKE geese', ['Geese', 'lake']],
  ['Geese over the lake', 'lake goose', undefined],
  ['Geese over the lake', 'eese', undefined],
  ['A footnote, a note', 'note', ['note']],
  ['Łódź, Ærø and the Straße', 'lodz aero strasse', ['Łódź', 'Ærø', 'Straße']],
  ['A STRASSE', 'straße', ['STRASSE']],
  ['cre\u0301me bru\u0302le\u0301e', 'creme brul', ['cre\u0301me', 'bru\u0302l']],
  ['Привет, Мир', 'мир', ['Мир']],
  ['ΟΔΟΣ και οδός', 'οδος', ['ΟΔΟΣ', 'οδός']],
  ['東京タワーへ行く', 'タワー', ['タワー']],
  ['東京タワーへ行く', '京', ['京']],
  ['東京タワーへ行く', '大阪', undefined],
  ['ｶﾀｶﾅ and ＦＵＬＬ', 'カタカナ full', ['ｶﾀｶﾅ', 'ＦＵＬＬ']],
  ['나는 학교에 갔다', '학교', ['학교']],
  ['قرأت الكتاب الجديد', 'كتاب', ['كتاب']],
  ['قرأت كِتَابًا', 'كتاب', ['كِتَابً']],
  ['שלום והברווזים', 'ברווז', ['ברווז']],
  ['สวัสดีชาวโลก', 'ชาวโลก', ['ชาวโลก']],
  ['C++ in 2026', '2026', ['2026']],
  ['Geese', '#geese', ['Geese']],
];

for (const [text, query, marked] of FOUND) {
  search(`“${query}” in “${text}” is ${marked ? `found as ${marked.join(', ')}` : 'not found'}`, () => {
    assert.equal(marks(text, query), marked);
  });
}

const said = (entry: Partial<Entry>): Searched => searchedOf(post('one', entry).entry);

search('titles, tags and what photos show are found, and words may be in any of them', () => {
  const photo = { url: 'https://ann.example/a.png', type: 'image/png', length: 1, title: 'Reeds in fog' };
  const one = said({ title: 'Morning', text: 'A walk.', tags: ['geese'], enclosures: [photo] });
  assert.is(one.text, 'A walk. Reeds in fog');
  for (const query of ['morning', 'geese', 'reeds', 'morning walk geese fog'])
    assert.ok(script.foundIn(one, script.wordsOf(query)), query);
  assert.is(script.foundIn(one, script.wordsOf('morning swan')), undefined);
});

search('what stands behind a warning is neither found nor shown', () => {
  assert.equal(said({ warning: 'Death of a bird', text: 'A hawk took one.' }).text, 'Death of a bird');
});

const WORDS = ['geese', 'lake', 'so', 'élan', 'Straße', 'München', '東京タワー', 'الكتاب', 'สวัสดี', 'zyzzyva'];
const days = fc.record({ month: fc.integer({ min: 1, max: 12 }), words: fc.uniqueArray(fc.constantFrom(...WORDS)) });

search('whatever a post says, its month is among those that may hold it, and there it is', () => {
  fc.assert(
    fc.property(fc.array(days, { minLength: 1, maxLength: 30 }), (written) => {
      const posts = written.map(({ month, words }, at) => {
        const published = `2026-${String(month).padStart(2, '0')}-03T12:00:00Z`;
        return post(`p${at}`, { text: `So ${words.join(' ')}`, published });
      });
      const { shelf, postOf } = shelved(site, posts);
      const files = new Map(
        searchFiles(shelf).map((sketch) => [
          sketch.path,
          sketch.maker === 'words' ? wordsFile(sketch) : saidFile(site, sketch.cards.map(postOf), sketch.cards),
        ]),
      );
      const months = script.monthsIn(files.get('search/2026/words.bin') as Uint8Array);
      for (const { path, entry } of posts) {
        for (const word of entry.text.split(' ')) {
          const query = script.wordsOf(word);
          const may = months.filter(({ mayHold }) => query.every(({ numbers }) => mayHold(numbers)));
          const found = may.flatMap(({ name }) => {
            const lines: unknown = JSON.parse(String(files.get(`search/2026/${name}.json`)));
            return script.postsIn(lines, '2026/', name.slice(0, 2)).filter((one) => script.foundIn(one, query));
          });
          assert.ok(found.map((one) => one.path).includes(path), `${word} of ${path}`);
        }
      }
    }),
    { numRuns: 40 },
  );
});

search('a month that has none of the words is seldom among them', () => {
  const text = Array.from({ length: 600 }, (_, at) => `w${(at * 7919).toString(36)}xyz`).join(' ');
  const { shelf } = shelved(site, [post('one', { text })]);
  const [words] = searchFiles(shelf).flatMap((sketch) => (sketch.maker === 'words' ? [wordsFile(sketch)] : []));
  const [month] = script.monthsIn(words ?? new Uint8Array());
  const others = Array.from({ length: 2000 }, (_, at) => `q${(at * 104_729).toString(36)}zyx`);
  const vain = others.filter((word) => script.wordsOf(word).every(({ numbers }) => month?.mayHold(numbers)));
  assert.ok(vain.length < 100, `${vain.length} of 2000`);
  assert.ok((words?.length ?? 0) < 600 * 1.2, `${words?.length} bytes for 600 words`);
});

search.run();
