// What stands beside the words of a post, and what stays among them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import { SIZES } from '../../src/pages/pictures.ts';
import { shownOf } from '../../src/pages/shown.ts';
import { post, site } from './sample.ts';

const beside = suite('media of a post');

const at = (name: string): string => `https://ann.example/${name}`;

beside('photos stand beside the text once, and a sound or a film that the text only names can be played', () => {
  const shown = shownOf(
    site,
    post('media', {
      html: `<p>See ![</p><p><img src="${at('in.png')}" alt="in" /></p><p><img src="${at('a.png?x=1&amp;y')}" alt="&lt;a&gt;" class="u-photo" /></p><p><img src="${at('f.mp4')}" alt="film" /></p><video src="${at('own.mp4')}"></video>` as SafeHtml,
      enclosures: [
        { url: at('in.png'), type: 'image/png', length: 1 },
        { url: at('a.png?x=1&y'), type: 'image/png', length: 1, title: '<a>' },
        { url: at('f.mp4'), type: 'video/mp4', length: 1 },
        { url: at('own.mp4'), type: 'video/mp4', length: 1 },
      ],
    }),
  );
  assert.is(
    shown.html,
    `<p>See ![</p><p><img src="${at('in.png')}" alt="in" /></p><video src="${at('own.mp4')}"></video>`,
  );
  assert.equal(shown.photos, [{ url: at('a.png?x=1&y'), alt: '<a>' }]);
  assert.equal(
    shown.films.map(({ url }) => url),
    [at('f.mp4')],
  );
});

/** Of each photo of a post with so many, whether it is said to be as wide as the text. */
function wholeOf(count: number): readonly boolean[] {
  const urls = Array.from({ length: count }, (_, nth) => at(`${nth}.jpg`));
  const enclosures = urls.map((url) => ({ url, type: 'image/jpeg', length: 1 }));
  const known = { path: '', key: '', length: 1, width: 900, height: 600, widths: [480] };
  const photos = Object.fromEntries(urls.map((url) => [url, known]));
  const shown = shownOf(site, { ...post(`of-${count}`, { enclosures }), photos });
  return shown.photos.map(({ sizes }) => sizes === SIZES.whole);
}

beside('photos are said to be half as wide as the text, but the first of an odd number', () => {
  assert.equal([1, 2, 3].map(wholeOf), [[true], [false, false], [true, false, false]]);
});

beside.run();
