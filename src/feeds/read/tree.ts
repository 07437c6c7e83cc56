// A stranger's XML as a tree, whatever is wrong with it: cut off, tags that close nothing, HTML where text belongs,
// prefixes that nobody declared. Names of elements and attributes are in lower case. It has bounds, so that whoever
// walks it may call itself.
import { scan, type Attributes, type Heard } from '../markup.ts';
import { Element } from '../xml.ts';

/** Elements deeper than this are not made; their text goes to the deepest that is. */
const DEEPEST = 200;

/** What comes after so many elements is not read. */
const MOST = 200_000;

const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{M}\p{N}_.-]*)?$/u;

/** What has been read so far. */
interface Growth {
  /** The way from the document to the element that the next thing is in. */
  readonly open: Element[];
  /** Names that have been closed since they were last opened. */
  readonly ended: Set<string>;
  isStopped: boolean;
}

/** All that stands in a document, below one element that is none of it. */
export function treeFrom(xml: string): Element {
  const document = new Element('document');
  const growth: Growth = { open: [document], ended: new Set(), isStopped: false };
  scan(xml, 'xml', (stop) => growing(growth, stop));
  const left = growth.isStopped ? [] : growth.open.filter((element) => !growth.ended.has(tagOf(element)));
  for (const element of left) cut.add(element);
  return document;
}

const cut = new WeakSet<Element>();

/** Whether the document ends within this element, and nobody has closed it. */
export function isCut(element: Element): boolean {
  return cut.has(element);
}

function growing(growth: Growth, stop: () => void): Heard {
  const { open, ended } = growth;
  // How many of each name are open: what closes nothing is known without a search.
  const names = new Map<string, number>();
  let [made, deeper] = [0, 0];
  const counted = (name: string, more: number): void => void names.set(name, (names.get(name) ?? 0) + more);
  return {
    opened(name, attributes) {
      if (++made > MOST) {
        growth.isStopped = true;
        stop();
      } else if (open.length > DEEPEST) deeper++;
      else {
        open.push(open.at(-1)!.cnode(elementOf(name, attributes)));
        counted(name, 1);
        ended.delete(name);
      }
    },
    words(text) {
      const { children } = open.at(-1)!;
      const last = children.length - 1;
      if (typeof children[last] === 'string') children[last] += text;
      else children.push(text);
    },
    closed(name) {
      ended.add(name);
      if (deeper > 0) deeper--;
      else if (names.get(name)) for (let closed = ''; closed !== name; counted(closed, -1)) closed = tagOf(open.pop()!);
    },
  };
}

// An element whose name XML cannot hold has another; it is closed by the one it was opened by.
const tags = new WeakMap<Element, string>();

function tagOf(element: Element): string {
  return tags.get(element) ?? element.name;
}

function elementOf(tag: string, attributes: Attributes): Element {
  const element = new Element(NAME.test(tag) ? tag : 'unknown');
  if (element.name !== tag) tags.set(element, tag);
  for (const [name, value] of Object.entries(attributes)) if (NAME.test(name)) element.attrs[name] = value;
  return element;
}
