// HTML in a strict form, which most of what feeds carry is in: every element that begins ends, in its order, and all of
// them, their attributes and the characters between are of a short list. For it the sanitiser's answer can be written
// down in one pass. Whatever is not in this form, by one character, is for the sanitiser.

type Attributes = Readonly<Record<string, string>>;

export interface Form {
  /** The attributes that stay; all others go, as at the sanitiser. */
  readonly facts: ReadonlySet<string>;
  /** Gives an element the attributes that it is to have, before they are checked. */
  readonly rewrite: (tag: string, attributes: Attributes) => Attributes;
}

type Kind = 'inline' | 'void' | 'rule' | 'block' | 'around' | 'list' | 'item';

// A block holds what is inline. What is around blocks, and a list, is closed by none of them.
const KINDS = new Map<string, Kind>(
  Object.entries({
    inline: 'a abbr b cite code del em i ins kbd mark q s samp small span strong sub sup time u var',
    void: 'br img',
    rule: 'hr',
    block: 'h1 h2 h3 h4 h5 h6 p pre',
    around: 'blockquote div figcaption figure',
    list: 'ol ul',
    item: 'li',
  }).flatMap(([kind, tags]) => tags.split(' ').map((tag) => [tag, kind as Kind] as const)),
);

/** Deeper is for the sanitiser, which cuts off what is too deep. */
const DEEPEST = 20;

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>&]*")*)( ?\/)?>/y;
const ATTRIBUTE = / ([a-z-]+)="([^"]*)"/g;
const ADDRESS = /^(?:https?:\/\/|mailto:)[^"<>&\s]+$/;
const SPECIAL = /[>&]/;
const ENTITY = /&(?:(amp|lt|gt)|(nbsp|quot)|#(\d{2,5}));|[>&]/g;

/** What the sanitiser would give for it; undefined where it is not in the strict form. */
export function strictHtml(html: string, form: Form): string | undefined {
  const open: string[] = [];
  let made = '';
  for (let at = 0; at < html.length; at = TAG.lastIndex) {
    const next = html.indexOf('<', at);
    const words = strictText(html.slice(at, next === -1 ? undefined : next));
    if (words === undefined) return undefined;
    made += words;
    if (next === -1) break;
    TAG.lastIndex = next;
    const [, end, tag = '', attributes = '', closed] = TAG.exec(html) ?? [];
    const kind = KINDS.get(tag);
    if (!kind) return undefined;
    if (end === '/') {
      if (attributes !== '' || closed !== undefined || open.pop() !== tag) return undefined;
      made += `</${tag}>`;
      continue;
    }
    const written = mayStand(kind, tag, open) ? strictAttributes(tag, attributes, form) : undefined;
    const isEmpty = kind === 'void' || kind === 'rule';
    if (written === undefined || (closed !== undefined && !isEmpty)) return undefined;
    if (!isEmpty) open.push(tag);
    made += isEmpty ? `<${tag}${written} />` : `<${tag}${written}>`;
  }
  return open.length === 0 ? made : undefined;
}

/** Whether a parser of HTML lets it stand where it stands, and closes nothing before it. */
function mayStand(kind: Kind, tag: string, open: readonly string[]): boolean {
  if (open.length >= DEEPEST) return false;
  if (kind === 'void') return true;
  if (kind === 'inline') return tag !== 'a' || !open.includes('a');
  const around = KINDS.get(open.at(-1) ?? 'div');
  if (kind === 'item') return around === 'list';
  // Those within were let in by this rule: nothing else is around them.
  return around === 'around' || around === 'item';
}

function strictAttributes(tag: string, written: string, { facts, rewrite }: Form): string | undefined {
  if (written === '' && tag !== 'img') return '';
  const said: Record<string, string> = {};
  for (const [, name = '', value = ''] of written.matchAll(ATTRIBUTE)) {
    // The first of two counts.
    if (!Object.hasOwn(said, name)) said[name] = value;
  }
  let made = '';
  const attributes = rewrite(tag, said);
  if (tag === 'img' && !attributes['src']) return undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (!facts.has(name)) continue;
    if (/^(?:href|src|cite)$/.test(name) ? !ADDRESS.test(value) : /["<>&]/.test(value)) return undefined;
    made += ` ${name}="${value}"`;
  }
  return made;
}

const NAMED: Readonly<Record<string, string>> = { nbsp: '\u00A0', quot: '"' };

/** Text with the entities that it needs and no other; undefined where it holds one that is not known here. */
function strictText(text: string): string | undefined {
  if (!SPECIAL.test(text)) return text;
  let isStrict = true;
  const made = text.replaceAll(ENTITY, (all: string, needed?: string, named?: string, number?: string) => {
    if (needed !== undefined) return all;
    const char = named === undefined ? charOf(Number(number)) : NAMED[named];
    isStrict &&= char !== undefined;
    return char ?? all;
  });
  return isStrict ? made : undefined;
}

// Numbers below 160 mean other characters in HTML than they say, or none, or some that are markup; 39 is the apostrophe.
function charOf(point: number): string | undefined {
  return point === 39 || (point >= 160 && point < 0xd800) ? String.fromCharCode(point) : undefined;
}
