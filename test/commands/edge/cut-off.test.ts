// Who is sent away and let back, as the rules say and as far as the server lets it be done.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bringCutting, cuttingOf } from '../../../src/commands/edge/cut-off.ts';
import type { Inbox } from '../../../src/inbox/inbox.ts';
import { element, type Element } from '../../../src/feeds/xml.ts';
import { blocksFrom } from '../../../src/timeline/blocks-text.ts';
import type { Reply, Talk } from '../../../src/world/world.ts';
import { at, site } from '../../announce/blog.ts';
import { newInbox } from '../../inbox/inbox.ts';

const cutting = suite('who is cut off');

const NOW = new Date('2026-11-25T12:00:00Z');
const ADMITS: Reply = { ok: true, stanza: element('iq') };

function refuses(condition: string, type = 'cancel'): Reply {
  return { ok: false, refusal: { type, condition } };
}

interface Round {
  readonly cut: readonly string[];
  readonly back: readonly string[];
  /** How many sentences were said of it, and how many of trouble. */
  readonly said: number;
  readonly troubles: number;
}

/** What is done when `blocks.txt` says this, at a server that answers so. */
async function round(inbox: Inbox, blocks: string, answer: (iq: Element) => Reply = () => ADMITS): Promise<Round> {
  const edge = { site: { ...site, xmpp: at }, inbox, ...blocksFrom(blocks, 'UTC') };
  const talk = { jid: `${at.jid}/x`, ask: async (iq: Element) => answer(iq), ended: new Promise(() => {}) };
  const { cut, back } = cuttingOf(edge, NOW);
  const { signal: stop } = new AbortController();
  const { said, problems } = await bringCutting({ stop }, edge, { cut, back, talk: talk as unknown as Talk });
  return { cut, back, said: said.length, troubles: problems.length };
}

function about(iq: Element, name: string): boolean {
  return iq.toString().includes(`<${name}`);
}

function noNode(iq: Element): Reply {
  return about(iq, 'pubsub') ? refuses('item-not-found') : ADMITS;
}

const NOTHING: Round = { cut: [], back: [], said: 0, troubles: 0 };
const EVE = ['eve@host.example'];

cutting(
  'are accounts that a rule names: not domains, not mutes, not oneself, and not longer than it holds',
  async () => {
    const inbox = await newInbox();
    const blocks = `eve@host.example
spam.example
@fred@host.example until 2026-11-24
gina@host.example mute
xmpp:eve@host.example?;node=n
${at.jid}
"words"
https://host.example/~hal`;
    assert.equal(await round(inbox, blocks), { cut: EVE, back: [], said: 3, troubles: 0 });
    assert.equal(await round(inbox, blocks), NOTHING);
    assert.equal(await round(inbox, 'eve@host.example until 2026-11-24'), { cut: [], back: EVE, said: 2, troubles: 0 });
    assert.equal(await round(inbox, ''), NOTHING);
    inbox.close();
  },
);

cutting('nobody is let back while a line cannot be read', async () => {
  const inbox = await newInbox();
  await round(inbox, 'eve@host.example');
  assert.equal(await round(inbox, 'eve@host.example untill 2027-01-01\nfred@host.example'), {
    ...NOTHING,
    cut: ['fred@host.example'],
    said: 3,
  });
  assert.equal(await round(inbox, 'fred@host.example'), { ...NOTHING, back: EVE, said: 2 });
  inbox.close();
});

cutting('what a server did not take is tried again, and taken back as well', async () => {
  const inbox = await newInbox();
  const [lost, found] = [refuses('disconnected', 'timeout'), 'eve@host.example'];
  const half = (iq: Element): Reply => (about(iq, 'block') ? lost : ADMITS);
  assert.equal(await round(inbox, found, half), { cut: EVE, back: [], said: 2, troubles: 1 });
  assert.equal(await round(inbox, found, half), { cut: EVE, back: [], said: 0, troubles: 1 });
  assert.equal(await round(inbox, '', () => lost), { cut: [], back: EVE, said: 0, troubles: 2 });
  assert.equal(await round(inbox, ''), { cut: [], back: EVE, said: 2, troubles: 0 });
  assert.equal(await round(inbox, ''), NOTHING);
  inbox.close();
});

cutting('a node that is made later has whoever was to be cut off before', async () => {
  const inbox = await newInbox();
  assert.equal(await round(inbox, 'eve@host.example', noNode), { cut: EVE, back: [], said: 1, troubles: 0 });
  assert.equal(await round(inbox, 'eve@host.example', noNode), { cut: EVE, back: [], said: 0, troubles: 0 });
  assert.equal(await round(inbox, 'eve@host.example'), { cut: EVE, back: [], said: 3, troubles: 0 });
  assert.equal(await round(inbox, 'eve@host.example'), NOTHING);
  assert.equal(await round(inbox, '', noNode), { cut: [], back: EVE, said: 1, troubles: 0 });
  inbox.close();
});

cutting('of a long list one sentence is said', async () => {
  const inbox = await newInbox();
  const many = Array.from({ length: 30 }, (_, nth) => `eve-${nth}@host.example`);
  assert.equal(await round(inbox, many.join('\n')), { cut: many, back: [], said: 1, troubles: 0 });
  inbox.close();
});

cutting.run();
