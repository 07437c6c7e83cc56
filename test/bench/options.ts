// What a person may ask of the benchmark.
import { parseArgs } from 'node:util';
import { measureBuilds } from './builds.ts';
import { measureDeploys } from './deploys.ts';
import { measureDev } from './dev.ts';
import { eleventy } from './eleventy.ts';
import type { SiteGenerator } from './generator.ts';
import { measureHeard } from './heard.ts';
import { hugo } from './hugo.ts';
import type { Bench } from './rounds.ts';

const PARTS = { build: measureBuilds, dev: measureDev, deploy: measureDeploys, heard: measureHeard };
const OTHERS = { hugo, eleventy };

const HELP = `npm run bench -- [options]          builds and deploys, by the size of the archive
  --sizes 1000,10000    how many notes the archives have
  --only build,heard    which parts: ${Object.keys(PARTS).join(', ')} (default: all)
  --against hugo        beside which others: ${Object.keys(OTHERS).join(', ')} (default: both)
  --runs 3              how often each build is timed, and all feeds fetched
  --folder <folder>     where to work, /dev/shm say (default: on the disk, where sites are: that for temporary files)
  --keep                leave the archives and sites there
  --out <folder>        where results.json and plot.svg go (default: test/bench)

npm run bench -- edge [options]     a thousand feeds beside newsboat, and the reader's pages
  --feeds 1000          how many feeds are fetched
  --entries 100000      how many entries the inbox has whose pages are timed

npm run bench -- bridge [options]   entries a second onto a node of Prosody and of ejabberd, beside slixmpp`;

export interface Options {
  readonly sizes: readonly number[];
  readonly parts: readonly ((bench: Bench) => Promise<void>)[];
  readonly others: readonly ((folder: string) => SiteGenerator)[];
  readonly runs: number;
  readonly folder: string | undefined;
  readonly keep: boolean;
  readonly out: string;
  /** Where the edge is to be measured, and not the builds. */
  readonly edge: { readonly feeds: number; readonly entries: number } | undefined;
  /** Whether the bridge is to be measured, and not the builds. */
  readonly isBridge: boolean;
}

/** Of the command line. Ends the process when it asks for help, with 2 when it asks for what there is not. */
export function options(): Options {
  const { values: given, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: '1000,10000' },
      only: { type: 'string', default: Object.keys(PARTS).join(',') },
      against: { type: 'string', default: Object.keys(OTHERS).join(',') },
      runs: { type: 'string', default: '3' },
      folder: { type: 'string' },
      keep: { type: 'boolean', default: false },
      out: { type: 'string', default: import.meta.dirname },
      feeds: { type: 'string', default: '1000' },
      entries: { type: 'string', default: '100000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (given.help) {
    console.log(HELP);
    return process.exit(0);
  }
  const [subject, ...more] = positionals;
  if (more.length > 0 || !['edge', 'bridge', undefined].includes(subject))
    wrongUse(`"${positionals.join(' ')}" is no subject.`);
  return {
    sizes: given.sizes.split(',').map(wholeNumber),
    parts: given.only.split(',').map((name) => named(PARTS, name)),
    others: given.against.split(',').map((name) => named(OTHERS, name)),
    runs: wholeNumber(given.runs),
    folder: given.folder,
    keep: given.keep,
    out: given.out,
    edge: subject === 'edge' ? { feeds: wholeNumber(given.feeds), entries: wholeNumber(given.entries) } : undefined,
    isBridge: subject === 'bridge',
  };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : wrongUse(`"${text}" is no number.`);
}

function named<T>(things: Readonly<Record<string, T>>, name: string): T {
  return things[name] ?? wrongUse(`"${name}" is none of ${Object.keys(things).join(', ')}.`);
}

function wrongUse(what: string): never {
  console.error(`${what}\n${HELP}`);
  return process.exit(2);
}
