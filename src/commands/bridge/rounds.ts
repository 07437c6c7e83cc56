// The rounds of all bridges from feeds: each asks when it is time, and brings what it has got to its node.
import { beginning, type Turn } from '../../bridge/due.ts';
import type { Held } from '../../bridge/large.ts';
import { isDue, type Polled } from '../../inbox/source.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { remember } from '../../inbox/sources.ts';
import { turns } from '../../inbox/turns.ts';
import type { World } from '../../world/world.ts';
import type { SharedLine } from './lines.ts';
import { askFeed, bringFeed, type Asking, nodeNameOf, standsWith, whyNot, type NodeJob, type Round } from './node.ts';

/** A bridge from a feed, over the line of its account. */
export interface FromFeed {
  readonly job: NodeJob;
  readonly line: SharedLine;
  /** Told after each round. */
  readonly tell: (round: Round) => void;
}

interface Course extends Turn, FromFeed {
  phase: Turn['phase'];
  host: string;
  next: string;
  polled: Polled;
  held: Held;
}

/** Milliseconds between two looks whether it is time to ask. */
const TICK = 2_000;

export class Rounds {
  readonly #world: Omit<World, 'strangers'> & Asking;
  readonly #alone = turns(1);
  readonly #running = new Set<Promise<void>>();
  readonly #broken = new AbortController();
  readonly #stop: AbortSignal;
  readonly #again = new Set<Course>();
  #courses: readonly Course[] = [];
  #bug: unknown;
  /** Ends the pause between two looks. */
  #pausing = new AbortController();
  /** When it was last looked what is due. */
  looked: Date;

