// Runs one sequence in a folder of its own, and looks after each build.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { build, SITE, type Built } from '../../src/commands/build.ts';
import { told as sentences, type Checked } from '../../src/model/problem.ts';
import type { World } from '../../src/world/world.ts';
import { BEGINNINGS, sourcesOf, type Author } from './author.ts';
import { CHANGES } from './changes.ts';
import { cleanBuild, worldOf } from './clean.ts';
import { differenceFrom } from './difference.ts';
import { differing, hashesOf, put, seenIn } from './disk.ts';
import { cutAt, meanwhileAt, nothing, PowerCut, watched } from './interrupted.ts';
import { truthful, whole } from './looks.ts';
import type { Act, End, Sequence, Step } from './sequence.ts';
import { TAMPERING, type Place } from './tampering.ts';

/** One build; it leaves what it may for later where it is told to. */
type Round = (hurries?: () => boolean) => Promise<Checked<Built>>;

/**
 * A program that builds, as it starts: what it gives may remember what it likes from one build to the next. Each process
 * has a world of its own.
 */
export type Program = (world: () => Promise<World>) => Round;

/** `skein build`, a new process each time. */
export const cold: Program = (world) => async (hurries) => build(await world(), { edition: SITE }, hurries);

/** The most files that one more note with one tag may write (DESIGN §5). */
const FOR_ONE_NOTE = 20;

/** Files of a change that are told when it fails. */
const SHOWN = 12;

/** From here on a month is by days: the note that makes it one writes them all. */
const BIG_MONTH = 200;

/** In milliseconds: after so long a file that was changed again has another time, and what the disk says is trusted. */
const WHILE = 2_001;

/** Milliseconds in which the time of a file is sure to become another. */
const TICK = 11;

/** Builds that a person lives with a site that is refused. */
const PATIENCE = 2;

/** Throws, with what was done and what is wrong, when a build is not what a clean one is. */
export async function hold({ from, steps, rested }: Sequence, program: Program, beginning?: Author): Promise<void> {
  const place = { root: folder('sequence'), kept: folder('kept'), other: folder('other') };
  const run = new Run(place, program, rested ? WHILE : 0);
  try {
    await run.begin(beginning ?? BEGINNINGS[from % BEGINNINGS.length]!);
    for (const step of steps) await run.step(step);
    if (steps.at(-1)?.end.by === 'a power cut') await run.step({ acts: [], end: { by: 'a build' } });
  } catch (cause) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    throw new Error(`${run.story.join('\n')}\n${why}`, { cause });
  } finally {
    for (const each of Object.values(place)) rmSync(each, { recursive: true, force: true });
  }
}

function folder(name: string): string {
  return mkdtempSync(join(tmpdir(), `skein-${name}-`));
}

class Run {
  readonly story: string[] = [];
  private readonly place: Place;
  private readonly program: Program;
  private readonly later: number;
  private readonly site: string;
  private round: Round;
  private author: Author = BEGINNINGS[0]!;
  /** The last that was no problem, and for how many builds there was one. */
  private good: Author = BEGINNINGS[0]!;
  private refused = 0;
  /** Whether the last build ended well and nobody but the author has touched anything since. */
  private quiet = false;
  /** Whether files change while it builds. */
  private changing = false;
  /** Before each use of the disk, now. */
  private happen = nothing;
  /** What was said since the last build began. */
  private said: string[] = [];

  constructor(place: Place, program: Program, later: number) {
    this.place = place;
    this.program = program;
    this.later = later;
    this.site = join(place.root, '_site');
    this.round = this.started();
  }

  async begin(author: Author): Promise<void> {
    mkdirSync(join(this.place.root, 'posts'));
    this.becomes(author, 'in place');
    await this.step({ acts: [], end: { by: 'a build' } });
  }

  /** Another site that was built, for its cache. */
  private async otherSite(): Promise<void> {
    const { other } = this.place;
    if (existsSync(join(other, '_site'))) return;
    put(other, new Map(), sourcesOf(BEGINNINGS[1]!), 'in place');
    await build(await worldOf(other, () => BEGINNINGS[1]!.now));
  }

  async step({ acts, end }: Step): Promise<void> {
    if (this.later > 0) await pause(TICK);
    if (this.refused >= PATIENCE) this.becomes({ ...this.good, now: this.author.now }, 'in place');
    for (const act of acts) {
      if (act.what === 'the cache is that of another site') await this.otherSite();
      this.act(act);
    }
    this.story.push(`      ${end.by}${'at' in end ? ` (${end.at})` : ''}`);
    await this.ends(end, acts);
  }

