// Who does the work of a build: this thread where there is little, a crew of threads where there is much.
import { distinct, fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import { grouped } from '../../model/grouped.ts';
import type { Sketch } from '../../model/sketch.ts';
import type { Unread } from '../../posts/reader.ts';
import type { NewFile, Stale } from '../../site/made.ts';
import type { Crew, World } from '../../world/world.ts';
import { plainCard, plainKnown } from './kept.ts';
import type { Read, Scene, Task, Worker } from './work.ts';

/** Below this many posts to read or files to make, threads cost more than they save. */
const MANY = 600;

/** Files that are made in one task: enough to make its start cheap, few enough to bound its memory. */
const BATCH = 500;

/** Who works at one build. */
export interface Hands {
  /** There is so much to read: if it is much, the crew gets ready beside other work. */
  readonly prepare: (unread: number) => void;
  readonly read: (unread: readonly Unread[]) => Promise<Read>;
  readonly make: (stale: readonly Stale[], done: (files: number) => void) => Promise<Checked<readonly NewFile[]>>;
  readonly dismiss: () => Promise<void>;
}

/** Calls a helper for so many posts that are new; none where that is work for a crew, or the program has no threads. */
export function helperFor({ crew }: World, posts: number): Crew | undefined {
  return posts < MANY ? crew?.(1) : undefined;
}

/** Hands for a scene; `worker` is this thread's own. A helper does what it would do. */
export function handsFor(
  world: World,
  scene: Scene,
  { worker, helper }: { worker: Worker; helper?: Crew | undefined },
): Hands {
  let crew = helper && sent(helper, scene);
  // Who has read a post has its words at hand when a page of it is made.
  const readers = new Map<string, number>();
  const crewFor = (work: number): Crew | undefined => {
    if (work >= MANY && (crew?.size ?? 0) < 2) {
      void crew?.end();
      crew = world.crew && sent(world.crew(), scene);
    }
    return crew;
  };
  return {
    prepare: (unread) => void crewFor(unread),
    read: async (unread) => {
      const others = crewFor(unread.length);
      return others ? readBy(others, unread, readers) : worker.read(unread);
    },
    make: async (stale, done) => {
      const others = crewFor(stale.length);
      if (!others) return makeBy({ size: 1, make: worker.make }, { stale, readers, done });
      // Of ten thousand cards little is made: to send them is more work than that.
      const own = stale.filter(({ sketch }) => sketch.maker === 'words');
      const sent = stale.filter(({ sketch }) => sketch.maker !== 'words');
      const both = await Promise.all([makeBy(makersOf(others), { stale: sent, readers, done }), worker.make(own)]);
      const problems = both.flatMap((made) => (made.ok ? [] : made.problems));
      return problems.length > 0 ? wrong(...problems) : fine(both.flatMap((made) => (made.ok ? made.value : [])));
    },
    dismiss: async () => {
      await crew?.end();
      crew = undefined;
    },
  };
}

/** A crew of which each has been told the scene; it does that before all else that it is asked. */
function sent(crew: Crew, scene: Scene): Crew {
  // What goes wrong here goes wrong again with the first task, and is told there.
  for (let whom = 0; whom < crew.size; whom++) crew.ask({ scene }, whom).catch(() => {});
  return crew;
}

async function readBy(crew: Crew, unread: readonly Unread[], readers: Map<string, number>): Promise<Read> {
  const share = Math.ceil(unread.length / crew.size);
  const reads = Array.from({ length: crew.size }, async (_, whom) => {
    const part = unread.slice(whom * share, (whom + 1) * share);
    for (const { file } of part) readers.set(file, whom);
    const task: Task = {
      read: part.map(({ before, ...one }) => ({ ...one, ...(before && { before: plainKnown(before) }) })),
    };
    return (await crew.ask(task, whom)) as Read;
  });
  const read = await Promise.all(reads);
  return { known: read.flatMap(({ known }) => known), problems: read.flatMap(({ problems }) => problems) };
}

function yearOf({ sketch }: Stale): string {
  return sketch.cards[0]?.day.slice(0, 'YYYY'.length) ?? '';
}

interface Makers {
  readonly size: number;
  readonly make: (stale: readonly Stale[], whom: number) => Promise<Checked<readonly NewFile[]>>;
}

function makersOf(crew: Crew): Makers {
  return {
    size: crew.size,
    make: async (stale, whom) => {
      const task: Task = { make: stale.map(({ sketch, ...one }) => ({ ...one, sketch: plainSketch(sketch) })) };
      return (await crew.ask(task, whom)) as Checked<readonly NewFile[]>;
    },
  };
}

function plainSketch(sketch: Sketch): Sketch {
  return { ...sketch, cards: sketch.cards.map(plainCard) };
}

interface Pile {
  readonly stale: readonly Stale[];
  readonly readers: ReadonlyMap<string, number>;
  /** Is told how many are made. */
  readonly done: (files: number) => void;
}

/**
 * Each takes from its own pile, and when that is empty from the greatest of the others. A pile goes year by year: the
 * files that show a post are so made while its words are at hand.
 */
async function makeBy({ size, make }: Makers, { stale, readers, done }: Pile): Promise<Checked<readonly NewFile[]>> {
  const piles = Array.from({ length: size }, (): Stale[] => []);
  const years = [...grouped(stale, yearOf)].sort(([a], [b]) => (a < b ? 1 : -1));
  for (const [nth, [, files]] of years.entries()) {
    for (const one of files) piles[(readers.get(one.sketch.cards[0]?.file ?? '') ?? nth) % size]?.push(one);
  }
  const files: NewFile[] = [];
  const problems: Problem[] = [];
  const work = async (_: unknown, whom: number): Promise<void> => {
    for (;;) {
      const pile = piles[whom]?.length ? piles[whom] : piles.reduce((a, b) => (b.length > a.length ? b : a));
      const batch = pile.splice(0, BATCH);
      if (batch.length === 0) return;
      const made = await make(batch, whom);
      if (made.ok) files.push(...made.value);
      else problems.push(...made.problems);
      done(files.length);
    }
  };
  await Promise.all(piles.map(work));
  return problems.length > 0 ? wrong(...distinct(problems)) : fine(files);
}
