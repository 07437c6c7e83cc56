// A site and posts that have one of everything, and what puts them on a disk as pages.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { dayPath } from '../../src/model/calendar.ts';
import type { Entry, Post, SafeHtml } from '../../src/model/entry.ts';
import type { Page } from '../../src/model/page.ts';
import { distinct, type Problem } from '../../src/model/problem.ts';
import type { Site } from '../../src/model/site.ts';
import { renderer } from '../../src/world/render.ts';

export const site: Site = {
  title: 'Ann’s flock',
  description: 'Short notes on birds & <wool>.',
  url: 'https://ann.example/',
  author: { name: 'Ann', photo: 'photos/ann.png', me: ['https://social.example/@ann'] },
  id: 'tag:ann.example,2026:',
  language: 'en-GB',
  timezone: 'Europe/Berlin',
  xmpp: { jid: 'ann@ann.example', node: 'urn:xmpp:microblog:0' },
  announce: { chat: true, rooms: ['birds@rooms.example'], hubs: ['https://hub.example/'] },
  reader: { allowHosts: [], keep: { days: 365, entries: 50_000 }, tell: false },
};

/** A post of the sample site; what is not said is plain. Its day and its key make its address. */
export function post(key: string, said: Partial<Entry> = {}, of: Site = site): Post {
  const published = said.published ?? '2026-11-22T09:00:00Z';
  const path = `${dayPath(published, of.timezone).slice(0, 8)}${key}/`;
  const text = said.text ?? `Words of ${key}.`;
  const entry: Entry = {
    id: of.id + key,
    key,
    url: of.url + path,
    html: `<p>${text}</p>` as SafeHtml,
    text,
    lang: of.language,
    author: { name: of.author.name, uri: of.url },
    published,
    updated: published,
    tags: [],
    mentions: [],
    enclosures: [],
    ...said,
  };
  return { file: `posts/${key}.md`, path, draft: false, entry };
}

const html = (text: string): SafeHtml => text as SafeHtml;
const picture = { type: 'image/png', length: 1200 };

/** One of each kind, newest first. */
export const posts: readonly Post[] = [
  post('plain', {
    text: 'Over the river: a skein of geese, loud & low. #geese (https://ann.example/tags/geese/)',
    html: html(
      '<p>Over the river: a skein of geese, loud &amp; low. <a href="https://ann.example/tags/geese/">#geese</a></p>',
    ),
    tags: ['geese'],
    published: '2026-11-22T09:00:00Z',
  }),
  post('article', {
    title: 'How a “V” saves <strength>',
    text: 'Each bird rests in the wake of the one before it. '.repeat(12).trim(),
    html: html(
      `<h2>Lift</h2><p>${'Each bird rests in the wake of the one before it. '.repeat(12)}</p>` +
        '<pre><code class="language-ts"><span class="hljs-keyword">const</span> wake = <span class="hljs-string">"upwash, upwash, upwash, upwash, upwash, upwash, upwash"</span>; <span class="hljs-comment">// lift</span></code></pre>' +
        '<blockquote><p>None flies alone.</p></blockquote><ul><li>one</li><li>two</li></ul>',
    ),
    tags: ['geese', 'c++'],
    published: '2026-11-21T20:15:00Z',
    updated: '2026-11-22T08:00:00Z',
  }),
  post('reply', {
    text: 'I heard them too, at four.',
    replyTo: {
      url: 'https://bob.example/7',
      ref: 'tag:bob.example,2025:7',
      name: 'Bob',
      excerpt: 'Did you hear that?',
    },
    mentions: ['https://bob.example/'],
    published: '2026-11-20T03:00:00Z',
  }),
  post('repost', {
    text: 'Worth a look.',
    repostOf: 'https://carol.example/posts/1',
    published: '2026-11-19T12:00:00Z',
  }),
  post('photo', {
    text: 'Before sunrise.',
    enclosures: [
      { ...picture, url: 'https://ann.example/photos/2026/11/dawn.png', title: 'A red sky over reeds' },
      { url: 'https://ann.example/sounds/call.mp3', type: 'audio/mpeg', length: 9000, title: 'A call' },
      { url: 'https://ann.example/files/count.pdf', type: 'application/pdf', length: 9000, title: 'The count' },
    ],
    published: '2026-11-18T06:30:00Z',
  }),
  post('inline', {
    text: 'In the text.',
    html: html(
      '<p>In the text.</p><p><img src="https://ann.example/photos/2026/11/reed.png" alt="Reeds" class="u-photo"></p>',
    ),
    enclosures: [{ ...picture, url: 'https://ann.example/photos/2026/11/reed.png', title: 'Reeds' }],
    published: '2026-11-17T06:30:00Z',
  }),
  post('warned', { text: 'A hawk took one.', warning: 'Death of a bird', published: '2026-11-16T06:30:00Z' }),
  post('hebrew', { text: 'שלום לכולם', lang: 'he', tags: ['שלום'], published: '2026-11-15T06:30:00Z' }),
  post('wordless', {
    text: '',
    html: html(''),
    enclosures: [{ ...picture, url: 'https://ann.example/photos/2026/11/egret.png', title: 'An egret' }],
    published: '2026-10-31T23:30:00Z',
  }),
  post('old', { text: 'First words.', tags: ['geese'], published: '2025-03-01T12:00:00Z' }),
];

/** The package's own templates. */
export const THEME = resolve('templates');

/** A folder that holds these files; `-> target` makes a link. `gone()` removes it. */
export function folder(files: Readonly<Record<string, string>> = {}): { root: string; gone: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'skein-test-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const target = /^-> (.+)$/.exec(text)?.[1];
    if (target === undefined) writeFileSync(join(root, path), text);
    else symlinkSync(target, join(root, path));
  }
  return { root, gone: () => rmSync(root, { recursive: true, force: true }) };
}

/** How a rendering is asked for; what is not said is the sample's. */
export interface Asked {
  readonly pages?: readonly Page[];
  readonly posts?: readonly Post[];
  readonly eleventy?: (config: never) => unknown;
  readonly theme?: string;
  readonly site?: Site;
}

/** The words of a file. */
export function textOf(bytes: string | Uint8Array): string {
  return typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8');
}

/** Renders for a site folder made of `templates`: the files by path, or the problems. */
export async function render(
  files: Readonly<Record<string, string>>,
  asked: Asked = {},
): Promise<{ files: Record<string, string>; problems: readonly Problem[] }> {
  const { root, gone } = folder(files);
  try {
    const { eleventy, theme = THEME, site: of = site } = asked;
    const theirs = renderer({
      root,
      theme,
      ...(eleventy && { eleventy: eleventy as (config: unknown) => unknown }),
    });
    const made = [
      await theirs.pages(of, asked.pages ?? []),
      await theirs.own(
        of,
        (asked.posts ?? []).map(({ entry, path }) => ({ ...entry, path })),
      ),
    ];
    const files = made.flatMap((batch) => (batch.ok ? batch.value : []));
    const problems = made.flatMap((batch) => (batch.ok ? [] : batch.problems));
    return {
      files: Object.fromEntries(files.map(({ path, bytes }) => [path, textOf(bytes)])),
      problems: distinct(problems),
    };
  } finally {
    gone();
  }
}
