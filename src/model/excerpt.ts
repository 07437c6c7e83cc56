// The beginning of a text, for places that have no room for more.

// An entry's text has its links as `words (address)`; an address may hold one pair of parentheses.
const ADDRESS = / ?\((?:https?:\/\/|xmpp:|mailto:)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)/g;

// Lines of a quotation begin with `>`, as in an e-mail; on one line, marks around it say the same.
const QUOTED = /^>.*(?:\n>.*)*/gm;
const MARKS = /^[> ]+/gm;

// White space that is not one space already.
const SPACES = /[^\S ]\s*| \s+/g;

function quotedIn(lines: string): string {
  const words = lines.replaceAll(MARKS, '').trim();
  return words === '' ? '' : `“${words}”`;
}

/** What stands for an entry in a list: of an article its first paragraph, of a note all its words. */
export function leadOf({ title, text }: { readonly title?: string; readonly text: string }): string {
  return title === undefined ? text : (/^\s*(.+?)\s*(?:\n\s*\n|$)/s.exec(text)?.[1] ?? '');
}

/** The text on one line without its addresses, what it quotes in “marks”, cut between words so that it has at most `length` UTF-16 units. */
export function excerptOf(text: string, length: number): string {
  const line = text.replace(ADDRESS, '').replaceAll(QUOTED, quotedIn).replaceAll(SPACES, ' ').trim();
  if (line.length <= length) return line;
  const room = line.slice(0, length - 1);
  const space = room.lastIndexOf(' ');
  // Scripts without spaces are cut between characters, and no pair of surrogates is torn.
  const cut = space > length / 2 ? room.slice(0, space) : room.replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.replace(/[\s,;:.–—-]+$/, '')}…`;
}
