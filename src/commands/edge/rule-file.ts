// Changes of `blocks.txt`. Commands and the reader may make them at once, so each has the file to itself meanwhile.
import { FILE, withoutRule, withRule, type NumberedRule } from '../../timeline/blocks-text.ts';
import type { Rule } from '../../timeline/rules.ts';
import type { World } from '../../world/world.ts';

type Disk = Pick<World, 'files'>;

/** Writes rules into it; one that is there stays. */
export async function addRules(world: Disk, rules: readonly Rule[]): Promise<void> {
  return changed(world, (text) => rules.reduce(withRule, text));
}

/** Takes rules out of it, where their lines still say so. */
export async function removeRules(world: Disk, rules: readonly NumberedRule[]): Promise<void> {
  // From the end on, so that the numbers of the lines before hold.
  const last = rules.toSorted((a, b) => b.number - a.number);
  return changed(world, (text) => last.reduce(withoutRule, text));
}

async function changed({ files }: Disk, change: (text: string) => string): Promise<void> {
  return files.alone('blocks', async () => {
    const before = (await files.read(FILE)) ?? '';
    const after = change(before);
    if (after !== before) await files.write(FILE, after);
  });
}
