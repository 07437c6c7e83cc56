// How it goes with bridges, in the text that Prometheus reads (its exposition format, version 0.0.4).
import type { Counts, Standing } from './standing.ts';

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export interface Measured {
  readonly standings: readonly Standing[];
  /** Whether the line to the account's server is there, by account. */
  readonly lines: ReadonlyMap<string, boolean>;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly samples: (measured: Measured) => readonly Sample[];
}

const METRICS: readonly Metric[] = [
  {
    name: 'skein_bridges',
    type: 'gauge',
    help: 'Bridges that go on here.',
    samples: ({ standings }) => [[{}, standings.length]],
  },
  {
    name: 'skein_bridge_ok',
    type: 'gauge',
    help: '1 where nothing is wrong.',
    samples: each(({ trouble }) => (trouble === undefined ? 1 : 0)),
  },
  {
    name: 'skein_bridge_trouble_info',
    type: 'gauge',
    help: '1 for each bridge in trouble, with what is wrong.',
    samples: ({ standings }) =>
      standings.flatMap(({ name, trouble }): Sample[] =>
        trouble === undefined ? [] : [[{ bridge: name, what: trouble }, 1]],
      ),
  },
  time('heard', 'When the source last answered, in seconds since 1970.'),
  time('done', 'When something was last brought, in seconds since 1970.'),
  time('next', 'When the source is asked again, in seconds since 1970.'),
  counter('rounds', 'Times that the source was asked, or has told.'),
  counter('failed', 'Rounds with trouble.'),
  counter('entries', 'New entries brought.'),
  counter('edits', 'Edits brought.'),
  counter('takenBack', 'Entries taken back.'),
  {
    name: 'skein_account_connected',
    type: 'gauge',
    help: '1 where the line to the server of the account is there.',
    samples: ({ lines }) => [...lines].map(([account, isThere]) => [{ account }, isThere ? 1 : 0]),
  },
];

/** All of them, each with its help and type. */
export function metricsOf(measured: Measured): string {
  return METRICS.flatMap(({ name, type, help, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples(measured).map(([labels, value]) => `${name}${labelsOf(labels)} ${value}`),
    '',
  ]).join('\n');
}

function each(value: (standing: Standing) => number): Metric['samples'] {
  return ({ standings }) => standings.map((standing) => [{ bridge: standing.name }, value(standing)]);
}

function time(key: 'heard' | 'done' | 'next', help: string): Metric {
  const samples: Metric['samples'] = ({ standings }) =>
    standings.flatMap((standing): Sample[] => {
      const at = Date.parse(standing[key] ?? '');
      return Number.isNaN(at) ? [] : [[{ bridge: standing.name }, at / 1000]];
    });
  return { name: `skein_bridge_${key}_timestamp_seconds`, type: 'gauge', help, samples };
}

function counter(key: keyof Counts, help: string): Metric {
  const name = key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { name: `skein_bridge_${name}_total`, type: 'counter', help, samples: each(({ counts }) => counts[key]) };
}

function labelsOf(labels: Labels): string {
  const written = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return written.length === 0 ? '' : `{${written.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
