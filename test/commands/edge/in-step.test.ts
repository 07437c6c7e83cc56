// What is put on the XMPP account and taken back, when several programs are at work on the files and the inbox.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inStep } from '../../../src/commands/edge/in-step.ts';
import { onLine } from '../../../src/commands/line.ts';
import { nodeAddress } from '../../../src/feeds/node-address.ts';
import { element, type Element } from '../../../src/feeds/xml.ts';
import { notePut, putAt } from '../../../src/inbox/account.ts';
import { fine } from '../../../src/model/problem.ts';
import { followList } from '../../../src/nodes/follow-list.ts';
import type { World } from '../../../src/world/world.ts';
import { at, site } from '../../announce/blog.ts';
import { filesFrom } from '../../fakes/files.ts';
import { newInbox } from '../../inbox/inbox.ts';

const steps = suite('the account in step with the files');

const LIST = nodeAddress(followList(at.jid));
const [BOB, CARL] = ['bob', 'carl'].map((user) => `xmpp:${user}@host.example?;node=n`) as [string, string];

function opmlOf(...feeds: readonly string[]): string {
  return `<opml version="2.0"><body>${feeds.map((feed) => `<outline text="x" xmlUrl="${feed}"/>`).join('')}</body></opml>`;
}

/** A world with these files, in which another program does its work before this one has its turn. */
function worldAfter(files: Record<string, string>, others: () => void): World & { readonly asked: string[] } {
  const asked: string[] = [];
  const talk = {
    jid: `${at.jid}/x`,
    ask: async (iq: Element) => {
      asked.push(iq.toString());
      return { ok: true, stanza: element('iq') };
    },
    ended: new Promise(() => {}),
    close: async () => {},
  };
  const alone: World['files']['alone'] = async (_, work) => {
    others();
    return work();
  };
  return {
    asked,
    files: { ...filesFrom(files), alone },
    env: () => 'pass word',
    xmpp: { connect: async () => fine(talk) },
    clock: { now: () => new Date('2026-11-25T12:00:00Z') },
    sha1: (text: string) => text,
    stop: new AbortController().signal,
  } as unknown as World & { readonly asked: string[] };
}

steps('what another program has put there meanwhile is not taken back by one that knows nothing of it', async () => {
  const inbox = await newInbox();
  const files: Record<string, string> = { 'following.opml': opmlOf(BOB) };
  const world = worldAfter(files, () => {
    files['following.opml'] = opmlOf(BOB, CARL);
    files['blocks.txt'] = 'eve@host.example\n';
    notePut(inbox, LIST, { what: CARL, isWhole: true });
    notePut(inbox, nodeAddress(at), { what: 'eve@host.example', isWhole: true });
  });
  const edge = { site: { ...site, xmpp: at }, inbox, follows: [{ name: 'x', feed: BOB }], rules: [], problems: [] };
  assert.equal(await onLine(world, (line) => inStep(world, edge, line)), { said: [], problems: [] });
  assert.equal(
    world.asked.filter((iq) => /<(?:retract|unblock|affiliation)/.test(iq)),
    [],
  );
  assert.equal(
    [LIST, nodeAddress(at)].map((place) => [...putAt(inbox, place).keys()]),
    [[BOB, CARL], ['eve@host.example']],
  );
  inbox.close();
});

steps.run();
