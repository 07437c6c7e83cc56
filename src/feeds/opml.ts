// Whom one follows, from `following.opml`: OPML 1.0 or 2.0 as any reader exports it.
import { grouped } from '../model/grouped.ts';
import type { Follow } from '../model/people.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { read } from './xml.ts';
import type { Element } from './xml.ts';

/** Where those one follows are, relative to the site. */
export const FOLLOWING = 'following.opml';

/**
 * Every outline with a feed, however deep and in which folder, each feed once; or all that is wrong with the file.
 * `where` is what the file is called.
 */
export function followsFrom(opml: string, where = FOLLOWING): Checked<Follow[]> {
  const root = read(opml);
  if (root?.getName().toLowerCase() !== 'opml') {
    return wrong({
      where,
      what: root ? `is not OPML: it begins with <${root.name}>.` : 'is not well-formed XML.',
      next: 'Export your subscriptions as OPML from a reader again, or mend the file.',
    });
  }
  const found = outlines(root, []).filter(({ said }) => said['xmlurl']);
  const problems = found.flatMap(({ said }) => problemWith(said, where));
  if (problems.length > 0) return wrong(...problems);
  return fine([...grouped(found.map(followFrom), ({ feed }) => feed).values()].flatMap(([first]) => first ?? []));
}

interface Outline {
  /** Its attributes, their names in lower case: `xmlUrl` is written in every way there is. */
  readonly said: Readonly<Record<string, string>>;
  /** The names of the outlines around it. */
  readonly groups: readonly string[];
}

function outlines(parent: Element, groups: readonly string[]): Outline[] {
  return parent.getChildElements().flatMap((each) => {
    if (each.getName().toLowerCase() !== 'outline') return outlines(each, groups);
    const said = attributesOf(each);
    return [{ said, groups }, ...outlines(each, [...groups, nameOf(said)])];
  });
}

/** The attributes of an outline, their names in lower case. */
export function attributesOf(outline: Element): Readonly<Record<string, string>> {
  const attributes = Object.entries(outline.attrs).map(([name, value]) => [name.toLowerCase(), String(value).trim()]);
  return Object.fromEntries(attributes) as Record<string, string>;
}

/** What an outline is called. */
export function nameOf({ title, text }: Readonly<Record<string, string>>): string {
  return title || text || '';
}

function problemWith({ xmlurl = '', text = '' }: Outline['said'], where: string): Problem[] {
  if (/^(https?:\/\/|xmpp:)/i.test(xmlurl) && URL.canParse(xmlurl)) return [];
  return [
    {
      where,
      what: `"${xmlurl}"${text && ` ("${text}")`} is not the address of a feed.`,
      next: 'Write its xmlUrl as https://… or, for a node, xmpp:…',
    },
  ];
}

function followFrom({ said, groups }: Outline): Follow {
  const { xmlurl = '', htmlurl = '' } = said;
  const group = groups.filter(Boolean).join(' / ');
  return { name: nameOf(said) || xmlurl, feed: xmlurl, ...(htmlurl && { page: htmlurl }), ...(group && { group }) };
}
