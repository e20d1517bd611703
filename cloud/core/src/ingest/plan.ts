import type { Fact, FactBody } from '@tillbridge/shared/fact';
import type { BatchLines } from './batch-lines.ts';
import type { CloudRules } from './rules.ts';
import { lossAt, type StreamState, type StreamView } from './stream-view.ts';

/** What to do with a batch: decided on a view of the stream, carried out only while that view holds. */
export interface Plan {
  /** Fault of the answer; what is set aside is kept all the same. */
  refusal: string | undefined;
  readonly insert: PlannedFact[];
  readonly setAside: SetAside[];
  /** Rows of quarantine that this very insert settles. */
  readonly settle: { readonly sequence: number; readonly hash: string }[];
  readonly segments: { readonly first: number; readonly last: number; readonly hashes: string }[];
  readonly fills: { readonly first: number; readonly openTo: number; readonly openHash: string }[];
  readonly losses: { readonly first: number; readonly last: number; readonly hash: string }[];
  /** Places gone at the shop before lines that lie beside the stream: no loss of the stream, but of this history. */
  goneBeside: { readonly first: number; readonly last: number } | undefined;
  highWater: number;
  highWaterHash: string;
  completeThroughMs: number | undefined;
  duplicates: number;
  /** Lines compared equal although the rule that skips them is off or on; only summed when `returnedRowsOnly` is off. */
  readonly repeated: number[];
}

export interface PlannedFact {
  readonly index: number;
  readonly sequence: number;
  /** 0: the stream itself. */
  readonly branch: number;
  readonly fact: Fact;
  readonly mappings: readonly string[];
}

export interface SetAside {
  readonly index: number;
  readonly sequence: number;
  readonly hash: string;
  readonly code: string;
  readonly detail: string | undefined;
  readonly inStream: boolean;
}

/** All that decides: nothing else may be looked at. */
export interface Decider {
  readonly agent: string;
  readonly epoch: string;
  readonly view: StreamView;
  readonly stream: StreamState;
  readonly lines: BatchLines;
  readonly rules: CloudRules;
  /** Sequences that the database found to report a movement recorded before. */
  readonly doubles: ReadonlySet<number>;
  /** Why the database refused the facts of this batch; they are all set aside then, so that none of them blocks the shop. */
  readonly refused: string | undefined;
  readonly operations: Set<string>;
  readonly plan: Plan;
}

export function emptyPlan(stream: StreamState | undefined): Plan {
  return {
    refusal: undefined,
    insert: [],
    setAside: [],
    settle: [],
    segments: [],
    fills: [],
    losses: [],
    goneBeside: undefined,
    highWater: stream?.highWater ?? 0,
    highWaterHash: stream?.highWaterHash ?? '',
    completeThroughMs: undefined,
    duplicates: 0,
    repeated: [],
  };
}

/** Whether carrying the plan out would write anything beside the sign of life. */
export function changesCustody(plan: Plan): boolean {
  return plan.insert.length + plan.setAside.length + plan.segments.length + plan.settle.length + plan.losses.length > 0;
}

/**
 * One line at its own place: inserted, or set aside while the place advances, or known from a redrive and only passed.
 * False: the rule that poison advances is off and the line is poison.
 */
export function takeLine(decider: Decider, index: number, sequence: number): boolean {
  const { plan, rules, lines, stream } = decider;
  const hash = lines.hashOf(index);
  const known = rules.quarantineLookup ? stream.quarantined.get(`${sequence}:${hash}`) : undefined;
  if (known === 'applied' || known === 'discarded') return true;
  const line = lines.line(index);
  const fault = 'fact' in line ? findPlaceFault(decider, line.fact, sequence) : line;
  if (fault !== undefined) {
    if (!rules.poisonAdvances) return false;
    plan.setAside.push({ index, sequence, hash, code: fault.code, detail: fault.detail, inStream: true });
    return true;
  }
  if (!('fact' in line)) return true;
  plan.insert.push({ index, sequence, branch: 0, fact: line.fact, mappings: line.mappings });
  if (known === 'pending') plan.settle.push({ sequence, hash });
  return true;
}

/** Sets a line aside under the hash of its own bytes, once; `inStream`: the stream passes over its place. */
export function setAsideOnce(decider: Decider, index: number, sequence: number, code: string, inStream = false): void {
  const { plan, stream, lines } = decider;
  const hash = lines.hashOf(index);
  if (stream.quarantined.has(`${sequence}:${hash}`)) {
    plan.duplicates += 1;
    return;
  }
  plan.setAside.push({ index, sequence, hash, code, detail: undefined, inStream });
}

/** Agent, epoch and sequence agree with the place; machine and currency with the shop; one end for one operation. */
export function findPlaceFault(
  decider: Decider,
  fact: Fact,
  sequence: number,
): { code: string; detail: string } | undefined {
  if (fact.agent !== decider.agent || fact.epoch !== decider.epoch || fact.sequence !== sequence) {
    return { code: 'fact.place', detail: `says ${fact.agent} ${fact.epoch} ${fact.sequence}` };
  }
  const body = fact.body as { machine?: string; currency?: string; operation?: string };
  if (body.machine !== undefined) {
    const currency = decider.view.machines.get(body.machine);
    if (currency === undefined) return { code: 'fact.machine', detail: `machine ${body.machine}` };
    if (body.currency !== undefined && body.currency !== currency) {
      return { code: 'fact.machine', detail: `currency ${body.currency}, the machine holds ${currency}` };
    }
  }
  if (fact.kind === 'shift.closed') {
    const foreign = (fact.body as FactBody<'shift.closed'>).lines.find(
      ({ machine }) => !decider.view.machines.has(machine),
    );
    if (foreign !== undefined) return { code: 'fact.machine', detail: `machine ${foreign.machine}` };
  }
  if (decider.refused !== undefined) return { code: 'fact.schema', detail: decider.refused };
  if (decider.doubles.has(sequence)) return { code: 'fact.device-key', detail: 'recorded before' };
  if (fact.kind === 'cash.transaction' && body.operation !== undefined) {
    if (decider.operations.has(body.operation)) return { code: 'fact.device-key', detail: 'operation ended before' };
    decider.operations.add(body.operation);
  }
  return undefined;
}

export function isMissing(stream: StreamState, place: number): boolean {
  return lossAt(stream, place) !== undefined;
}
