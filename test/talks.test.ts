// Each file in talks/ is a conversation with a server, recorded from Prosody or ejabberd: what is on the site, what we
// say, what it says, and what comes of it.
import { readdirSync, readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { announce } from '../src/announce/announce.ts';
import { goneFrom } from '../src/announce/gone.ts';
import type { Entry } from '../src/model/entry.ts';
import type { Account } from '../src/model/site.ts';
import { siteAsPublisher } from '../src/nodes/publisher.ts';
import { cardsOf, hostOf, note, site } from './announce/blog.ts';
import { did } from './announce/real.ts';
import { play, scriptOf } from './fakes/talk.ts';

interface Given {
  readonly at: Account;
  /** Minutes of notes; with what is different about one, a list of both. `words`: so many make its text. */
  readonly live: readonly (number | readonly [number, Partial<Entry> & { readonly words?: number }])[];
  readonly all?: boolean;
  readonly open?: boolean;
  readonly done: ReturnType<typeof did>;
}

const talks = suite('talks');

function entryOf(wish: Given['live'][number]): Entry {
  if (typeof wish === 'number') return note(wish);
  const [minute, { words, ...change }] = wish;
  return note(minute, words === undefined ? change : { ...change, text: 'word '.repeat(words).trim() });
}

for (const file of readdirSync('test/talks')
  .filter((name) => name.endsWith('.txt'))
  .sort()) {
  const text = readFileSync(`test/talks/${file}`, 'utf8');
  const [, sentence = file, json = ''] = /^# (.*)\n(\{[^]*?\n\})\n/.exec(text) ?? [];
  talks(sentence, async () => {
    const given = JSON.parse(json) as Given;
    const script = play(scriptOf(text), `${given.at.jid}/skein`);
    const live = given.live.map(entryOf);
    const result = await announce(
      {
        publisher: siteAsPublisher(site),
        at: given.at,
        live: cardsOf(live),
        newest: live,
        confirm: (entries) => Promise.resolve(entries),
        gone: (missing) => goneFrom(hostOf(site, live), missing, { site, live: cardsOf(live) }),
        renames: 'held',
        first: 'told',
        mode: 'real',
        all: given.all ?? false,
        open: given.open ?? false,
      },
      {
        connect: () => script.connect(),
        clock: { now: () => new Date(0), wait: () => Promise.resolve() },
        say: { progress: () => undefined },
      },
    );
    assert.equal(did(result), given.done);
    assert.equal(script.rest(), []);
  });
}

talks.run();
