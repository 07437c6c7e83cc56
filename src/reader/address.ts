// Addresses: those of strangers as links may have them, and those of the reader's own pages.

const OPENS_A_PAGE = /^https?:/i;
const OPENS_A_PROGRAM = /^(?:xmpp|mailto):/i;

/** A stranger's address, if opening it only opens something: a page, a chat, a letter. */
export function linkable(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  return OPENS_A_PAGE.test(address) || OPENS_A_PROGRAM.test(address) ? address : undefined;
}

/** A stranger's address, if it is one of the web. */
export function webAddress(address: string | undefined): string | undefined {
  return address !== undefined && OPENS_A_PAGE.test(address) ? linkable(address) : undefined;
}

/** A path of the reader with a query: `/`, `{ group: 'Friends' }` is `/?group=Friends`. What is absent is left out. */
export function pathWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const search = new URLSearchParams(present).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Where an act goes back to: a path of the reader's own, whatever a form says. */
export function ownPath(path: string): string {
  const base = 'http://reader.invalid';
  if (!URL.canParse(path, base)) return '/';
  const { origin, pathname, search } = new URL(path, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
