// What a reader's browser, a search engine and a microformats parser get.
import { HtmlValidate } from 'html-validate';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pagesOf } from '../sketched.ts';
import type { SafeHtml } from '../../src/model/entry.ts';
import type { Page } from '../../src/model/page.ts';
import type { Site } from '../../src/model/site.ts';
import { post, posts, render, site } from './sample.ts';

const html = suite('html');

const validate = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
  // The stylesheet is the site’s own, and a title that begins a note may be long.
  rules: { 'long-title': 'off', 'require-sri': 'off' },
});

/** The pages of a site as files, each of them valid. */
async function validFiles(of: Site, pages: readonly Page[]): Promise<Readonly<Record<string, string>>> {
  const { files, problems } = await render({}, { pages, site: of });
  assert.equal(problems, []);
  const reports = await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const { results } = await validate.validateString(text, path);
      return results.flatMap(({ messages }) => messages.map((m) => `${path}:${m.line} ${m.ruleId} ${m.message}`));
    }),
  );
  assert.equal(reports.flat(), []);
  return files;
}

html('is valid on every page', async () => {
  await validFiles(site, pagesOf(site, posts));
});

const HOSTILE = '"><script>alert(1)</script>\'&amp;{{ 1 + 1 }}]]>--> \u202eevil\u202c 👩🏽‍🚀 \u0301 ' + 'w'.repeat(5000);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

html('is valid, and text stays text, whatever stands in every field, in any language and accent', async () => {
  const hostile: Site = {
    ...site,
    title: HOSTILE,
    description: HOSTILE,
    author: { ...site.author, name: HOSTILE },
    language: 'ar',
    accent: '#9a2f5f',
    pinned: 'note',
    fediverse: '@ann.example@web.brid.gy',
  };
  const file = { url: 'https://ann.example/a"b.png', type: 'image/png', length: 1, title: HOSTILE };
  const said = {
    text: HOSTILE,
    html: `<p>${escaped(HOSTILE)}</p>` as SafeHtml,
    lang: 'ja',
    author: { name: HOSTILE, uri: site.url },
    replyTo: { url: 'https://bob.example/?a=1&b="2"', name: HOSTILE, excerpt: HOSTILE },
    repostOf: 'https://carol.example/?a=1&b=2',
    enclosures: [file, { ...file, url: `${site.url}b.mp3`, type: 'audio/mpeg' }],
    tags: ['إوز', '雁'],
  };
  const written = [
    post('note', said, hostile),
    post('article', { ...said, title: HOSTILE }, hostile),
    post('warned', { ...said, warning: HOSTILE }, hostile),
  ];
  const files = await validFiles(hostile, pagesOf(hostile, written));
  for (const [path, text] of Object.entries(files)) assert.not.match(text, '<script>', path);
});

html.run();
