// `npm run bench -- edge`: a thousand feeds fetched, beside newsboat, and the pages of the reader with a full inbox.
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { edgeMachine, type EdgeMeasured, type EdgeResults } from './edge-results.ts';
import { edgeTableOf } from './edge-table.ts';
import { measureFetches } from './fetches.ts';
import { measurePages } from './reader-pages.ts';
import { keptIn, textOf, type Sample } from './results.ts';
import { recorderOf } from './recorder.ts';

export interface EdgeBench {
  readonly feeds: number;
  readonly entries: number;
  /** How often the feeds are fetched. */
  readonly runs: number;
  readonly folder: string;
  readonly hasNewsboat: boolean;
  readonly record: (what: Omit<EdgeMeasured, 'samples'>, sample: Sample) => void;
}

type Asked = Pick<EdgeBench, 'feeds' | 'entries' | 'runs' | 'folder'>;

const NO_NEWSBOAT = 'newsboat is missing, so its column is empty. On Debian: apt-get install newsboat';

/** Measures, prints the table, and keeps what was found in `out` beside what the builds found there. */
export async function benchEdge(asked: Asked, out: string, say: (line: string) => void): Promise<void> {
  const about = await edgeMachine();
  const hasNewsboat = about['newsboat'] !== 'none';
  if (!hasNewsboat) say(NO_NEWSBOAT);
  const measured: EdgeMeasured[] = [];
  const bench = { ...asked, hasNewsboat, record: recorderOf(measured, say) };
  say(`${asked.feeds.toLocaleString('en')} feeds`);
  await measureFetches(bench);
  say(`${asked.entries.toLocaleString('en')} entries`);
  await measurePages(bench);
  const date = new Date().toISOString();
  const edge: EdgeResults = { date, machine: about, feeds: asked.feeds, entries: asked.entries, measured };
  const kept = keptIn(out) ?? { date, machine: about, files: 'on disk', measured: [] };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), textOf({ ...kept, edge }));
  console.log(edgeTableOf(edge));
}
