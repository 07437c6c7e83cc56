// One entry on a page, with what can be done with it.
import type { Enclosure, Entry } from '../model/entry.ts';
import { excerptOf } from '../model/excerpt.ts';
import type { Site } from '../model/site.ts';
import { linkable, pathWith, webAddress } from './address.ts';
import { actsMarkup } from './acts.ts';
import { shownHtml } from './cleaned.ts';
import type { Shown } from './reading.ts';
import { markup, type Markup } from './markup.ts';
import { timeMarkup } from './time.ts';

/** How an entry stands on its page. */
export interface Stand {
  readonly site: Site;
  /** `brief`: an article, and a note as long as one, as its beginning. `quoted`: so too, and nothing can be done with it. */
  readonly as: 'brief' | 'whole' | 'quoted';
  /** How deep it answers, in a conversation. */
  readonly depth?: number;
  /** It is the one that was opened, among others. */
  readonly isOpened?: boolean;
}

/** Characters above which a note is shown as its beginning, and how long that is. */
const LONG = 1500;
const BEGINNING = 400;
/** Levels of a conversation that are set apart; what answers deeper stands below its like. */
const DEEPEST = 6;

const CONCERNS = {
  reply: 'answers you',
  repost: 'shares your post',
  link: 'links to you',
  name: 'names you',
} as const;

/** Somebody else's entry. */
export function entryMarkup(shown: Shown, stand: Stand): Markup {
  const { entry, concerns } = shown;
  const ways = concerns.map((way) => CONCERNS[way]);
  return markup`<article class="h-entry entry${entry.read ? '' : ' new'}${stand.isOpened ? ' opened' : ''}${depthOf(stand)}" id="e${entry.number}" tabindex="-1">
<header>
${bylineMarkup(shown)}
<a class="when" href="/entry/${entry.number}">${timeMarkup(stand.site, entry.published || entry.at, 'dt-published')}</a>
<span class="state">${entry.read ? '' : 'Unread'}</span>
${ways.length > 0 && markup`<span class="ways">${ways.join(', ')}</span>`}
</header>
${bodyMarkup(entry, `/entry/${entry.number}`, stand)}${stand.as !== 'quoted' && actsMarkup(shown)}</article>
`;
}

/** A post of my own, in a conversation. */
export function ownMarkup(post: Entry, stand: Stand): Markup {
  return markup`<article class="h-entry entry own${depthOf(stand)}" tabindex="-1">
<header>
<span class="p-author h-card"><bdi>${post.author.name}</bdi></span> <span class="via">you</span>
<a class="when u-url" href="${linkable(post.url)}">${timeMarkup(stand.site, post.published, 'dt-published')}</a>
</header>
${bodyMarkup(post, post.url, stand)}</article>
`;
}

function depthOf({ depth }: Stand): string {
  return depth ? ` depth-${Math.min(depth, DEEPEST)}` : '';
}

function bylineMarkup({ entry, follow, caution }: Shown): Markup {
  const name = entry.author.name || follow.name;
  return markup`<a class="p-author h-card" href="${pathWith('/', { source: follow.feed })}"><bdi>${name}</bdi></a>
${caution !== undefined && markup`<span class="caution" title="The name may look like another’s">${caution}</span>`}
${name !== follow.name && markup`<span class="via">via <bdi>${follow.name}</bdi></span>`}`;
}

function bodyMarkup(entry: Omit<Entry, 'key'>, page: string, { as }: Stand): Markup {
  const isBrief = as !== 'whole' && (entry.title !== undefined || entry.text.length > LONG);
  const body = isBrief ? beginningMarkup(entry, page) : wholeMarkup(entry);
  return markup`${
    entry.title !== undefined &&
    markup`<h2 class="p-name" dir="auto"><a href="${page}">${entry.title}</a></h2>
`
  }${contextMarkup(entry)}${
    entry.warning === undefined
      ? body
      : markup`<details class="warned"><summary class="p-summary" dir="auto">${entry.warning}</summary>
${body}</details>
`
  }`;
}

function beginningMarkup({ text }: Omit<Entry, 'key'>, page: string): Markup {
  return markup`<p class="p-summary" dir="auto">${excerptOf(text, BEGINNING)}</p>
<p><a class="on" href="${page}">Read on</a></p>
`;
}

function wholeMarkup(entry: Omit<Entry, 'key'>): Markup {
  return markup`<div class="e-content" dir="auto"${langOf(entry)}>
${shownHtml(entry.html)}
</div>
${entry.enclosures.map((file) => enclosureMarkup(file, entry.html))}`;
}

// A stranger's language may be any text; one that is no tag would be a fault of the page.
function langOf({ lang }: Pick<Entry, 'lang'>): Markup {
  return /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(lang) ? markup` lang="${lang}"` : markup``;
}

function contextMarkup({ replyTo, repostOf }: Omit<Entry, 'key'>): Markup {
  const [answered, shared] = [linkable(replyTo?.url), linkable(repostOf)];
  const words = replyTo?.name ?? replyTo?.url;
  return markup`${
    replyTo &&
    words &&
    markup`<p class="context u-in-reply-to h-cite">In reply to ${answered ? markup`<a class="u-url p-name" href="${answered}" rel="noopener nofollow ugc" dir="auto">${words}</a>` : markup`<bdi>${words}</bdi>`}${replyTo.excerpt !== undefined && markup`<q class="p-content" dir="auto">${replyTo.excerpt}</q>`}</p>
`
  }${
    shared &&
    markup`<p class="context">Shared from <a class="u-repost-of" href="${shared}" rel="noopener nofollow ugc" dir="auto">${shared}</a></p>
`
  }`;
}

function enclosureMarkup({ url, type, title }: Enclosure, html: string): Markup {
  const address = webAddress(url);
  // The text may show it already.
  if (address === undefined || html.includes(url.replaceAll('&', '&amp;'))) return markup``;
  if (type.startsWith('image/'))
    return markup`<img class="u-photo" src="${address}" alt="${title ?? ''}" loading="lazy" referrerpolicy="no-referrer">
`;
  return markup`<p><a class="u-enclosure" href="${address}" rel="noopener nofollow ugc" dir="auto">${title || address}</a></p>
`;
}
