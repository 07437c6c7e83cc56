// The page that says how to follow: one line and one link for each way.
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { listingHead } from './head.ts';
import { actionLink, subscribeLink } from './follow-links.ts';

const FEEDS = [
  { name: 'Atom', path: 'atom.xml' },
  { name: 'RSS', path: 'rss.xml' },
  { name: 'JSON Feed', path: 'feed.json' },
];

/** The follow page. A way that the site does not offer is not there. */
export function followPage(site: Site): Page {
  const { xmpp, announce } = site;
  const name = 'Follow';
  const path = 'follow/';
  const head = listingHead(site, { name, path });
  const data = {
    head,
    name,
    feeds: FEEDS,
    ...(xmpp && { node: { href: subscribeLink(xmpp), address: xmpp.service ?? xmpp.jid, node: xmpp.node } }),
    ...(xmpp && announce.chat && { chat: { href: actionLink(xmpp.jid, 'subscribe'), address: xmpp.jid } }),
    rooms: announce.rooms.map((room) => ({ href: actionLink(room, 'join'), address: room })),
  };
  return { path: `${path}index.html`, template: 'follow.njk', data };
}
