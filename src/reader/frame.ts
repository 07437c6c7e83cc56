// The frame of every page: head, navigation with what is unread, and the keys.
import { MANY, type Reading } from './reading.ts';
import type { Assets } from './files.ts';
import { markup, type Markup } from './markup.ts';
import type { Page, Place } from './page.ts';
import { problemsMarkup } from './problems.ts';

/** A whole document. */
export function framed(page: Page, reading: Reading, assets: Assets): string {
  const unread = reading.unread();
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${unread.timeline > 0 && `(${numberOf(unread.timeline)}) `}${page.title} · ${reading.site.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="${assets.icon}">
<link rel="stylesheet" href="${assets.site}">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.script}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${headerMarkup(page, reading.site.title, unread)}<main id="main">
${problemsMarkup(reading.problems)}${page.main}</main>
<footer class="site">
<p><a href="${reading.site.url}">${reading.site.title}</a><button class="help" type="button" hidden>Keys: ?</button></p>
</footer>
${KEYS}</body>
</html>
`.markup;
}

/** A document for whoever may not see any. */
export function bare(title: string, sentence: string): string {
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<h1>${title}</h1>
<p>${sentence}</p>
</body>
</html>
`.markup;
}

const PLACES: readonly (readonly [Place, string, string])[] = [
  ['timeline', '/', 'Timeline'],
  ['mentions', '/mentions', 'Mentions'],
  ['starred', '/starred', 'Starred'],
  ['search', '/search', 'Search'],
  ['following', '/following', 'Following'],
  ['blocks', '/blocks', 'Blocks'],
];

function headerMarkup({ place }: Page, title: string, unread: Partial<Record<Place, number>>): Markup {
  return markup`<header class="site">
<a class="name" href="/">${title}</a>
<a class="write" href="/compose"${place === 'write' && markup` aria-current="page"`}>Write</a>
<nav aria-label="Reader">
${PLACES.map(
  ([
    name,
    path,
    words,
  ]) => markup`<a href="${path}"${place === name && markup` aria-current="page"`}>${words}${countMarkup(unread[name])}</a>
`,
)}</nav>
</header>
`;
}

function numberOf(unread: number): string {
  return unread < MANY ? String(unread) : `${MANY - 1}+`;
}

function countMarkup(unread: number | undefined): Markup {
  if (unread === undefined || unread === 0) return markup``;
  return markup` <span class="count">${numberOf(unread)}<span class="unseen"> unread</span></span>`;
}

const KEY_WORDS: readonly (readonly [string, string])[] = [
  ['j', 'next entry'],
  ['k', 'previous entry'],
  ['o', 'open it, with its conversation'],
  ['v', 'its own page'],
  ['r', 'reply'],
  ['s', 'star, or unstar'],
  ['m', 'mark as read, or unread'],
  ['b', 'block'],
  ['.', 'show what is new'],
  ['c', 'write'],
  ['/', 'search'],
  ['g t', 'timeline'],
  ['g m', 'mentions'],
  ['g s', 'starred'],
  ['g f', 'following'],
  ['g b', 'blocks'],
  ['?', 'these keys'],
];

// Only a script opens it.
const KEYS = markup`<dialog id="keys" aria-labelledby="keys-name">
<h2 id="keys-name">Keys</h2>
<dl>
${KEY_WORDS.map(
  ([key, words]) => markup`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>
`,
)}</dl>
<form method="dialog"><button>Close</button></form>
</dialog>
`;
