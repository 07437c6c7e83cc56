// The door to XML: building it, reading it, and what it may not hold. Everything that Skein writes as XML goes through
// a tree, never through glued strings.
import { Element, parse } from 'ltx';

export { Element };

type Child = Element | string | undefined;
type Attributes = Readonly<Record<string, string | number | undefined>>;

// XML 1.0 §2.2 Char; the `u` flag makes a lone surrogate match as itself, so it is found too.
const NOT_CHAR = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The text without what XML 1.0 cannot hold (control characters, lone surrogates, U+FFFE): it becomes U+FFFD. */
export function clean(text: string): string {
  return text.replace(NOT_CHAR, '\uFFFD');
}

/** An element. Attributes that are undefined are left out, children that are undefined too; text is cleaned. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Element {
  const made = new Element(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.attrs[key] = clean(String(value));
  }
  for (const child of children) {
    if (child !== undefined) made.cnode(typeof child === 'string' ? clean(child) : child);
  }
  return made;
}

/** The same children, each on a line of its own, so that a change to one is a change of its lines. */
export function lines(...children: readonly Child[]): (Element | string)[] {
  return children.flatMap((each) => (each === undefined ? [] : ['\n', each]));
}

/** The document with its declaration and a line break at the end. `stylesheet` is an address of an XSL file. */
export function document(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.toString()}\n`;
}

/** A tree, or undefined when the text is not well-formed XML. DOCTYPE and own entities are refused. */
export function read(text: string): Element | undefined {
  try {
    return parse(text.replace(/^\uFEFF/, '').replace(/^\s*<\?xml[^>]*\?>/, ''));
  } catch (cause) {
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

/** The first child with this local name in this namespace, however the sender wrote the prefix. */
export function child(parent: Element, name: string, namespace: string): Element | undefined {
  return children(parent, name, namespace)[0];
}

/** All children with this local name in this namespace. */
export function children(parent: Element, name: string, namespace: string): Element[] {
  return parent.getChildElements().filter((each) => each.getName() === name && each.getNS() === namespace);
}
