// The checker of the W3C on every page of two sites: one has all that the theme shows, and in the other one each field
// holds what breaks pages. It needs Java; it is fetched for this, for it weighs as much as all other packages together.
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { placed, type Place } from './placed.ts';
import { skein } from './program.ts';
import { showcase } from './showcase.ts';

const VNU = 'vnu-jar@26.9.27';

const HOSTILE = `"><script>alert(1)</script>'&amp;{{ 1 + 1 }}]]>--> \u202eevil\u202c 👩🏽‍🚀 e\u0301 ${'w'.repeat(5000)}`;

/** What it says of the pages of a site: errors, and no advice. */
function errorsIn({ root }: Place): string {
  const words = ['--yes', VNU, '--skip-non-html', '--errors-only', '--format', 'gnu', `${root}/_site`];
  const { status, stdout, stderr, error } = spawnSync('npx', words, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw error;
  assert.not.match(stderr, /java: not found|ENOENT/, 'Install Java, default-jre-headless on Debian.');
  return status === 0 ? '' : (stdout + stderr).slice(0, 10_000) || `It ended with ${status}.`;
}

/** A site whose every field is hostile, in a language that is written from right to left. */
async function hostile(): Promise<Place> {
  const place = placed();
  const [text, url] = [JSON.stringify(HOSTILE), 'https://ann.example/'];
  const author = { name: HOSTILE, photo: `${url}a"b.png`, me: [`${url}?a=1&b="2"`] };
  const config = { title: HOSTILE, description: HOSTILE, url, author, language: 'ar', id: 'tag:ann.example,2026:' };
  place.write('skein.config.js', `export default ${JSON.stringify(config)};\n`);
  const escaped = HOSTILE.replaceAll(/[<>&{}\]"'-]/g, String.raw`\$&`);
  const post = (name: string, ...lines: readonly string[]): void =>
    place.write(`posts/2026-11-0${name}.md`, ['---', ...lines, '---', HOSTILE, '', escaped, ''].join('\n'));
  post('1-note', 'tags: [إوز, 雁, w_1-x]');
  post('2-article', `title: ${text}`, `photos: [{ src: "https://b.example/a\\"b.png", alt: ${text} }]`);
  post('3-warned', `warning: ${text}`);
  post('4-reply', `reply_to: { url: "https://b.example/?a=1&b=2", name: ${text}, excerpt: ${text} }`);
  post('5-repost', `repost_of: { url: "https://b.example/?a=1&b=2", name: ${text}, excerpt: ${text} }`);
  post('6-thread', `reply_to: ${url}2026/11/note/`);
  const { code, err } = await skein(['build'], { cwd: place.root });
  assert.is(code, 0, err);
  return place;
}

const vnu = suite('the checker of the W3C');

vnu('finds no error in what the theme shows', async () => {
  for (const language of ['en', 'ar'] as const) {
    assert.is(errorsIn(await showcase({ url: 'https://ann.example/', language })), '');
  }
});

vnu('finds no error where every field is hostile', async () => assert.is(errorsIn(await hostile()), ''));

vnu.run();
