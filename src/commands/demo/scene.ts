// While the demo plays: Bob's reader hears, Ann publishes what changes and hears who answers her; all of it is told.
import { WAYS } from '../../timeline/told.ts';
import type { Person } from './people.ts';
import { deploySite } from '../deploy.ts';
import { keepUp } from '../dev.ts';
import type { Edge } from '../edge/edge.ts';
import type { Came } from '../edge/hear.ts';
import { keepHearing } from '../edge/hearing.ts';
import { onLine, type Line } from '../line.ts';
import type { Reader } from '../read.ts';
import { mentionsIn } from '../edge/tell-me.ts';

export interface Scene {
  readonly ann: Person;
  /** What Ann reads. */
  readonly hers: Edge;
  /** Bob's. */
  readonly reader: Reader;
  /** What has come into Bob's inbox of Ann's. */
  readonly heard: string[];
  /** Since when there was something to hear, as milliseconds of the clock. */
  liveAt: number;
}

/** Runs until the person ends it. */
export async function perform(scene: Scene): Promise<void> {
  const { world } = scene.ann;
  await Promise.all([
    scene.reader.stay((came) => tellHeard(scene, came)),
    keepHearing(world, {
      edge: () => scene.hers,
      // She follows Bob, and so has his answers from himself.
      comments: async () => [],
      told: (came) => tellMentions(scene, came),
      line: (trouble) => world.say.problems([trouble]),
    }),
    onLine(world, (line) => keepUp(world, () => publish(scene, line))),
  ]);
}

async function publish(scene: Scene, line: Line): Promise<void> {
  const { world } = scene.ann;
  const live = (): void => void (scene.liveAt = world.clock.now().getTime());
  const outcome = await deploySite(world, { line }, { live });
  world.say.problems(outcome.problems);
  world.say.line(outcome.said);
}

// Whoever plays with Bob's reader may follow others, too.
function tellHeard({ ann, heard, liveAt }: Scene, { source, news }: Came): void {
  if (!source.startsWith(ann.url)) return;
  const after = ann.world.clock.now().getTime() - liveAt;
  for (const { title, text } of news) {
    heard.push(title ?? text);
    ann.world.say.line(`heard  ${JSON.stringify(title ?? text)}  ${after} ms after it was live`);
  }
}

function tellMentions({ ann, hers }: Scene, { news }: Came): void {
  const { say, clock } = ann.world;
  for (const { entry, concerns } of mentionsIn(hers, news, clock.now())) {
    const ways = concerns.map((way) => WAYS[way]).join(', ');
    say.line(`Ann is mentioned: ${JSON.stringify(entry.title ?? entry.text)} (${ways})`);
  }
}
