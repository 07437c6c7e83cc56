// What a run of the benchmark found, as it is kept in results.json: every sample, and the machine that they are of.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { self } from '../../src/world/self.ts';
import type { BridgeResults } from './bridge-table.ts';
import type { EdgeResults } from './edge-results.ts';
import { PACKAGE } from './eleventy.ts';
import type { Name } from './generator.ts';
import { ended, isThere } from './measure.ts';

/** What was timed. After `dev`: from the save to the last byte of the preview. After `deploy`: what the build is not. */
export type Work =
  | 'first build'
  | 'add'
  | 'edit'
  | 'delete'
  | 'nothing'
  | 'dev add'
  | 'dev edit'
  | 'dev delete'
  | 'deploy folder'
  | 'deploy rsync'
  | 'deploy git'
  | 'saved, heard'
  | 'logged in, published, heard'
  | 'published, heard';

export interface Sample {
  readonly seconds: number;
  /** Megabytes of memory at most. */
  readonly peak?: number | undefined;
  /** Seconds at work, where it is told. */
  readonly cpu?: number | undefined;
  /** Files written, the replaced ones too. */
  readonly files?: number;
}

/** All samples of one work at one size, in the order in which they were taken. */
export interface Measured {
  readonly size: number;
  readonly who: Name | 'XMPP';
  readonly work: Work;
  readonly samples: readonly Sample[];
}

export interface Results {
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  /** Where the files were: in memory, where no other program's writes are in the way, or on a disk. */
  readonly files: 'in memory' | 'on disk';
  readonly measured: readonly Measured[];
  /** What runs of their own found. */
  readonly edge?: EdgeResults;
  readonly bridge?: BridgeResults;
}

/** The machine without its name, and the versions of what ran. */
export async function machine(): Promise<Results['machine']> {
  const eleventy = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.versions.node,
    skein: self.version,
    eleventy: eleventy.version,
    hugo: (await isThere('hugo')) ? await versionOfHugo() : 'none',
  };
}

async function versionOfHugo(): Promise<string> {
  const { said } = await ended(['hugo', 'version'], '.');
  return /v([\d.]+)/.exec(said)?.[1] ?? 'unknown';
}

/** One line for each work, so that a change of a sample is a change of its line. */
export function textOf({ measured, edge, bridge, ...about }: Results): string {
  const empty = {
    ...about,
    measured: [],
    ...(edge && { edge: { ...edge, measured: [] } }),
    ...(bridge && { bridge: { ...bridge, measured: [] } }),
  };
  const lists = [rows(measured, '  '), ...[edge, bridge].flatMap((each) => (each ? rows(each.measured, '    ') : []))];
  const text = JSON.stringify(empty, null, 2);
  return `${text.replaceAll('"measured": []', () => `"measured": ${lists.shift()}`)}\n`;
}

function rows(all: readonly unknown[], indent: string): string {
  return `[\n${all.map((each) => `${indent}  ${JSON.stringify(each)}`).join(',\n')}\n${indent}]`;
}

/** What is kept in a folder, if anything is. */
export function keptIn(folder: string): Results | undefined {
  const file = join(folder, 'results.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : undefined;
}

/** What is known of one work. */
export function find(results: Results, { size, who, work }: Omit<Measured, 'samples'>): Measured | undefined {
  return results.measured.find((each) => each.size === size && each.who === who && each.work === work);
}
