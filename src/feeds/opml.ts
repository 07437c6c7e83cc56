// Whom one follows, from `following.opml`: OPML 1.0 or 2.0 as any reader exports it.
import { grouped } from '../model/grouped.ts';
import type { Follow } from '../model/people.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { read } from './xml.ts';
import type { Element } from './xml.ts';

const FILE = 'following.opml';

/** Every outline with a feed, however deep and in which folder, each feed once; or all that is wrong with the file. */
export function followsFrom(opml: string): Checked<Follow[]> {
  const root = read(opml);
  if (root?.getName().toLowerCase() !== 'opml') {
    return wrong({
      where: FILE,
      what: root ? `is not OPML: it begins with <${root.name}>.` : 'is not well-formed XML.',
      next: 'Export your subscriptions as OPML from a reader again, or mend the file.',
    });
  }
  const found = outlines(root).filter((outline) => outline['xmlurl']);
  const problems = found.flatMap(problemWith);
  if (problems.length > 0) return wrong(...problems);
  return fine([...grouped(found.map(followFrom), ({ feed }) => feed).values()].flatMap(([first]) => first ?? []));
}

type Outline = Readonly<Record<string, string>>;

/** The attributes of all outlines below, their names in lower case: `xmlUrl` is written in every way there is. */
function outlines(parent: Element): Outline[] {
  return parent.getChildElements().flatMap((each) => {
    const attributes = Object.entries(each.attrs).map(([name, value]) => [name.toLowerCase(), String(value).trim()]);
    const own = each.getName().toLowerCase() === 'outline' ? [Object.fromEntries(attributes) as Outline] : [];
    return [...own, ...outlines(each)];
  });
}

function problemWith({ xmlurl = '', text = '' }: Outline): Problem[] {
  if (/^(https?:\/\/|xmpp:)/i.test(xmlurl) && URL.canParse(xmlurl)) return [];
  return [
    {
      where: FILE,
      what: `"${xmlurl}"${text && ` ("${text}")`} is not the address of a feed.`,
      next: 'Write its xmlUrl as https://… or, for a node, xmpp:…',
    },
  ];
}

function followFrom({ xmlurl = '', htmlurl = '', title = '', text = '' }: Outline): Follow {
  return { name: title || text || xmlurl, feed: xmlurl, ...(htmlurl && { page: htmlurl }) };
}
