// What `skein deploy` of one new note costs beyond the build: the time of a deploy whose build finds nothing to do, less
// that of such a build alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CLI } from '../program.ts';
import { run } from './measure.ts';
import { change, today, type Bench } from './rounds.ts';
import { configOf } from './skein.ts';

/** More often than builds: it is the small difference of two larger numbers. */
const TIMES = 5;

/** Milliseconds. */
const REST = 2_100;

const TARGETS = ['folder', 'rsync', 'git'] as const;

export async function measureDeploys({ generators: [skein], folder, record }: Bench): Promise<void> {
  const timed = async (...words: readonly string[]): Promise<number> =>
    (await run([process.execPath, CLI, ...words], skein.root)).seconds;
  for (const to of TARGETS) {
    const deploy = { to, ...(await targetIn(join(folder, `deployed-${to}`), to)) };
    writeFileSync(join(skein.root, 'skein.config.js'), configOf({ deploy }));
    await timed('deploy', '--no-announce');
    for (let nth = 0; nth < TIMES; nth++) {
      change(skein, today(), 'add');
      // What was written a moment ago is read once more by the next build, which is to have nothing to do.
      await pause(REST);
      await timed('build');
      const built = await timed('build');
      const deployed = await timed('deploy', '--no-announce');
      record({ who: 'Skein', work: `deploy ${to}` }, { seconds: deployed - built });
    }
  }
}

async function targetIn(place: string, to: (typeof TARGETS)[number]): Promise<Readonly<Record<string, string>>> {
  mkdirSync(place, { recursive: true });
  if (to === 'folder') return { folder: place };
  if (to === 'rsync') return { target: `${place}/` };
  await run(['git', 'init', '--quiet', '--bare', '-b', 'main', place], place);
  return { remote: place, branch: 'pages' };
}