  private async ends(end: End, acts: readonly Act[]): Promise<void> {
    switch (end.by) {
      case 'a build':
        return this.built(acts);
      case 'a power cut':
        return this.cut(end.at);
      case 'a change meanwhile': {
        this.changing = true;
        this.happen = meanwhileAt(end.at, () => this.act(end.act));
        await this.round();
        this.happen = nothing;
        this.changing = false;
        this.quiet = false;
        return this.built([]);
      }
      case 'a deploy': {
        const hurried = await this.round(() => true);
        // A program that stays goes on with other things between the two; one that ends may end there.
        this.quiet = hurried.ok && end.at % 2 === 1 && (await hurried.value.finish());
        return this.built([]);
      }
      case 'two builds at once': {
        // The other one is another program: what this one remembers is old afterwards.
        const both = await Promise.all([this.round(), this.started()()]);
        for (const each of both) await this.look(each);
        return this.built([]);
      }
    }
  }

  private started(): Round {
    return this.program(async () => {
      const line = (text: string): void => void this.said.push(text);
      const world = await worldOf(this.place.root, () => this.author.now, line);
      // While files change in the middle of a build, it is not later than it is.
      return watched(world, () => ({ happen: this.happen, later: this.changing ? 0 : this.later }));
    });
  }

  private act({ what, at, pick, manner }: Act): void {
    if (what in CHANGES) {
      const change: (author: Author, nth: { at: number; pick: number }) => Author =
        CHANGES[what as keyof typeof CHANGES];
      const { before: _, ...before } = this.author;
      this.becomes({ ...change(this.author, { at, pick }), before }, manner, `${what} (${at}, ${pick}) ${manner}`);
      return;
    }
    this.quiet = false;
    this.story.push(`${what} (${at}, ${pick})`);
    TAMPERING[what as keyof typeof TAMPERING](this.place, { at, pick });
  }

  private becomes(author: Author, manner: Act['manner'], what = 'as it was when all was good'): void {
    const [before, after] = [sourcesOf(this.author), sourcesOf(author)];
    const known = this.story.length === 0 ? new Map<string, string>() : before;
    put(this.place.root, known, after, manner);
    this.author = author;
    const now = new Date(author.now).toISOString();
    const lines = shownChange(known, after);
    this.story.push(`${this.story.length === 0 ? 'a site' : what}; it is ${now}`, ...lines.slice(0, SHOWN));
    if (lines.length > SHOWN) this.story.push(`  and ${lines.length - SHOWN} more`);
  }

  /** Builds, and looks at everything. */
  private async built(acts: readonly Act[]): Promise<void> {
    this.said = [];
    const before = seenIn(this.site);
    const built = await this.round();
    await this.look(built);
    const after = seenIn(this.site);
    assert.ok(this.said.length <= (this.quiet ? 0 : 1), `it said: ${this.said.join(' / ')}`);
    if (!built.ok) {
      assert.equal([...after], [...before], '_site/ is not as it was, though the build was refused');
      this.refused++;
      return;
    }
    truthful(built.value, before, after);
    if (this.quiet && this.refused === 0) this.frugal(built.value, acts);
    this.refused = 0;
    this.quiet = true;
    this.good = this.author;
  }

  /** Looks at what a build gave and what is on disk. */
  private async look(built: Checked<Built>): Promise<void> {
    const clean = await cleanBuild(this.author);
    const told = built.ok ? '' : sentences(built.problems);
    assert.is(told, clean.problems, `it says:\n${told}\nand a clean build:\n${clean.problems}`);
    if (!built.ok) return;
    const wrong = differing(hashesOf(seenIn(this.site)), clean.files);
    if (wrong.length > 0) {
      throw new Error(
        `_site/ is not what a clean build makes:\n${await differenceFrom(this.author, this.site, wrong)}`,
      );
    }
  }

  private frugal({ changes, reasons }: Built, acts: readonly Act[]): void {
    if (acts.length === 0) assert.is(changes.written.length + changes.removed.length, 0);
    if (acts.length === 1 && acts[0]?.what === 'note' && this.author.posts.length < BIG_MONTH)
      // A page of one's own is not counted.
      assert.ok(changes.written.filter((path) => reasons.has(path)).length <= FOR_ONE_NOTE, changes.written.join(' '));
  }

  /** Builds until the power fails. What is on disk then is old or new, each file whole, and no feed is ahead of a page. */
  private async cut(at: number): Promise<void> {
    const before = hashesOf(seenIn(this.site));
    this.quiet = false;
    this.happen = cutAt(at);
    try {
      await this.round();
    } catch (cause) {
      if (!(cause instanceof PowerCut)) throw cause;
    }
    this.happen = nothing;
    this.round = this.started();
    whole(before, hashesOf(seenIn(this.site)), await cleanBuild(this.author));
  }
}

function shownChange(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const gone = [...before.keys()].filter((path) => !after.has(path)).map((path) => `  - ${path}`);
  const changed = [...after].filter(([path, text]) => before.get(path) !== text);
  return [
    ...gone,
    ...changed.map(
      ([path, text]) => `  ${before.has(path) ? '~' : '+'} ${path}  ${JSON.stringify(text).slice(0, 200)}`,
    ),
  ];
}
