// Whole builds, each a process of its own: the first, one after a note has changed, one after nothing has. The
// generators take turns, so that whatever slows the machine slows them all.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkPages, forget, type SiteGenerator } from './generator.ts';
import { run, writtenSince } from './measure.ts';
import { change, CHANGES, today, type Bench } from './rounds.ts';
import type { Sample, Work } from './results.ts';

export async function measureBuilds(bench: Bench): Promise<void> {
  for (let round = 0; round < bench.runs; round++) await measureRound(bench);
}

async function measureRound({ generators, notes, record }: Bench): Promise<void> {
  const timed = async (generator: SiteGenerator, work: Work): Promise<void> =>
    record({ who: generator.name, work }, await build(generator));
  for (const generator of generators) {
    forget(generator);
    await timed(generator, 'first build');
    checkPages(generator, notes);
  }
  const note = today();
  for (const generator of generators) {
    change(generator, note, 'add');
    await timed(generator, 'add');
    checkPages(generator, [note]);
  }
  // The others build all of it again, whatever has changed.
  const [skein, ...others] = generators;
  for (const generator of others) change(generator, note, 'delete');
  for (const step of CHANGES.slice(1)) {
    change(skein, note, step);
    await timed(skein, step);
  }
  const page = join(skein.root, skein.output, skein.pageOf(note));
  if (existsSync(page)) throw new Error(`Skein: ${page} is still there.`);
  await timed(skein, 'nothing');
}

async function build({ command, root, output }: SiteGenerator): Promise<Sample> {
  const began = Date.now();
  const { seconds, peak } = await run(command, root);
  return { seconds, peak, files: writtenSince(join(root, output), began).files };
}
