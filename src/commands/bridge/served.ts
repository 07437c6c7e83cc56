// How it goes with the bridges of a running process, for whoever asks over HTTP: whether it works, and what Prometheus
// wants to know.
import { METRICS_TYPE, metricsOf } from '../../bridge/metrics.ts';
import type { ServedAt } from '../../bridge/listed.ts';
import type { Problem } from '../../model/problem.ts';
import type { Answers, Served, World } from '../../world/world.ts';
import type { Many } from './many.ts';

/** Milliseconds without a look at what is due after which something is wrong with the process itself. */
const QUIET = 60_000;

/** Answers where it is wanted. */
export class Status {
  readonly #world: Pick<World, 'serve' | 'clock'>;
  readonly #many: Many;
  #at: ServedAt | undefined;
  #served: Served | undefined;

  constructor(world: Pick<World, 'serve' | 'clock'>, many: Many) {
    this.#world = world;
    this.#many = many;
  }

  /** From now on it answers there, or nowhere; gives why it cannot. Where it stays, nothing happens. */
  async listen(at: ServedAt | undefined): Promise<readonly Problem[]> {
    if (JSON.stringify(at) === JSON.stringify(this.#at)) return [];
    await this.end();
    const { serve, clock } = this.#world;
    const served = at && (await serve.app(answersOf(this.#many, clock), at.port, at.host));
    if (served && !served.ok) return served.problems;
    [this.#at, this.#served] = [at, served?.value];
    return [];
  }

  /** Where it answers, with a slash at its end. */
  get url(): string | undefined {
    return this.#served?.url;
  }

  /** Answers no more. */
  async end(): Promise<void> {
    await this.#served?.close();
    [this.#at, this.#served] = [undefined, undefined];
  }
}

function answersOf(many: Many, clock: World['clock']): Answers {
  const pages: Readonly<Record<string, () => Response>> = {
    '/healthz': () => {
      const isWell = clock.now().getTime() - many.looked.getTime() < QUIET;
      return isWell ? text('ok\n') : text('It has not looked what is due for a minute.\n', 503);
    },
    '/metrics': () => {
      const measured = { standings: many.standings(), lines: many.lines() };
      return new Response(metricsOf(measured), { headers: { 'content-type': METRICS_TYPE } });
    },
  };
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return text('Only GET.\n', 405);
    const page = pages[new URL(request.url).pathname];
    return page ? page() : text('There are /healthz and /metrics.\n', 404);
  };
}

function text(words: string, status = 200): Response {
  return new Response(words, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
