// The words of the theme: each language says all that English says, in every plural form that it has.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { wordsOf, type Words } from '../../src/world/words.ts';

const words = suite('words');

const THEME = 'templates';
const FOLDER = join(THEME, '_data', 'words');

/** A shelf of templates with these words of one language. */
function shelf(language: string, said: unknown): string {
  const root = join(mkdtempSync(join(tmpdir(), 'skein-test-')), 'templates');
  mkdirSync(join(root, '_data', 'words'), { recursive: true });
  writeFileSync(join(root, '_data', 'words', `${language}.json`), JSON.stringify(said));
  return root;
}

const said = (shelves: readonly string[], language: string): Words => {
  const read = wordsOf(shelves, language);
  assert.ok(read.ok);
  return read.value;
};

words('every language says what English says, in its plural forms', () => {
  const english = JSON.parse(readFileSync(join(FOLDER, 'en.json'), 'utf8')) as Words;
  for (const file of readdirSync(FOLDER)) {
    const own = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Words;
    assert.equal(Object.keys(own), Object.keys(english), file);
    const categories = new Intl.PluralRules(file.slice(0, -'.json'.length)).resolvedOptions().pluralCategories;
    for (const forms of Object.values(own).filter((word) => typeof word === 'object'))
      assert.equal(Object.keys(forms).sort(), [...categories].sort(), file);
  }
});

words('no template holds words of its own, but for the one that only the preview has', () => {
  const texts = readdirSync(THEME, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.njk') && name !== 'elsewhere.njk',
  );
  const bare = texts.flatMap((name) => {
    const text = readFileSync(join(THEME, name), 'utf8').replaceAll(
      /\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?<\/style>|<[^>]*>/gs,
      ' ',
    );
    return [...text.matchAll(/[\p{L}]{2,}/gu)].map(([word]) => `${name}: ${word}`);
  });
  // Names are the same in every language.
  const names = new Set(['OPML', 'XMPP', 'Movim', 'Libervia'].map((name) => `follow.njk: ${name}`));
  assert.equal(
    bare.filter((word) => !names.has(word)),
    [],
  );
});

words('a dialect takes those of its language, one that is not known those of English', () => {
  assert.is(said([THEME], 'de-AT')['follow'], 'Folgen');
  assert.is(said([THEME], 'sw')['follow'], 'Follow');
});

words('a site says some in its own way, and adds a language', () => {
  assert.equal(
    [said([shelf('de', { follow: 'Dranbleiben' }), THEME], 'de')].map(({ follow, tags }) => [follow, tags]),
    [['Dranbleiben', 'Schlagwörter']],
  );
  assert.is(said([shelf('sw', { follow: 'Fuata' }), THEME], 'sw')['follow'], 'Fuata');
});

words('what is no list of words is told', () => {
  for (const wrong of [[], 'a', { follow: 1 }, { posts: { one: 'a' } }]) {
    const read = wordsOf([shelf('en', wrong), THEME], 'en');
    assert.equal(read.ok ? [] : read.problems.map(({ where }) => where), ['templates/_data/words/en.json']);
  }
});

words.run();
