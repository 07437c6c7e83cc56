// How it goes with the bridges of a running process, for whoever asks over HTTP: whether it works, and what Prometheus
// wants to know.
import { METRICS_TYPE, metricsOf } from '../../bridge/metrics.ts';
import type { ServedAt } from '../../bridge/listed.ts';
import { fine, type Checked } from '../../model/problem.ts';
import type { Answers, Served, World } from '../../world/world.ts';
import type { Many } from './many.ts';

/** Milliseconds without a look at what is due after which something is wrong with the process itself. */
const QUIET = 60_000;

/** Answers at this address, or nowhere where there is none. */
export async function servedAt(
  { serve, clock }: Pick<World, 'serve' | 'clock'>,
  at: ServedAt | undefined,
  many: Many,
): Promise<Checked<Served | undefined>> {
  if (!at) return fine(undefined);
  return serve.app(answersOf(many, clock), at.port, at.host);
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
