// A thread of the crew (world/crew.ts): the first message is the scene, each further one a task. It is given the site's
// folder, and has a world of its own. What goes wrong is sent back as it is.
import { parentPort, workerData } from 'node:worker_threads';
import { workerFor, type Scene, type Task, type Worker } from './commands/work.ts';
import type { Answer } from './world/crew.ts';
import { realWorld } from './world/real.ts';

const world = await realWorld(workerData as string, new AbortController().signal);
let worker: Worker | undefined;

async function perform(task: { readonly scene: Scene } | Task): Promise<unknown> {
  if ('scene' in task) {
    // The site's own hand in the renderer is a function, which no message carries.
    await world.settings();
    worker = workerFor(world, task.scene);
    await worker.ready();
    return undefined;
  }
  return 'read' in task ? worker?.read(task.read) : worker?.make(task.make);
}

// One after the other: whoever asked counts on the order of the answers.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (task: { readonly scene: Scene } | Task) => {
  last = answer(last, task);
});

async function answer(before: Promise<void>, task: { readonly scene: Scene } | Task): Promise<void> {
  await before;
  try {
    send({ done: await perform(task) });
  } catch (failed) {
    const { code, syscall, path } = failed as NodeJS.ErrnoException;
    send({ failed, told: { code, syscall, path } });
  }
}

function send(answer: Answer): void {
  parentPort?.postMessage(answer);
}
