// A bridge from a node to a folder among others: it hears over the line that they share, and tells what comes of it.
import type { World } from '../../world/world.ts';
import { PASSWORD } from '../account.ts';
import { toFolder } from './folder.ts';
import type { Words } from './journal.ts';
import type { SharedLine } from './lines.ts';
import type { Bridge, ToFolder } from './pair.ts';
import type { Given } from '../command.ts';

/** A bridge to a folder, over the line of its account. */
export interface FromNode {
  readonly job: Bridge & ToFolder;
  readonly line: SharedLine;
  /** Told whenever something has come, or is wrong, and when the line is there. */
  readonly tell: (heard: Words) => void;
}

/** Milliseconds until one that came to its end is tried again. */
const AGAIN = 5 * 60_000;

/** Hears until it is stopped. One that comes to its end by itself, its node is gone, say, is over, or tried again. */
export async function hearNode(world: World, bridge: FromNode, afterwards: 'over' | 'tried again'): Promise<void> {
  while (!world.stop.aborted) {
    const { problems } = await toFolder(among(world, bridge), bridge.job);
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
  const { exit, said, problems } = await toFolder(among(world, bridge), { ...bridge.job, given: once });
  bridge.tell({ exit, said: said === 'nothing new' ? '' : said, problems });
}

/** The world of one that shares its line, and does not speak to the person itself. */
function among(world: World, { line, tell }: FromNode): World {
  return {
    ...world,
    say: {
      line: (said) => tell({ said, problems: [] }),
      problems: (problems) => tell({ said: '', problems }),
      progress: () => {},
    },
    // The line has logged in with the password of its own variable.
    env: (name) => (name === PASSWORD ? '' : world.env(name)),
    xmpp: {
      connect: async () => {
        const met = await line.talk();
        if (met.ok) tell({ said: '', problems: [] });
        return met;
      },
    },
  };
}
