// Those one follows, and how it goes with each.
import type { Followed } from '../model/people.ts';
import { done, type Given } from './command.ts';
import type { Outcome } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import { atEdge, type Edge } from './edge/edge.ts';
import { nodesOf } from './edge/hear.ts';
import { loggedIn } from './account.ts';
import { followedOf } from './edge/followed.ts';
import { addAll } from './edge/follows.ts';
import { noAccount } from './edge/gather.ts';
import { listed } from '../inbox/mirror.ts';
import { nodeIn } from '../feeds/node-address.ts';
import { addressOf } from '../nodes/address.ts';

/** Prints them; or takes over those that the XMPP account has listed. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    if (given.text('fromXmpp')) return takeOver(world, edge);
    const followed = followedOf(edge, world.clock.now());
    if (given.text('json')) return done(JSON.stringify(followed, undefined, 2));
    if (followed.length === 0) return done('You follow nobody yet: skein follow https://…');
    return done(followed.map((each) => lineOf(each, edge.site.timezone)).join('\n'));
  });
}

const WAYS: Readonly<Record<Followed['way'] | 'hub', string>> = {
  push: 'tells by XMPP',
  hub: 'is told by a hub',
  poll: 'is asked',
  ended: 'is gone for good',
};

function lineOf({ name, feed, group, way, hub, heard, trouble }: Followed, zone: string): string {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const last = heard === undefined ? 'not heard yet' : `heard ${time.format(new Date(heard))}`;
  const about = [group && `in ${group}`, WAYS[hub === undefined ? way : 'hub'], last].filter(Boolean).join(', ');
  return [`${name}  ${feed}`, about, ...(trouble === undefined ? [] : [trouble])].join('\n    ');
}

/** Follows those that the account has listed, by Movim or Converse say, and this site does not. */
async function takeOver(world: World, edge: Edge): Promise<Outcome> {
  const account = edge.site.xmpp;
  if (!account) return { exit: 1, problems: [noAccount('skein.config.js: xmpp')], said: '' };
  const asked = await loggedIn(world, account, listed);
  const found = asked.ok ? asked.value : asked;
  if (!found.ok) return { exit: 3, problems: found.problems, said: '' };
  const nodes = [...nodesOf(edge, world.clock.now()).keys()].flatMap((node) => nodeIn(node) ?? []);
  const known = new Set(nodes.map(addressOf));
  const follows = found.value
    .map(({ title, ...at }) => ({ name: title || at.service, feed: addressOf(at) }))
    .filter(({ feed }) => !known.has(feed));
  if (follows.length === 0) return done('The account lists nobody whom you do not follow here.');
  const problems = await addAll(world, edge, { follows, told: () => {} });
  return {
    exit: problems.length > 0 ? 3 : 0,
    problems,
    said: `now following ${follows.map(({ name }) => name).join(', ')}`,
  };
}
