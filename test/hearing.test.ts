// Each file in talks/hearing/ is a conversation of somebody who listens, with a server that says what Prosody or
// ejabberd say: what is known before, what we say, what it says, and what is heard of it.
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { read } from '../src/feeds/xml.ts';
import { listen } from '../src/inbox/listen.ts';
import type { Heard } from '../src/inbox/heard.ts';
import type { Problem } from '../src/model/problem.ts';
import type { Received } from '../src/model/received.ts';
import { readItem } from '../src/nodes/read-item.ts';
import { play, scriptOf } from './fakes/talk.ts';

interface Given {
  readonly nodes: readonly string[];
  /** Ids of the notes that are kept of each node, newest first. */
  readonly known?: readonly string[];
  /** Each thing that was heard, in a line. */
  readonly heard: readonly string[];
  /** What was wrong with the line; `there` each time that it was not. */
  readonly line?: readonly string[];
}

const OWN = 'bob@localhost/skein';
const talks = suite('hearing');

/** The note of a key, as every script has it: `a1` is by a, of minute 1. */
function noteOf(key: string): Received {
  const minute = key.slice(1).padStart(2, '0');
  const time = `2026-11-22T09:${minute}:00Z`;
  const texts = `<id>tag:${key}</id><title>${key}</title><published>${time}</published><updated>${time}</updated>`;
  const item = read(`<item id="${key}"><entry xmlns="http://www.w3.org/2005/Atom">${texts}</entry></item>`);
  const entry = item && readItem(item, { service: 'ann@localhost', node: 'urn:xmpp:microblog:0' }, OWN);
  if (!entry) throw new Error(key);
  return entry;
}

/** In the scripts `<note key="a1"/>` stands for the item of a note. */
function spelled(text: string): string {
  return text.replaceAll(/<note key="(\w\d+)"(?: text="([^"]*)")?\/>/g, (_, key: string, words: string = key) => {
    const time = `2026-11-22T09:${key.slice(1).padStart(2, '0')}:00Z`;
    const said = `<id>tag:${key}</id><title>${words}</title><published>${time}</published><updated>${time}</updated>`;
    return `<item id="${key}"><entry xmlns="http://www.w3.org/2005/Atom">${said}</entry></item>`;
  });
}

async function settled(): Promise<void> {
  for (let times = 0; times < 50; times += 1) await turn();
}

function told({ node, entries, deleted, ended, moved, trouble }: Heard): string {
  const parts = [
    node.replace(/^xmpp:|\?.*$/g, ''),
    ...entries.map(({ text }) => `+${text}`),
    ...(deleted === 'all' ? ['-all'] : deleted.map((item) => `-${item}`)),
    trouble && `trouble: ${trouble.what}`,
    ended && `ended: ${ended.what}`,
    moved && `moved: ${moved}`,
  ];
  return parts.filter(Boolean).join(' ');
}

for (const file of readdirSync('test/talks/hearing').sort()) {
  const text = readFileSync(`test/talks/hearing/${file}`, 'utf8');
  const [, sentence = file, json = ''] = /^# (.*)\n(\{[^]*?\n\})\n/.exec(text) ?? [];
  talks(sentence, async () => {
    const { nodes, known = [], heard, line = ['there'] } = JSON.parse(json) as Given;
    const script = play(scriptOf(spelled(text)), OWN);
    const stop = new AbortController();
    const [said, lines]: [string[], string[]] = [[], []];
    let now = 0;
    const listener = listen(
      {
        nodes,
        reach: 'newest',
        known: () => known.map(noteOf),
        stood: () => undefined,
        hear: (news) => Promise.resolve(void said.push(told(news))),
        line: (trouble: Problem | undefined) => void lines.push(trouble?.what ?? 'there'),
      },
      {
        connect: () => script.connect(),
        random: () => 0,
        stop: stop.signal,
        clock: {
          now: () => new Date(now),
          // Before time goes on, all that can be said without it is said.
          wait: async (milliseconds) => {
            await settled();
            script.tell();
            await settled();
            if (script.rest().length === 0) stop.abort();
            now += milliseconds;
          },
        },
      },
    );
    const over = await listener.over;
    assert.equal([said, lines, over?.what, script.rest()], [heard, line, undefined, []]);
  });
}

talks.run();
