import type { BatchEnvelope } from '@tillbridge/shared/sync';
import type { BatchLines } from './batch-lines.ts';
import { bridgeLoss } from './bridge-loss.ts';
import { decideTail } from './decide-tail.ts';
import { fillLosses } from './fill-losses.ts';
import { isFounded } from './founded.ts';
import { type Decider, emptyPlan, isMissing, type Plan, setAsideOnce, takeLine } from './plan.ts';
import { isDisproved } from './proof-of.ts';
import type { CloudRules } from './rules.ts';
import { hashAt, type StreamView } from './stream-view.ts';

export interface BatchToDecide {
  readonly agent: string;
  readonly envelope: BatchEnvelope;
  readonly lines: BatchLines;
  readonly view: StreamView;
  readonly rules: CloudRules;
  readonly doubles: ReadonlySet<number>;
  readonly refused: string | undefined;
}

/** Steps 1 to 6 of the cloud's transaction, without a database: what is to become of every line of a batch. */
export function decideBatch(batch: BatchToDecide): Plan {
  const { envelope, view, rules } = batch;
  const plan = emptyPlan(view.stream);
  batch.lines.readBy(view.names);
  if (view.stream === undefined || (rules.incarnationCheck && envelope.incarnation !== view.incarnation)) {
    plan.refusal = 'sync.reopen';
    return plan;
  }
  const decider: Decider = { ...batch, epoch: envelope.epoch, stream: view.stream, plan, operations: new Set() };
  if (envelope.tail === true) {
    decideTail(decider, envelope);
    return plan;
  }
  const { start } = view.stream;
  if (rules.startDecides && (start.number !== envelope.start.number || start.nonce !== envelope.start.nonce)) {
    plan.refusal = 'sync.superseded';
    return plan;
  }
  decideLive(decider, envelope);
  return plan;
}

function decideLive(decider: Decider, envelope: BatchEnvelope): void {
  const { plan } = decider;
  const overlap = compareOverlap(decider, envelope);
  if (overlap.differing.length > 0) {
    fork(decider, envelope, overlap.differing);
    return;
  }
  if (!bridgeLoss(decider, envelope)) {
    plan.refusal = 'sync.gap';
    return;
  }
  const firstNew = Math.max(plan.highWater + 1, envelope.from) - envelope.from;
  const broken = findBrokenLink(decider, envelope, firstNew);
  if (broken !== undefined) {
    fork(decider, envelope, disprovedLines(decider, envelope, firstNew));
    return;
  }
  fillLosses(decider, envelope.from, overlap.missing);
  takeNew(decider, envelope, firstNew);
}

/** Lines for places the cloud has been at: equal (counted), differing, or missing there because they were declared lost. */
function compareOverlap(decider: Decider, envelope: BatchEnvelope): { differing: number[]; missing: number[] } {
  const { plan, stream, lines, rules } = decider;
  const differing: number[] = [];
  const missing: number[] = [];
  const last = Math.min(envelope.to, stream.highWater);
  for (let place = envelope.from; place <= last; place += 1) {
    const index = place - envelope.from;
    if (isMissing(stream, place)) missing.push(index);
    else if (rules.compareOverlap && hashAt(stream, place) !== lines.hashOf(index)) differing.push(index);
    else {
      plan.duplicates += 1;
      plan.repeated.push(index);
      if (!rules.dedupe) takeLine(decider, index, place);
    }
  }
  return { differing, missing };
}

/** Of a forked batch nothing is applied; the lines that differ are kept beside the stream, the agent brings the rest as a tail. */
function fork(decider: Decider, envelope: BatchEnvelope, indexes: readonly number[]): void {
  const { plan, lines } = decider;
  plan.insert.length = 0;
  plan.settle.length = 0;
  plan.setAside.length = 0;
  plan.losses.length = 0;
  plan.highWater = decider.stream.highWater;
  plan.highWaterHash = decider.stream.highWaterHash;
  for (const index of indexes) {
    if (!isFounded(decider, envelope.from, index)) continue;
    const code = isDisproved(lines, envelope, index) ? 'fact.damaged' : 'fact.fork';
    setAsideOnce(decider, index, envelope.from + index, code);
  }
  plan.refusal = 'sync.fork';
}

/** Index of the first new line whose `prev` is not the hash before it; an unreadable line is bound by the line after. */
function findBrokenLink(decider: Decider, envelope: BatchEnvelope, firstNew: number): number | undefined {
  const { plan, lines, rules } = decider;
  let before = plan.highWaterHash;
  for (let index = firstNew; index < lines.count; index += 1) {
    const { prev } = lines.line(index);
    if (prev !== undefined && prev !== before) return index;
    if (!rules.everyLink) return undefined;
    before = lines.hashOf(index);
  }
  return firstNew < lines.count && before !== envelope.toHash ? lines.count - 1 : undefined;
}

/**
 * Lines that the one after them (or `toHash`) does not vouch for. Where all are vouched for they fork off as a whole. A
 * vouched line is not set aside beside a disproved one: with its last line in quarantine the epoch would count as
 * held, and the true bytes of the disproved place would never be asked for.
 */
function disprovedLines({ lines }: Decider, envelope: BatchEnvelope, firstNew: number): readonly number[] {
  const all = range(firstNew, lines.count);
  const disproved = all.filter((index) => isDisproved(lines, envelope, index));
  return disproved.length > 0 ? disproved : all;
}

function takeNew(decider: Decider, envelope: BatchEnvelope, firstNew: number): void {
  const { plan, lines } = decider;
  let end = firstNew;
  while (end < lines.count && takeLine(decider, end, envelope.from + end)) {
    const line = lines.line(end);
    if ('fact' in line) plan.completeThroughMs = line.occurredMs;
    end += 1;
  }
  if (end === firstNew) return;
  plan.highWater = envelope.from + end - 1;
  plan.highWaterHash = lines.hashOf(end - 1);
  plan.segments.push({
    first: envelope.from + firstNew,
    last: plan.highWater,
    hashes: lines.hashes.slice(firstNew, end).join(''),
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step);
}
