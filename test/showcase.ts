// A site that has one of all that the theme can show, as a folder that was built: what browsers look at.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { drawn, placed, type Place } from './placed.ts';

/** Where it is shown, and its language. */
interface Shown {
  readonly url: string;
  readonly language: 'en' | 'ar';
}

const PHOTOS = ['dawn', 'reeds', 'lake', 'heron'];
const LONG = 'geese'.repeat(60);

const front = (lines: readonly string[], text: string): string => ['---', ...lines, '---', text, ''].join('\n');

const photos = (...names: readonly string[]): string =>
  `photos: [${names.map((name) => `{ src: /photos/${name}.jpg, alt: "A picture of ${name}" }`).join(', ')}]`;

/** Texts of posts by the names of their files, whose last one is the newest. */
function postsOf({ url, language }: Shown): Readonly<Record<string, string>> {
  const words = language === 'ar' ? 'إوز فوق البحيرة هذا الصباح' : 'Geese over the lake this morning';
  return {
    '2025-03-01-old': `${words}.`,
    '2026-10-31-film': `${words}.\n\n![A film of it](/film.mp4)\n\n![Their call](/call.mp3)\n\n[The count](/count.pdf)`,
    '2026-11-01-long': `${words} ${LONG} https://example.org/${LONG}`,
    '2026-11-02-other': front(['lang: he'], 'שלום לכולם #שלום'),
    '2026-11-03-warned': front(['warning: Death of a bird', photos('dawn')], 'A hawk took one.'),
    '2026-11-04-reply': front(
      ['reply_to: { url: "https://bob.example/7", name: Bob, excerpt: "Did you hear that?" }'],
      `${words}, @bob.`,
    ),
    '2026-11-05-repost': front(
      ['repost_of: { url: "https://carol.example/1", name: Carol, excerpt: "Look up." }'],
      'Worth a look.',
    ),
    '2026-11-06-first': `${words}, the first of a thread.`,
    '2026-11-07-second': front([`reply_to: ${url}2026/11/first/`], 'And the second.'),
    '2026-11-08-article': front(
      ['title: How a “V” saves <strength>', 'tags: [flight, wool]'],
      `## Lift\n\n${`${words}. `.repeat(12)}\n\n${TABLE}\n\n> None flies alone.\n\n- one\n- two\n\n${CODE}\n\n![Reeds](/photos/reeds.jpg)`,
    ),
    '2026-11-09-one': front([photos('dawn')], `${words} #lake`),
    '2026-11-10-four': front([photos(...PHOTOS)], `${words} #lake`),
    '2026-11-11-three': front([photos('lake', 'heron', 'reeds')], ''),
    '2026-11-12-note': `${words}, loud & low. #lake`,
  };
}

// Wider than a phone.
const COLUMNS = ['bird', 'Shetland', 'Heligoland', 'Camargue', 'Doñana', 'Gibraltar', 'Tangier', 'Nouadhibou'];
const TABLE = [COLUMNS, COLUMNS.map(() => '---'), COLUMNS.map((_, at) => 12 * at)]
  .map((row) => row.join(' | '))
  .join('\n');
const CODE = `\`\`\`ts\nconst wake = "${'upwash, '.repeat(12)}"; // lift\n\`\`\``;

/** Builds it; photos that another one has are taken from there. */
export async function showcase(shown: Shown, other?: Place): Promise<Place> {
  const place = placed();
  const { url, language } = shown;
  const config = {
    title: 'Ann’s flock',
    description: 'Short notes on birds & <wool>.',
    url,
    author: { name: 'Ann', photo: '/photos/dawn.jpg', me: ['https://social.example/@ann'] },
    id: 'tag:ann.example,2026:',
    language,
    timezone: 'Europe/Berlin',
    pinned: '2026-11-01-long',
    fediverse: '@ann.example@web.brid.gy',
    xmpp: { jid: 'ann@ann.example' },
    announce: { chat: true, rooms: ['birds@rooms.example'] },
  };
  place.write('skein.config.js', `export default ${JSON.stringify(config)};\n`);
  for (const [at, name] of PHOTOS.entries()) {
    const size = [1200, 600 + 200 * at] as const;
    const photo = other
      ? undefined
      : await drawn(...size, ['#c64', '#684', '#57a', '#998'][at])
          .jpeg()
          .toBuffer();
    if (photo) place.write(`public/photos/${name}.jpg`, photo);
  }
  for (const path of ['public', '.skein/cache/photos'])
    if (other && existsSync(join(other.root, path)))
      cpSync(join(other.root, path), join(place.root, path), { recursive: true });
  for (const file of ['film.mp4', 'call.mp3', 'count.pdf']) place.write(`public/${file}`, 'Not asked for.');
  for (const [name, text] of Object.entries(postsOf(shown))) place.write(`posts/${name}.md`, text);
  await place.build({}, () => new Date('2026-11-22T12:00:00Z'));
  return place;
}