  constructor(world: World) {
    this.#stop = AbortSignal.any([world.stop, this.#broken.signal]);
    // Nobody waits for a server while the person waits for the end.
    const clock = { ...world.clock, wait: (ms: number, stop = this.#stop) => world.clock.wait(ms, stop) };
    // One for all: each keeps connections of its own.
    this.#world = { ...world, strangers: world.strangers([]), clock, stop: this.#stop };
    this.looked = world.clock.now();
    this.#stop.addEventListener('abort', () => this.#pausing.abort());
  }

  /** From now on these bridges go on, and no others; those that are here before go on as they are. */
  follow(bridges: readonly FromFeed[]): void {
    const before = new Map(this.#courses.map((course) => [course.job, course]));
    this.#courses = bridges.map((each) => before.get(each.job) ?? this.#courseOf(each));
    // Nobody else would ever hear of those that are gone: they have no rounds.
    for (const course of this.#courses) if (!before.has(course.job) && course.polled.ended) this.#leave(course);
  }

  /** How it stands with each feed. */
  polled(): readonly Polled[] {
    return this.#courses.map(({ polled }) => polled);
  }

  /** Asks a feed out of turn; one that is just asked, once more. Who is in trouble, or left alone, is asked in time. */
  look(source: string): void {
    const course = this.#courses.find(({ polled }) => polled.source === source);
    if (!course || course.polled.ended || course.polled.failures > 0) return;
    if (course.phase !== 'waits') return void this.#again.add(course);
    Object.assign(course, placed({ ...course.polled, next: timeOf(this.#world.clock.now()) }));
    this.#pausing.abort();
  }

  /** Goes on until it is stopped, or there is nothing more to wait for: each feed is gone for good, and `isOver` too. */
  async stay(isOver: () => boolean): Promise<void> {
    while (!this.#stop.aborted && !(isOver() && this.#courses.every(({ polled }) => polled.ended))) {
      this.looked = this.#world.clock.now();
      this.#begin((course) => isDue(course.polled, this.looked));
      await this.#pause();
    }
    await this.end();
  }

  /** Each once; those that are to be left alone are told. */
  async once(): Promise<void> {
    const open = new Set(this.#courses);
    this.#leaveAlone(open);
    while (!this.#stop.aborted && (open.size > 0 || this.#running.size > 0)) {
      for (const course of this.#begin((each) => open.has(each))) open.delete(course);
      await this.#pause();
      this.#leaveAlone(open);
    }
    await this.end();
  }

  /** Takes out those that nobody may ask now: before the first is asked, and when its host has had enough. */
  #leaveAlone(open: Set<Course>): void {
    for (const course of open) if (course.polled.ended || this.#leave(course)) open.delete(course);
  }

  /** Tells why it is not asked now; gives whether that is so. */
  #leave({ polled, tell }: Course): boolean {
    const problem = whyNot(polled, this.#world.clock.now());
    if (problem) tell({ polled, said: '', problems: [problem] });
    return problem !== undefined;
  }

  /** Resolves when all that is running has come to its end. */
  async end(): Promise<void> {
    await Promise.all(this.#running);
    if (this.#bug !== undefined) throw this.#bug;
  }

  #courseOf(bridge: FromFeed): Course {
    const { at } = bridge.job;
    const polled = standsWith(this.#world, bridge.job);
    return { ...bridge, ...placed(polled), phase: 'waits', node: nodeNameOf(at), account: at.jid, held: { large: [] } };
  }

  #begin(isWanted: (course: Course) => boolean): readonly Course[] {
    const wanted = this.#courses.filter((course) => course.phase === 'waits' && isWanted(course));
    const begun = beginning(
      wanted.filter(({ line }) => line.isWorthAsking()),
      this.#courses,
    );
    for (const course of begun) {
      const running: Promise<void> = this.#round(course)
        .catch((cause: unknown) => this.#fail(cause))
        .finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
    return begun;
  }

  async #pause(): Promise<void> {
    if (this.#stop.aborted) return;
    // A signal made of others would stay with them for as long as they are there.
    this.#pausing = new AbortController();
    await Promise.race([this.#world.clock.wait(TICK, this.#pausing.signal), ...this.#running]);
    this.#pausing.abort();
  }

  async #round(course: Course): Promise<void> {
    course.phase = 'asks';
    const round = await this.#workOf(course);
    course.held = round.held ?? course.held;
    course.phase = 'waits';
    Object.assign(course, placed(round.polled));
    if (this.#again.delete(course)) this.look(round.polled.source);
    // Of one that the file no longer names nobody wants to hear that it was cut off.
    const isWanted = !this.#stop.aborted && this.#courses.includes(course);
    if (isWanted || round.said !== '') course.tell(round);
  }

  async #workOf(course: Course): Promise<Round> {
    const { job, line, polled } = course;
    // Nobody is asked again and again for what cannot be brought.
    if (line.isInTrouble()) {
      const met = await line.talk();
      if (!met.ok) return { polled, said: '', problems: met.problems };
      await met.value.close();
    }
    const fetched = await askFeed(this.#world, job, { alone: this.#alone, held: course.held });
    if (this.#stop.aborted) return { polled, said: '', problems: [] };
    if (fetched.hostWaits !== undefined) this.#postpone(course, fetched.hostWaits);
    course.phase = 'brings';
    const round = await bringFeed({ ...this.#world, connect: () => line.talk() }, job, {
      ...fetched,
      large: course.held.large,
    });
    // As soon as the line is there again.
    return line.isInTrouble() ? { ...round, polled } : round;
  }

  /** The others of a host are not asked, since one of them was told to wait. */
  #postpone({ host }: Course, until: string): void {
    for (const course of this.#courses) {
      const { polled } = course;
      if (course.host !== host || course.phase !== 'waits' || polled.ended || (polled.waits ?? '') >= until) continue;
      const next = course.next > until ? course.next : until;
      Object.assign(course, placed({ ...polled, next, waits: until }));
      remember(course.job.inbox, course.polled);
    }
  }

  readonly #fail = (cause: unknown): void => {
    this.#bug ??= cause;
    this.#broken.abort();
  };
}

function placed(polled: Polled): Pick<Course, 'polled' | 'next' | 'host'> {
  const { address, next } = polled;
  return { polled, next, host: URL.canParse(address) ? new URL(address).host : address };
}
