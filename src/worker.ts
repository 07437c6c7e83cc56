// A thread of the crew (world/crew.ts): the first message is the scene, each further one a task. It is given the site's
// folder, and has tools of its own. What goes wrong is sent back as it is.
import { parentPort, workerData } from 'node:worker_threads';
import { loadWork, workerFor, type Scene, type Task, type Worker } from './commands/build/work.ts';
import type { Answer } from './world/crew.ts';
import { toolsAt } from './world/tools.ts';

const tools = toolsAt(workerData as string);
// All that takes long to load, before anything is asked: first what is used first. What goes wrong with it goes wrong
// again when it is used.
const loads = loadWork().then(() => tools.warm());
loads.catch(() => {});
let worker: Worker | undefined;

async function perform(task: { readonly scene: Scene } | Task): Promise<unknown> {
  if ('scene' in task) {
    // The site's own hand in the renderer is a function, which no message carries.
    await tools.settings();
    const called = workerFor(tools, task.scene);
    loads.then(() => called.ready()).catch(() => {});
    worker = called;
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
    send({ failed, ...(syscall !== undefined && { told: { code, syscall, path } }) });
  }
}

function send(answer: Answer): void {
  parentPort?.postMessage(answer);
}
