// The compiled program, killed for real (SIGKILL) at random moments of a build: what is on disk then is whole, and the
// next build gives what a clean one does. It runs by the real clock, and each build imports the config anew.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { CLI, skein, type Ended } from '../program.ts';
import { BEGINNINGS, sourcesOf, type Author } from './author.ts';
import { CHANGES } from './changes.ts';
import { cleanBuild } from './clean.ts';
import { differenceFrom } from './difference.ts';
import { differing, hashesOf, MANNERS, put, seenIn } from './disk.ts';
import { whole } from './looks.ts';

interface Blow {
  readonly changes: readonly {
    readonly what: keyof typeof CHANGES | 'look';
    readonly at: number;
    readonly pick: number;
  }[];
  readonly manner: (typeof MANNERS)[number];
  /** Milliseconds from the first write into `_site/`, or from the start of the program. */
  readonly after: number;
  readonly from: 'the first write' | 'the start';
  /** Whether another build waits for the one that is killed. */
  readonly company: boolean;
}

const change = fc.record({
  what: fc.constantFrom('look', ...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
  at: fc.nat(99),
  pick: fc.nat(999),
});

const blow: fc.Arbitrary<Blow> = fc
  .record({
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    manner: fc.constantFrom(...MANNERS),
    share: fc.nat(100),
    from: fc.constantFrom('the first write' as const, 'the first write' as const, 'the start' as const),
    company: fc.constantFrom(false, false, false, true),
  })
  .map(({ share, ...rest }) => ({ ...rest, after: share * (rest.from === 'the start' ? 12 : 0.25) }));

// What the config imports belongs to what renders.
const LOOKS = ['one', 'two', ''].map(
  (word) => `export const hook = (config) => config.addTransform('mine', (page) => page + '<!-- ${word} -->');\n`,
);
const FIRST: Author = { ...BEGINNINGS[1]!, hook: "(await import('./look.js')).hook", own: { 'look.js': LOOKS[0]! } };

/** For a site; beside it is the place for what a killed program leaves in the system's folder for such. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'skein-killed-'));
  for (const name of ['site', 'tmp']) mkdirSync(join(folder, name));
  return join(folder, 'site');
}

function envOf(root: string): { TMPDIR: string } {
  return { TMPDIR: join(dirname(root), 'tmp') };
}

function builds(root: string): Promise<Ended> {
  return skein(['build'], { cwd: root, env: envOf(root) });
}

/** Kills so many builds of one site. Throws with what was done when one leaves something that no build should. */
export async function killed({ seed, kills }: { seed: number; kills: number }): Promise<void> {
  const root = newFolder();
  const story: string[] = [`seed ${seed}`];
  let author = FIRST;
  try {
    put(root, new Map(), sourcesOf(author), 'in place');
    await ends(root, author);
    for (const each of fc.sample(fc.noBias(blow), { seed, numRuns: kills })) {
      const before = author;
      for (const change of each.changes) {
        const next = changed(author, change);
        put(root, sourcesOf(author), sourcesOf(next), each.manner);
        story.push(`${change.what} (${change.at}, ${change.pick}) ${each.manner}`);
        author = next;
      }
      story.push(
        `killed ${Math.round(each.after)} ms after ${each.from}${each.company ? ', while another build waits' : ''}`,
      );
      await strike(root, author, each);
      if (!(await ends(root, author))) {
        put(root, sourcesOf(author), sourcesOf(before), 'in place');
        story.push('as it was before, for it was refused');
        author = before;
        await ends(root, author);
      }
    }
  } catch (cause) {
    throw new Error(`${story.join('\n')}\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  } finally {
    rmSync(dirname(root), { recursive: true, force: true });
  }
}

/** Two programs build one site, new and then changed; a third one after them finds nothing to do. */
export async function atOnce(): Promise<void> {
  const root = newFolder();
  const site = join(root, '_site');
  try {
    let sources = new Map<string, string>();
    for (const author of [BEGINNINGS[1]!, BEGINNINGS[2]!]) {
      put(root, sources, sourcesOf(author), 'in place');
      sources = new Map(sourcesOf(author));
      const both = await Promise.all([builds(root), builds(root)]);
      assert.equal(
        both.map(({ code, err }) => [code, err]),
        [
          [0, ''],
          [0, ''],
        ],
      );
      const before = seenIn(site);
      assert.ok(await ends(root, author));
      assert.equal([...seenIn(site)], [...before]);
    }
  } finally {
    rmSync(dirname(root), { recursive: true, force: true });
  }
}

function changed(author: Author, { what, at, pick }: Blow['changes'][number]): Author {
  if (what === 'look') return { ...author, own: { ...author.own, 'look.js': LOOKS[pick % LOOKS.length]! } };
  // The hook stays what the config imports, and the clock is the machine's.
  return { ...CHANGES[what](author, { at, pick }), hook: FIRST.hook };
}

/** Builds, and looks. False when what the author has is refused. */
async function ends(root: string, author: Author): Promise<boolean> {
  const { code, out, err } = await builds(root);
  const clean = await cleanBuild({ ...author, now: Date.now() });
  assert.is(code, clean.problems === '' ? 0 : 1, `exit ${code}: ${out}${err}`);
  if (code !== 0) return false;
  const wrong = differing(hashesOf(seenIn(join(root, '_site'))), clean.files);
  if (wrong.length > 0) throw new Error(await differenceFrom(author, join(root, '_site'), wrong));
  return true;
}

async function strike(root: string, author: Author, { after, from, company }: Blow): Promise<void> {
  const site = join(root, '_site');
  const before = hashesOf(seenIn(site));
  const child = spawn(process.execPath, [CLI, 'build'], {
    cwd: root,
    env: { ...process.env, ...envOf(root) },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const other = company ? builds(root) : undefined;
  const watching = new AbortController();
  if (from === 'the first write') await Promise.race([ended, firstWrite(site, watching.signal)]);
  watching.abort();
  await Promise.race([ended, pause(after)]);
  child.kill('SIGKILL');
  await ended;
  const clean = await cleanBuild({ ...author, now: Date.now() });
  if (!other) return whole(before, hashesOf(seenIn(site)), clean);
  const { code, err } = await other;
  assert.is(code, clean.problems === '' ? 0 : 1, err);
}

/** Something in the folder itself changes: home is written anew by almost every build. */
async function firstWrite(folder: string, stop: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    watch(folder, { signal: stop }, () => resolve());
  });
}
