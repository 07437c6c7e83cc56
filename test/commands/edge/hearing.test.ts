// What is asked when nothing can be heard. The clock goes on by what is waited for, so that hours pass at once.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keepHearing } from '../../../src/commands/edge/hearing.ts';
import { unasked } from '../../../src/inbox/source.ts';
import { remember } from '../../../src/inbox/sources.ts';
import { wrong } from '../../../src/model/problem.ts';
import type { World } from '../../../src/world/world.ts';
import { at, site } from '../../announce/blog.ts';
import { newInbox } from '../../inbox/inbox.ts';

const hearing = suite('hearing for long');

const START = Date.parse('2026-11-25T12:00:00Z');
const FEED = 'https://bob.example/atom.xml';
const OTHER = 'https://carol.example/atom.xml';

interface Kept {
  /** Minutes after the start at which the feed was asked. */
  readonly asked: readonly number[];
  readonly told: number;
  /** Milliseconds after the start at which the inbox had let go of what nobody follows any more. */
  readonly letGo: number;
}

/** Two hours of a reader that follows one feed, whose node was heard yesterday. */
async function twoHours(env: Readonly<Record<string, string>>): Promise<Kept> {
  const inbox = await newInbox();
  const state = unasked(FEED, new Date(START));
  remember(inbox, { ...state, pushed: true, node: 'xmpp:bob@chat.example?;node=n', next: '2026-11-26T09:00:00Z' });
  remember(inbox, unasked(OTHER, new Date(START)));
  const isThere = (): boolean => inbox.all('SELECT 1 FROM source WHERE feed = ?', OTHER).length > 0;
  const end = new AbortController();
  const asked: number[] = [];
  let [time, told, letGo] = [START, 0, 0];
  const world = {
    stop: end.signal,
    random: () => 0,
    env: (name: string) => env[name],
    clock: {
      now: () => new Date(time),
      wait: async (milliseconds: number) => {
        if (letGo === 0 && !isThere()) letGo = time;
        time += milliseconds;
        if (time > START + 2 * 60 * 60_000) end.abort();
      },
    },
    xmpp: {
      connect: async () => wrong({ where: 'chat.example', what: 'Nobody answers.', next: 'Wait.' }),
    },
    strangers: () => ({
      ask: async (where: string) => {
        asked.push(Math.round((time - START) / 60_000));
        return wrong({ where, what: 'It is away.', next: 'Wait.' });
      },
    }),
  } as unknown as World;
  const edge = { site: { ...site, xmpp: at }, inbox, follows: [{ name: 'Bob', feed: FEED }], rules: [], problems: [] };
  await keepHearing(world, {
    edge: () => edge,
    comments: async () => [],
    told: () => {},
    line: () => told++,
  });
  inbox.close();
  return { asked, told, letGo: letGo - START };
}

hearing('a feed whose node cannot be heard for ten minutes is asked, and then as others are', async () => {
  const { asked, told } = await twoHours({ SKEIN_XMPP_PASSWORD: 'secret' });
  assert.ok(asked[0] !== undefined && asked[0] >= 10 && asked[0] <= 16, String(asked[0]));
  // It fails, and is tried again after ten minutes, twenty, forty.
  assert.is(asked.length >= 3, true, String(asked));
  assert.ok(told > 0);
});

hearing('where nobody listens it is asked at once', async () => {
  const { asked, told } = await twoHours({});
  assert.is(asked[0], 0);
  assert.is(told, 0);
});

hearing('what is over stays for the first minute, in which the person opens a page, and not much longer', async () => {
  const { letGo } = await twoHours({});
  assert.ok(letGo >= 60_000 && letGo < 90_000, `${letGo} ms`);
});

hearing.run();
