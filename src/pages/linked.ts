// Linked data of a page: schema.org for search engines, and SIOC and FOAF, which microblogs have spoken since 2008.
import type { Entry } from '../model/entry.ts';
import { addressOf, type Site } from '../model/site.ts';
import { tagPath } from '../model/tag.ts';

/** A JSON-LD object. */
export type Linked = Readonly<Record<string, unknown>>;

const CONTEXT = [
  'https://schema.org/',
  {
    foaf: 'http://xmlns.com/foaf/0.1/',
    sioc: 'http://rdfs.org/sioc/ns#',
    sioct: 'http://rdfs.org/sioc/types#',
    dcterms: 'http://purl.org/dc/terms/',
  },
];

function person(site: Site): Linked {
  const { author, url, xmpp } = site;
  return {
    '@type': ['Person', 'foaf:Person'],
    '@id': `${url}#author`,
    name: author.name,
    'foaf:name': author.name,
    url,
    'foaf:weblog': { '@id': url },
    ...(author.photo !== undefined && { image: addressOf(site, author.photo) }),
    ...(author.me.length > 0 && { sameAs: author.me }),
    ...(xmpp && { 'foaf:jabberID': xmpp.jid }),
  };
}

/** A page that lists posts; `path` is relative to the site. */
export function linkedListing(site: Site, path: string, name?: string): Linked {
  return {
    '@context': CONTEXT,
    '@type': path === '' ? ['Blog', 'sioct:Microblog'] : ['CollectionPage', 'sioc:Container'],
    '@id': addressOf(site, path),
    url: addressOf(site, path),
    ...(name !== undefined && { name }),
    inLanguage: site.language,
    author: person(site),
    ...(path !== '' && { isPartOf: { '@id': site.url } }),
  };
}

/** The page of a post. What hides behind a warning is not told here. */
export function linkedPost(site: Site, entry: Entry, name: string): Linked {
  return {
    '@context': CONTEXT,
    '@type':
      entry.title === undefined ? ['SocialMediaPosting', 'sioct:MicroblogPost'] : ['BlogPosting', 'sioct:BlogPost'],
    '@id': entry.url,
    identifier: entry.id,
    url: entry.url,
    headline: name,
    ...(entry.warning === undefined && { 'sioc:content': entry.text }),
    datePublished: entry.published,
    dateModified: entry.updated,
    inLanguage: entry.lang,
    keywords: entry.tags,
    author: person(site),
    'sioc:has_container': { '@id': site.url },
    'sioc:topic': entry.tags.map((tag) => ({ '@id': addressOf(site, tagPath(tag)) })),
    ...(entry.replyTo && { 'sioc:reply_of': { '@id': entry.replyTo.url } }),
    ...(entry.repostOf !== undefined && { sharedContent: { '@type': 'WebPage', url: entry.repostOf } }),
    ...(entry.mentions.length > 0 && { 'sioc:addressed_to': entry.mentions.map((address) => ({ '@id': address })) }),
    ...(entry.enclosures.length > 0 && { 'sioc:attachment': entry.enclosures.map(({ url }) => ({ '@id': url })) }),
  };
}
