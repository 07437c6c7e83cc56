// The XMPP account brought in step with the files, whoever has changed them: its list of follows, and whom it cuts off.
import type { Done } from '../../announce/away.ts';
import { followsFrom, FOLLOWING } from '../../feeds/opml.ts';
import { distinct, fine, type Problem } from '../../model/problem.ts';
import { addressOf } from '../../nodes/address.ts';
import type { World } from '../../world/world.ts';
import { hasPassword } from '../account.ts';
import { onLine, talking, type Line } from '../line.ts';
import { ACCOUNT, bringCutting, cutOffIn, cuttingOf } from './cut-off.ts';
import { blocksOf, type Edge } from './edge.ts';
import { bringList, listingOf } from './listed.ts';

/** Milliseconds between two looks at the files, and after trouble. */
const TICK = 2_000;
const RETRY = 30 * 60_000;

/**
 * Brings it in step once, and says whom the server cut off or let back. Without a password nothing is done or said. The
 * files are read anew: a program that went before may have changed them, and what it has just done is not undone.
 */
export async function inStep(world: World, before: Edge, line: Line): Promise<Done> {
  const { xmpp: account } = before.site;
  if (!account || !hasPassword(world)) return { said: [], problems: [] };
  return world.files.alone(ACCOUNT, async () => {
    const [edge, now] = [await edgeNow(world, before), world.clock.now()];
    const [listing, cutting] = [listingOf(edge, now), cuttingOf(edge, now)];
    const changes = [listing.there, listing.gone, cutting.cut, cutting.back];
    if (changes.every((each) => each.length === 0)) return { said: [], problems: [] };
    const done = await talking(line, account, async (talk) => {
      const refused = await bringList(talk, edge, { ...listing, sha1: world.sha1 });
      const { said, problems } = await bringCutting(world, edge, { ...cutting, talk });
      return { said, problems: distinct([...refused, ...problems]) };
    });
    return done.ok ? done.value : { said: [], problems: done.problems };
  });
}

/** Of a list of follows that cannot be read, what was known of it holds. */
async function edgeNow(world: World, before: Edge): Promise<Edge> {
  const opml = await world.files.read(FOLLOWING);
  const follows = opml === undefined ? fine([]) : followsFrom(opml);
  return { ...before, ...(follows.ok && { follows: follows.value }), ...(await blocksOf(world, before.site)) };
}

interface Keeping {
  readonly edge: () => Edge;
  /** Whether the account's server answers. */
  readonly isThere: () => boolean;
  readonly trouble: (problem: Problem) => void;
}

/** Brings it in step whenever the files come to say something else, until the person ends it. */
export async function keepInStep(world: World, { edge, isThere, trouble }: Keeping): Promise<void> {
  let [brought, again] = ['', Infinity];
  for (; !world.stop.aborted; await world.clock.wait(TICK, world.stop)) {
    const now = world.clock.now().getTime();
    if (!isThere()) continue;
    const wanted = wantedOf(edge(), new Date(now));
    if (wanted === brought && now < again) continue;
    const { said, problems } = await onLine(world, (line) => inStep(world, edge(), line));
    for (const each of said) world.say.line(each);
    for (const each of problems) trouble(each);
    [brought, again] = [wanted, problems.length > 0 ? now + RETRY : Infinity];
  }
}

/** What the files say of the account: as long as it is the same, there is nothing to do. */
function wantedOf(edge: Edge, now: Date): string {
  const isReadable = edge.problems.length === 0;
  return JSON.stringify([listingOf(edge, now).there.map(addressOf), cutOffIn(edge, now), isReadable]);
}
