// The HTML that stands in an element: escaped as text, or as elements, where its writer forgot to escape it or where
// XHTML belongs.
import { element, type Element } from '../xml.ts';

type Node = Element | string;

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** A tree of a node is not bounded by us. */
const DEEPEST = 200;

/** The HTML inside, to be cleaned. */
export function htmlIn(parent: Element): string {
  if (parent.children.every((each) => typeof each === 'string')) return parent.children.join('');
  const around = element('div', {}, ...markupIn(parent, 0)).toString();
  return around.slice('<div>'.length, -'</div>'.length);
}

/** The XHTML inside: what is text there is text, and no markup. The `div` around it is none of it (RFC 4287 §3.1.1.3). */
export function xhtmlIn(parent: Element): string {
  const inside = parent.children.filter((each) => typeof each !== 'string' || each.trim() !== '');
  const [only] = inside;
  if (inside.length === 1 && typeof only === 'object' && only.getName() === 'div') return divIn(only);
  return divIn(parent);
}

function divIn(parent: Element): string {
  const around = element('div', {}, '', ...markupIn(parent, 0)).toString();
  return around.slice('<div>'.length, -'</div>'.length);
}

function markupIn(parent: Element, depth: number): Node[] {
  if (depth > DEEPEST) return [];
  return parent.children.flatMap((each) => (typeof each === 'string' ? [each] : markup(each, depth)));
}

/** The elements without prefixes. What HTML knows as empty and was left open has its children beside it. */
function markup(each: Element, depth: number): Node[] {
  const name = each.getName().toLowerCase();
  const attributes = Object.entries(each.attrs).filter(([name]) => !/:|^xmlns$/.test(name));
  const inside = markupIn(each, depth + 1);
  const made = Object.fromEntries(attributes.map(([name, value]) => [name, String(value)]));
  // An element of XML that is empty is written `<b/>`, which HTML takes for one that begins.
  return VOID.has(name) ? [element(name, made), ...inside] : [element(name, made, '', ...inside)];
}
