import { KINDS, type Kind } from './kinds.ts';

/** Counts of a suite: how often each fault fired, and how much was carried and checked. */
export interface Tally {
  fired(kind: Kind): void;
  add(what: Counted, many: number): void;
  /** Keeps the highest. */
  atMost(what: Counted, value: number): void;
  count(kind: Kind): number;
  sum(what: Counted): number;
  /** Kinds out of `wanted` that never fired. */
  silent(wanted: readonly Kind[]): readonly Kind[];
  table(wanted: readonly Kind[]): string;
}

export const COUNTED = [
  'runs',
  'facts committed',
  'facts in the cloud',
  'facts in the archive',
  'facts in quarantine',
  'facts declared lost',
  'requests',
  'batches',
  'epochs left',
  'API crashes',
  'snapshots',
  'checks',
  'slowest live sale, ms',
] as const;
export type Counted = (typeof COUNTED)[number];

export function createTally(): Tally {
  const kinds = new Map<Kind, number>();
  const counted = new Map<Counted, number>();
  return {
    fired: (kind) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1),
    add: (what, many) => counted.set(what, (counted.get(what) ?? 0) + many),
    atMost: (what, value) => counted.set(what, Math.max(counted.get(what) ?? 0, value)),
    count: (kind) => kinds.get(kind) ?? 0,
    sum: (what) => counted.get(what) ?? 0,
    silent: (wanted) => wanted.filter((kind) => !kinds.has(kind)),
    table: (wanted) => {
      const rows = KINDS.filter((kind) => wanted.includes(kind) || kinds.has(kind)).map(
        (kind) => `  ${kind.padEnd(26)}${String(kinds.get(kind) ?? 0).padStart(8)}`,
      );
      const sums = COUNTED.map((what) => `  ${what.padEnd(26)}${String(counted.get(what) ?? 0).padStart(8)}`);
      return ['fault                          fired', ...rows, '', ...sums].join('\n');
    },
  };
}
