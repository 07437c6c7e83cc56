// The door to XML: building it, reading it, and what it may not hold. Everything that Skein writes as XML goes through
// a tree, never through glued strings.
import { Element, parse } from 'ltx';

export { Element };

type Child = Element | string | undefined;
type Attributes = Readonly<Record<string, string | number | undefined>>;

// XML 1.0 §2.2 Char; the `u` flag makes a lone surrogate match as itself, so it is found too.
const NOT_CHAR = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

// A quick look: nearly all text is far from what XML cannot hold.
const SUSPECT = /[^\t\n\r\u0020-\uD7FF]/;

/** The text without what XML 1.0 cannot hold (control characters, lone surrogates, U+FFFE): it becomes U+FFFD. */
export function clean(text: string): string {
  return SUSPECT.test(text) ? text.replace(NOT_CHAR, '\uFFFD') : text;
}

/** An element. Attributes that are undefined are left out, children that are undefined too; text is cleaned. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Element {
  const made = new Element(name);
  made.attrs = cleaned(attributes);
  for (const child of children) {
    if (child !== undefined) made.cnode(typeof child === 'string' ? clean(child) : child);
  }
  return made;
}

function cleaned(attributes: Attributes): Record<string, string> {
  const clear: Record<string, string | number | undefined> = { ...attributes };
  for (const key in clear) {
    const value = clear[key];
    if (value === undefined) delete clear[key];
    else if (typeof value !== 'string' || SUSPECT.test(value)) clear[key] = clean(String(value));
  }
  return clear as Record<string, string>;
}

/** The same children, each on a line of its own, so that a change to one is a change of its lines. */
export function lines(...children: readonly Child[]): (Element | string)[] {
  const apart: (Element | string)[] = [];
  for (const each of children) if (each !== undefined) apart.push('\n', each);
  return apart;
}

/** The document with its declaration and a line break at the end. */
export function document(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${serialised(root)}\n`;
}

/** What `toString()` gives, in a third of the time. */
function serialised({ name, attrs, children }: Element): string {
  let text = '<' + name;
  for (const key in attrs) text += ' ' + key + '="' + escaped(String(attrs[key]), IN_ATTRIBUTE) + '"';
  if (children.length === 0) return text + '/>';
  text += '>';
  for (const child of children) text += typeof child === 'string' ? escaped(child, IN_TEXT) : serialised(child);
  return text + '</' + name + '>';
}

const IN_TEXT = /[&<>]/g;
const IN_ATTRIBUTE = /["&'<>]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string, special: RegExp): string {
  return text.search(special) === -1 ? text : text.replaceAll(special, (char) => ENTITIES[char] ?? char);
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
