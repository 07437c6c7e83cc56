// The door of htmlparser2, of which only the tokenizer is used: its parser keeps open elements in a way that costs the
// square of their depth. Markup is heard as a stream of tags and words, in time that grows with its length and no more.
import { Tokenizer, type QuoteType, type TokenizerCallbacks } from 'htmlparser2';
import { clean } from './xml.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What is heard of a text. Names are in lower case; entities are undone; a tag that is never finished is not heard. */
export interface Heard {
  opened?(name: string, attributes: Attributes): void;
  /** A `<br/>` is opened, and closed where it counts: everywhere in XML, in HTML by its name alone. */
  closed?(name: string): void;
  words?(text: string): void;
}

/** An element with more attributes than this keeps the first of them. */
const MOST_ATTRIBUTES = 50;

/**
 * Hears a text from its beginning to its end, or until `stop` is called. XML may use the entities that HTML knows by
 * name, and none that it declares itself.
 */
export function scan(text: string, form: 'html' | 'xml', hearing: (stop: () => void) => Heard): void {
  const source = clean(text);
  const heard = hearing(() => tokenizer.pause());
  const tokenizer = new Tokenizer({ xmlMode: form === 'xml' }, new Listening(source, heard, form));
  tokenizer.write(source);
  tokenizer.end();
}

class Listening implements TokenizerCallbacks {
  private tag = '';
  private attribute = '';
  private value = '';
  private attributes: Record<string, string> = {};
  private count = 0;
  private readonly source: string;
  private readonly heard: Heard;
  private readonly isXml: boolean;

  constructor(source: string, heard: Heard, form: 'html' | 'xml') {
    this.source = source;
    this.heard = heard;
    this.isXml = form === 'xml';
  }

  // In HTML the tokenizer knows them all.
  private decode(text: string): string {
    return this.isXml ? decoded(text) : text;
  }

  ontext(start: number, end: number): void {
    this.heard.words?.(this.decode(this.source.slice(start, end)));
  }

  ontextentity(point: number): void {
    this.heard.words?.(clean(String.fromCodePoint(point)));
  }

  oncdata(start: number, end: number, offset: number): void {
    this.heard.words?.(this.source.slice(start, end - offset));
  }

  onopentagname(start: number, end: number): void {
    this.tag = this.source.slice(start, end).toLowerCase();
    this.attributes = {};
    this.count = 0;
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.source.slice(start, end).toLowerCase();
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    this.value += this.source.slice(start, end);
  }

  onattribentity(point: number): void {
    this.value += clean(String.fromCodePoint(point));
  }

  onattribend(_quote: QuoteType): void {
    const { attribute, attributes } = this;
    if (attribute === '__proto__' || Object.hasOwn(attributes, attribute) || ++this.count > MOST_ATTRIBUTES) return;
    attributes[attribute] = this.decode(this.value);
  }

  onopentagend(): void {
    this.heard.opened?.(this.tag, this.attributes);
  }

  onselfclosingtag(): void {
    this.heard.opened?.(this.tag, this.attributes);
    if (this.isXml) this.heard.closed?.(this.tag);
  }

  onclosetag(start: number, end: number): void {
    this.heard.closed?.(this.source.slice(start, end).toLowerCase().trim());
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}

const NAMED = /&[a-z][a-z0-9]{1,31};/gi;

// By name. A feed has few.
const known = new Map<string, string>();

/** The text with entities that XML does not know undone as HTML does; what HTML does not know stays as it is. */
function decoded(text: string): string {
  return text.includes('&') ? text.replaceAll(NAMED, named) : text;
}

function named(entity: string): string {
  const before = known.get(entity);
  if (before !== undefined) return before;
  let said = '';
  scan(entity, 'html', () => ({ words: (text) => void (said += text) }));
  // Names that nobody knows are without end.
  if (said !== entity) known.set(entity, said);
  return said;
}
