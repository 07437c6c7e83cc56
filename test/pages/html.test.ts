// What a reader's browser, a search engine and a microformats parser get.
import { HtmlValidate } from 'html-validate';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pagesOf } from '../sketched.ts';
import { posts, render, site } from './sample.ts';

const html = suite('html');

const made = await render({}, { pages: pagesOf(site, posts) });

html('is valid on every page', async () => {
  assert.equal(made.problems, []);
  const validate = new HtmlValidate({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    // The stylesheet is the site’s own, and a title that begins a note may be long.
    rules: { 'long-title': 'off', 'require-sri': 'off' },
  });
  const reports = await Promise.all(
    Object.entries(made.files).map(async ([path, text]) => {
      const { results } = await validate.validateString(text, path);
      return results.flatMap(({ messages }) => messages.map((m) => `${path}:${m.line} ${m.ruleId} ${m.message}`));
    }),
  );
  assert.equal(reports.flat(), []);
});

html.run();
