// What stands beside the words of a post, and what stays among them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
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

beside.run();
