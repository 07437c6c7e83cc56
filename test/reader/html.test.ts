// Every page of the reader is valid HTML, as browsers and assistive programs expect it.
import { HtmlValidate } from 'html-validate';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt } from './asking.ts';
import { sampleReading } from './sample.ts';

const html = suite('HTML of the reader');

const validate = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
  // Files come from the reader itself; a button without a type sends its form, as it shall.
  rules: { 'long-title': 'off', 'require-sri': 'off', 'no-implicit-button-type': 'off' },
});

const PATHS = [
  '/',
  '/?group=Friends&said=followed',
  '/?source=https://bob.example/atom.xml',
  '/mentions',
  '/starred',
  '/search?words=geese',
  '/following?said=unfollowed',
  '/blocks?said=blocked',
  '/entry/7',
  '/entry/2',
  '/entry/2/block',
  '/entry/6/reply',
  '/compose',
  '/written?file=posts/2026/a.md',
  '/nowhere',
  '/?token=wrong',
];

async function faultsOf(text: string, path: string): Promise<readonly string[]> {
  const { results } = await validate.validateString(text, path);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${path}:${line} ${ruleId} ${message}`),
  );
}

html('is valid on every page', async () => {
  const reading = sampleReading({
    deploy: async () => ({ problems: [], said: '' }),
    blocks: [{ what: 'spam.example', how: 'block' }],
  });
  const browser = browserAt(reading);
  const texts = await Promise.all(PATHS.map(async (path) => faultsOf((await browser.get(path)).text, path)));
  const choice = await browser.post('/follow/find', { address: 'https://eve.example' });
  const refused = await browser.post('/compose', { text: '' });
  const closed = await browser.get('/', { cookie: '' });
  const sent = await Promise.all([choice, refused, closed].map(({ text }, index) => faultsOf(text, String(index))));
  assert.equal([...texts, ...sent].flat(), []);
});

html.run();
