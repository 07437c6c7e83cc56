// What a document of the web is, by how it begins.

export type Kind = 'Atom' | 'RSS' | 'JSON Feed' | 'page';

/** Bytes that tell: comments and declarations come first. */
const HEAD = 8192;

const ROOTS: Readonly<Record<string, Kind>> = { feed: 'Atom', rss: 'RSS', rdf: 'RSS', channel: 'RSS' };

/** The kind of these bytes, if they are a feed at all; else a page. In UTF-16 every other byte is 0. */
export function kindOf(bytes: Uint8Array): Kind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD)).replaceAll('\0', '');
  if (/^[^<{["]{0,20}\{/.test(head)) return 'JSON Feed';
  const [, root = ''] = /<(?:[a-z][\w.-]*:)?([a-z]+)/i.exec(head.replaceAll(/<!--.*?-->/gs, '')) ?? [];
  return ROOTS[root.toLowerCase()] ?? 'page';
}
