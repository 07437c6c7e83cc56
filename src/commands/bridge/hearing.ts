// A bridge from a node to a folder among others: it hears over the line that they share, and tells what comes of it.
import type { World } from '../../world/world.ts';
import { PASSWORD } from '../account.ts';
import { toFolder, type Brought } from './folder.ts';
import type { Words } from './journal.ts';
import type { SharedLine } from './lines.ts';
import type { Bridge, ToFolder } from './pair.ts';
import type { Given } from '../command.ts';

/** A bridge to a folder, over the line of its account. */
export interface FromNode {
  readonly job: Bridge & ToFolder;
  readonly line: SharedLine;
  /** Told whenever the node has been heard, or something is wrong. */
  readonly tell: (heard: Words) => void;
}

/** Milliseconds until one that came to its end is tried again. */
const AGAIN = 5 * 60_000;

/** Hears until it is stopped. One that comes to its end by itself, its node is gone, say, is over, or tried again. */
export async function hearNode(world: World, bridge: FromNode, afterwards: 'over' | 'tried again'): Promise<void> {
  while (!world.stop.aborted) {
    const { world: its, count } = among(world, bridge);
    const { problems } = await toFolder(its, bridge.job, count);
    if (world.stop.aborted) return;
    bridge.tell({ said: '', problems });
    if (afterwards === 'over') return;
    await world.clock.wait(AGAIN, world.stop);
  }
}

/** Fetches once what there is. */
export async function hearOnce(world: World, bridge: FromNode): Promise<void> {
  const { given } = bridge.job;
  const once: Given = { ...given, text: (name) => (name === 'once' ? 'yes' : given.text(name)) };
  let counts: Brought = {};
  const { exit, said, problems } = await toFolder(
    among(world, bridge).world,
    { ...bridge.job, given: once },
    (brought) => (counts = brought),
  );
  bridge.tell({ exit, said: said === 'nothing new' ? '' : said, problems, counts });
}

interface Among {
  readonly world: World;
  /** Of what was brought, before there is a line about it. */
  readonly count: (brought: Brought) => void;
}

/** The world of one that shares its line, and does not speak to the person itself. */
function among(world: World, { line, tell }: FromNode): Among {
  let counts: Brought = {};
  const its: World = {
    ...world,
    say: {
      line: (said) => {
        tell({ said, problems: [], counts });
        counts = {};
      },
      problems: (problems) => tell({ said: '', problems }),
      progress: () => {},
    },
    // The line has logged in with the password of its own variable.
    env: (name) => (name === PASSWORD ? '' : world.env(name)),
    xmpp: { connect: () => line.talk() },
  };
  return { world: its, count: (brought) => (counts = brought) };
}
