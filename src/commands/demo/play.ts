// The demo from its beginning to its end: Ann and Bob do what people do, with the commands that they would type.
import { counted, type Outcome, type Problem } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import { done, type Given } from '../command.ts';
import { annIn, bobIn, type Person } from './people.ts';
import { perform, type Scene } from './scene.ts';
import { run as deploy } from '../deploy.ts';
import { atEdge } from '../edge/edge.ts';
import { run as follow } from '../follow.ts';
import { run as post } from '../post.ts';
import { openReader } from '../read.ts';

const FIRST = 'Hello @bob! This has reached you the moment it was live. Will you answer? #demo';
const SECOND = 'The second post, made by "skein post" while the demo runs. #demo';
/** Milliseconds after which `--once` is a failure. */
const PATIENCE = 60_000;

/** Both put up their sites and follow each other; then Ann publishes and Bob reads, until the person ends it. */
export async function play(world: World, given: Given): Promise<Outcome> {
  const over = new AbortController();
  const stop = AbortSignal.any([world.stop, over.signal]);
  world.say.progress('putting up two sites');
  const [ann, bob] = [await annIn(world, stop), await bobIn(world, stop)];
  try {
    if (!ann.ok) return refused(ann.problems);
    if (!bob.ok) return refused(bob.problems);
    const met = await meet(ann.value, bob.value);
    if (met.exit !== 0 || stop.aborted) return { ...met, said: '' };
    const isOnce = given.text('once') !== undefined;
    return await onScene(ann.value, bob.value, (scene) => (isOnce ? once(scene, over) : stay(scene)));
  } finally {
    for (const person of [ann, bob]) if (person.ok) await person.value.leave();
  }
}

/** What the person types after the name of a command. */
export function typed(words: readonly string[], options: Readonly<Record<string, string>> = {}): Given {
  return { words, text: (name) => options[name], texts: () => [] };
}

// From each other's pages they find the feeds, and from these the nodes: so both sites come first. Ann's first post is
// published as soon as Bob reads.
async function meet(ann: Person, bob: Person): Promise<Outcome> {
  const steps = [
    () => deploy(ann.world, typed([], { announce: 'yes' })),
    () => deploy(bob.world, typed([], { announce: 'yes' })),
    () => follow(bob.world, typed([ann.url])),
    () => follow(ann.world, typed([bob.url])),
    () => post(ann.world, typed([FIRST])),
  ];
  for (const step of steps) {
    const outcome = await step();
    if (outcome.exit !== 0 || ann.world.stop.aborted) return outcome;
  }
  return done('');
}

/** Does the work with Ann's inbox and Bob's reader open. */
async function onScene(ann: Person, bob: Person, work: (scene: Scene) => Promise<Outcome>): Promise<Outcome> {
  return atEdge(ann.world, (hers) =>
    atEdge(bob.world, async (his) => {
      const reader = await openReader(bob.world, his, typed([], { deploy: 'yes' }));
      if (!reader.ok) return refused(reader.problems);
      ann.world.say.line(`Ann's site is at ${ann.url}`);
      ann.world.say.line(`Bob's reader is at ${reader.value.address}`);
      return work({ ann, hers, reader: reader.value, heard: [], liveAt: 0 });
    }),
  );
}

async function stay(scene: Scene): Promise<Outcome> {
  const { say, files } = scene.ann.world;
  say.line(`Ann's posts are in ${files.folder('posts').root}: add one. Or let Bob answer. Ctrl-C ends the demo.`);
  await perform(scene);
  return done('');
}

// The first is there, the second is written while it runs.
async function once(scene: Scene, over: AbortController): Promise<Outcome> {
  const { ann, heard } = scene;
  const running = perform(scene);
  const first = await until(() => heard.includes(FIRST), ann.world);
  if (first) await post(ann.world, typed([SECOND]));
  const second = first && (await until(() => heard.includes(SECOND), ann.world));
  const isEnded = ann.world.stop.aborted;
  over.abort();
  await running;
  if (second || isEnded) return done(second ? 'Two posts were heard.' : '');
  return refused([unheard(heard)]);
}

/** Whether it holds within a minute, or before all is ended. */
export async function until(holds: () => boolean, { clock, stop }: World): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE && !stop.aborted; waited += 20) {
    if (holds()) return true;
    await clock.wait(20);
  }
  return false;
}

function unheard(heard: readonly string[]): Problem {
  return {
    where: "Bob's reader",
    what: `Of two posts ${heard.length === 0 ? 'none' : counted(heard.length, 'post')} came within a minute.`,
    next: 'Run it again; if it stays so, tell the authors what it printed.',
  };
}

function refused(problems: readonly Problem[]): Outcome {
  return { exit: 3, problems, said: '' };
}
