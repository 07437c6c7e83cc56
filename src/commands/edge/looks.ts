// Looks at sources out of turn, because somebody says that there is news: at once, but each only once at a time.
import { turns } from '../../inbox/turns.ts';
import { isDue } from '../../inbox/source.ts';
import { sourcesOf } from '../../inbox/sources.ts';
import type { World } from '../../world/world.ts';
import type { Edge } from './edge.ts';
import { askAll, type Came } from './hear.ts';

/** So many are looked at at once. */
const AT_ONCE = 8;
/** Milliseconds between two looks at the same source: the longer it goes on calling, the longer they are. */
const [PAUSE, LONGEST] = [1_000, 60_000];

export interface Looks {
  /** Looks at a source that is followed, now; or, where that was done a moment ago, once more in a moment. */
  readonly at: (source: string) => void;
  /** Until all that are looked at have been. */
  readonly over: () => Promise<void>;
}

interface Look {
  isWantedAgain: boolean;
  readonly done: Promise<void>;
}

export function looksOver(
  world: World,
  { edge, told }: { readonly edge: () => Edge; readonly told: (came: Came) => void },
): Looks {
  const inTurn = turns(AT_ONCE);
  const looks = new Map<string, Look>();
  const work = async (source: string): Promise<void> => {
    let pause = PAUSE / 2;
    do {
      const look = looks.get(source);
      if (look) look.isWantedAgain = false;
      await inTurn(() => lookAt(world, edge(), { source, told }));
      pause = Math.min(pause * 2, LONGEST);
      await world.clock.wait(pause, world.stop);
    } while (looks.get(source)?.isWantedAgain && !world.stop.aborted);
    looks.delete(source);
  };
  return {
    at(source) {
      const look = looks.get(source);
      if (look) look.isWantedAgain = true;
      else if (!world.stop.aborted) looks.set(source, { isWantedAgain: false, done: work(source) });
    },
    over: async () => void (await Promise.all([...looks.values()].map(({ done }) => done))),
  };
}

async function lookAt(
  world: World,
  edge: Edge,
  { source, told }: { readonly source: string; readonly told: (came: Came) => void },
): Promise<void> {
  const { inbox, follows } = edge;
  const now = world.clock.now();
  const [state] = sourcesOf(
    inbox,
    follows.filter(({ feed }) => feed === source),
    now,
  );
  // Who is in trouble, or wants to be left alone, is asked when it is time.
  if (!state || state.ended || (state.failures > 0 && !isDue(state, now))) return;
  // Its host may still give what it gave before: it is asked once more at the usual time, as if nobody told of it.
  const { toldBy: _, ...alone } = state;
  for await (const came of askAll(world, edge, { sources: [alone], stop: world.stop })) told(came);
}
