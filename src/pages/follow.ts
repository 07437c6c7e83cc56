// The page that says how to follow: one line and one button for each way.
import type { Page } from '../model/page.ts';
import type { Account, Site } from '../model/site.ts';
import { themeHead } from './head.ts';
import { actionLink, subscribeLink } from './follow-links.ts';
import { OPML } from './plain.ts';
import { codeOf } from './qr.ts';

const FEEDS = [
  { name: 'Atom', path: 'atom.xml' },
  { name: 'RSS', path: 'rss.xml' },
  { name: 'JSON Feed', path: 'feed.json' },
];

const BRIDGY = '@web.brid.gy';

/** The follow page. A way that the site does not offer is not there. */
export function followPage(site: Site): Page {
  const { xmpp, announce, fediverse } = site;
  const path = 'follow/';
  const data = {
    head: themeHead(site, { word: 'follow', path }),
    feeds: FEEDS,
    opml: OPML,
    ...(fediverse && { fediverse: { handle: fediverse, href: profileOf(fediverse) } }),
    ...(xmpp && { node: nodeOf(xmpp) }),
    ...(xmpp && announce.chat && { chat: { href: actionLink(xmpp.jid, 'subscribe'), address: xmpp.jid } }),
    rooms: announce.rooms.map((room) => ({ href: actionLink(room, 'join'), address: room })),
  };
  return { path: `${path}index.html`, template: 'follow.njk', data };
}

function nodeOf(xmpp: Account) {
  const href = subscribeLink(xmpp);
  return { href, address: xmpp.service ?? xmpp.jid, node: xmpp.node, code: codeOf(href) };
}

// Where a person sees the account: Bridgy Fed has a page for each site, and elsewhere it is by its name.
function profileOf(handle: string): string {
  if (handle.endsWith(BRIDGY)) return `https://fed.brid.gy/web/${encodeURIComponent(handle.slice(1, -BRIDGY.length))}`;
  const [, user = '', host = ''] = handle.split('@');
  return `https://${host}/@${encodeURIComponent(user)}`;
}
