// Random sequences of what a person does, and of what befalls the machine: after each step the incremental build and a
// clean one give the same bytes.
import * as fc from 'fast-check';
import { BEGINNINGS } from './author.ts';
import { CHANGES, type Nth } from './changes.ts';
import { MANNERS, type Manner } from './disk.ts';
import { TAMPERING } from './tampering.ts';

export interface Act extends Nth {
  readonly what: keyof typeof CHANGES | keyof typeof TAMPERING;
  readonly manner: Manner;
}

/** How a step ends: by a build, one that leaves some for later, is cut off, during which more is changed, or two at once. */
export type End =
  | { readonly by: 'a build' }
  | { readonly by: 'a deploy'; readonly at: number }
  | { readonly by: 'a power cut'; readonly at: number }
  | { readonly by: 'a change meanwhile'; readonly at: number; readonly act: Act }
  | { readonly by: 'two builds at once' };

export interface Step {
  readonly acts: readonly Act[];
  readonly end: End;
}

export interface Sequence {
  /** Which of BEGINNINGS. */
  readonly from: number;
  readonly steps: readonly Step[];
  /** Whether nothing was touched for a while before each build: so what the disk says of files is trusted. */
  readonly rested?: boolean;
}

const OFTEN = [
  'add',
  'edit',
  'delete',
  'retag',
  'redate',
  'note',
  'theme',
  'own page',
  'own file for a generated one',
] as const;
const changes = Object.keys(CHANGES) as (keyof typeof CHANGES)[];
const tampering = Object.keys(TAMPERING) as (keyof typeof TAMPERING)[];

const numbers = { at: fc.nat(99), pick: fc.nat(999), manner: fc.constantFrom(...MANNERS) };
const change = fc.oneof(
  { arbitrary: fc.record({ what: fc.constantFrom(...OFTEN, ...changes), ...numbers }), weight: 5 },
  // What is hardest to see: as many bytes as before, perhaps at the same time.
  {
    arbitrary: fc.record({ what: fc.constantFrom('word', 'swap bodies', 'swap files', 'photo'), ...numbers }),
    weight: 1,
  },
);
const tamper = fc.record({ what: fc.constantFrom(...tampering), ...numbers });
const act: fc.Arbitrary<Act> = fc.oneof({ arbitrary: change, weight: 6 }, { arbitrary: tamper, weight: 1 });

const end: fc.Arbitrary<End> = fc.oneof(
  { arbitrary: fc.constant({ by: 'a build' as const }), weight: 12 },
  { arbitrary: fc.record({ by: fc.constant('a deploy' as const), at: fc.nat(1) }), weight: 2 },
  { arbitrary: fc.record({ by: fc.constant('a power cut' as const), at: fc.oneof(fc.nat(8), fc.nat(30)) }), weight: 3 },
  {
    arbitrary: fc.record({
      by: fc.constant('a change meanwhile' as const),
      at: fc.oneof(fc.nat(12), fc.nat(80)),
      act: change,
    }),
    weight: 2,
  },
  { arbitrary: fc.constant({ by: 'two builds at once' as const }), weight: 1 },
);

const acts = fc.oneof(
  { arbitrary: fc.array(act, { minLength: 1, maxLength: 1 }), weight: 6 },
  { arbitrary: fc.array(act, { minLength: 0, maxLength: 3 }), weight: 2 },
);

/** Sequences of so many steps at most. */
export function sequences(longest: number): fc.Arbitrary<Sequence> {
  const steps = fc.array(fc.record({ acts, end }), { minLength: 1, maxLength: longest, size: 'max' });
  return fc.record({ from: fc.constantFrom(...BEGINNINGS.keys(), BEGINNINGS.length - 1), steps, rested: fc.boolean() });
}
