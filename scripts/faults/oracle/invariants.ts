/** A broken promise of the delivery: which one, by its number in the list of invariants, and what was seen. */
export interface Violation {
  readonly invariant: string;
  readonly what: string;
}

export const INVARIANTS = {
  custody: '1 every committed fact is in the cloud, in quarantine or declared lost, exactly once, bytes equal',
  stranger: '2 nothing in the cloud that no shop wrote',
  chain: '3 sequences without gaps, every link true, the high water never falls within one incarnation',
  acknowledged: '4 acknowledged ≤ high water with equal hash; nothing unacknowledged is pruned',
  books: '5 summaries equal the facts in every committed snapshot',
  fork: '6 different bytes for one place: one in the stream, the others kept aside',
  mended: '1, 5 what was altered behind our back is put right, as far as a hash or the shop proves it',
  device: '7 one fact per device key',
  replay: '8 replaying past requests changes only counters',
  once: '9 no fact both applied and pending, nor applied twice',
  archive: '11 archive and tables together are everything; nothing is dropped before its manifest verifies',
  drained: '12 after the faults stop the backlog reaches 0',
  live: '12 after the faults stop a fresh transaction reaches an open page',
  others: '13 one poison fact, one shop or one slow client delays no other',
  stock: '10 stock is conserved across facts; every break has its gap or adjustment',
  parked: '14 the sender is never parked',
  stays: '15 without a journal, clone or cloud fault an agent never leaves its epoch',
  pingpong: '16 of two copies exactly one keeps the epoch, and none takes it from the other more than once',
  receipt: 'the answer means custody: every line of a batch that was answered 200 is in the cloud at that moment',
  recording: 'recording goes on: a shop can write its next fact at any moment',
  witness: 'a journal behind its witness begins a new epoch at once, offline too',
  incarnation: 'a receipt is only ever given to a batch of this incarnation',
  revoked: 'a revoked key stays revoked, also after a restore',
  edited: 'an edited line is found before its bytes are sent as true, or forgotten',
  salvage: 'what cannot be read as lines is stored whole',
} as const;
export type Invariant = keyof typeof INVARIANTS;

/** Collects violations of one check; `checks` counts how much was looked at. */
export interface Findings {
  readonly violations: Violation[];
  checks: number;
  expect(invariant: Invariant, holds: boolean, what: () => string): void;
}

/** More of the same kind only hides the first. */
const VIOLATIONS_MAX = 40;

export function createFindings(): Findings {
  const violations: Violation[] = [];
  const findings: Findings = {
    violations,
    checks: 0,
    expect: (invariant, holds, what) => {
      findings.checks += 1;
      if (!holds && violations.length < VIOLATIONS_MAX)
        violations.push({ invariant: INVARIANTS[invariant], what: what() });
    },
  };
  return findings;
}

export const place = (entry: { readonly epoch: string; readonly sequence: number }): string =>
  `${entry.epoch.slice(0, 6)}…:${entry.sequence}`;
