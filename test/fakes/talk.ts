// A server that follows a script: what we say, and what it says to that, as trees.
import { Element, read } from '../../src/feeds/xml.ts';
import { fine, type Checked } from '../../src/model/problem.ts';
import type { Refusal, Reply, Talk } from '../../src/world/world.ts';
import { refusalOf } from '../../src/world/xmpp/refusal.ts';

/** One line of a script. Our stanzas are compared with it, those of the server are heard. */
export type Line =
  | { readonly who: 'we' | 'it'; readonly stanza: Element }
  /** It never answers what was just asked. */
  | { readonly who: 'silence' }
  /** The connection is gone; what follows is on another. */
  | { readonly who: 'end' };

const ENDED: Refusal = { type: 'timeout', condition: 'disconnected' };
const SILENT: Refusal = { type: 'timeout', condition: 'timeout' };

const SECTIONS = /^(we say|it says|it is silent|it hangs up)$/m;

/** The script in a text: sections `we say` and `it says` with one stanza each, `it is silent`, `it hangs up`. */
export function scriptOf(text: string): readonly Line[] {
  const [, ...parts] = text.split(SECTIONS);
  return parts.flatMap((name, nth): Line[] => {
    if (nth % 2 === 1) return [];
    if (name === 'it is silent') return [{ who: 'silence' }];
    if (name === 'it hangs up') return [{ who: 'end' }];
    const stanza = read((parts[nth + 1] ?? '').trim());
    if (!stanza) throw new Error(`Not XML: ${parts[nth + 1]}`);
    return [{ who: name === 'we say' ? 'we' : 'it', stanza }];
  });
}

/** The tree without what a stream adds or XML does not mean: ids, white space between elements, order of attributes. */
function plain({ name, attrs, children }: Element): unknown {
  const kept = Object.entries(attrs as Record<string, string>).filter(
    ([key, value]) => value !== undefined && !(key === 'id' && name === 'iq'),
  );
  const inside = children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return [
    name,
    Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))),
    inside.map((child) => (typeof child === 'string' ? child.trim() : plain(child))),
  ];
}

export interface Script {
  connect(): Promise<Checked<Talk>>;
  /** What the server says by itself, up to our next turn, is heard now. */
  tell(): void;
  /** What was not said. */
  rest(): readonly Line[];
}

function ending(): { readonly ended: Promise<string>; readonly end: () => void } {
  const stream = new EventTarget();
  const ended = new Promise<string>((resolve) => {
    stream.addEventListener('end', () => resolve('closed'));
  });
  return { ended, end: () => void stream.dispatchEvent(new Event('end')) };
}

/** Plays the script. Whatever we say that is not next in it throws, with both. */
export function play(lines: readonly Line[], jid: string): Script {
  const rest = [...lines];
  let current: { readonly hear: (stanza: Element) => void; readonly end: () => void } | undefined;
  function said(stanza: Element): void {
    const line = rest.shift();
    const expected = line && 'stanza' in line ? line.stanza : undefined;
    if (line?.who !== 'we' || !expected || JSON.stringify(plain(expected)) !== JSON.stringify(plain(stanza))) {
      throw new Error(
        `We say\n${stanza.toString()}\nwhere the script has\n${expected?.toString() ?? 'nothing of ours'}`,
      );
    }
  }
  function tell(): void {
    for (let next = rest[0]; next && next.who !== 'we' && next.who !== 'silence'; next = rest[0]) {
      rest.shift();
      if (next.who === 'it') current?.hear(next.stanza);
      else current?.end();
    }
  }
  function connected(): Talk {
    let gone = false;
    const { ended, end } = ending();
    const hearers = new Set<(stanza: Element) => void>();
    function answer(): Reply {
      for (;;) {
        const line = rest.shift();
        if (line?.who === 'silence') return { ok: false, refusal: SILENT };
        if (line?.who === 'it' && line.stanza.name === 'iq') {
          if (line.stanza.attrs['type'] === 'result') return { ok: true, stanza: line.stanza };
          return { ok: false, refusal: refusalOf(line.stanza) };
        }
        if (line?.who !== 'it') {
          gone = true;
          end();
          return { ok: false, refusal: ENDED };
        }
        for (const hear of hearers) hear(line.stanza);
      }
    }
    current = {
      hear: (stanza) => {
        for (const hear of hearers) hear(stanza);
      },
      end,
    };
    return {
      jid,
      ask(iq) {
        if (gone) return Promise.resolve({ ok: false, refusal: ENDED });
        said(iq);
        return Promise.resolve(answer());
      },
      send(stanza) {
        if (gone) return Promise.resolve(ENDED);
        said(stanza);
        while (rest[0]?.who === 'it' && rest[0].stanza.name !== 'iq') {
          const heard = rest.shift();
          if (heard && 'stanza' in heard) for (const hear of hearers) hear(heard.stanza);
        }
        return Promise.resolve(undefined);
      },
      heard(hear) {
        hearers.add(hear);
        return () => void hearers.delete(hear);
      },
      ended,
      close: () => Promise.resolve(),
    };
  }
  return { connect: () => Promise.resolve(fine(connected())), tell, rest: () => rest };
}
