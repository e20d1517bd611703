import { type CashLine, sumLines } from '@tillbridge/shared/cash';
import type { Fact, FactBody, Inventory } from '@tillbridge/shared/fact';
import { findClosingFault } from './closing-meaning.ts';

const DAY_MS = 86_400_000;
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const BUSINESS_DAYS_APART_MAX = 2;

export interface MeaningFault {
  readonly code: string;
  readonly detail: string;
}

/** What a schema cannot say: real and possible times, lines that add up, exact numbers. Undefined: nothing wrong. */
export function findMeaningFault(fact: Fact, nowMs: number, sumsExact: boolean): MeaningFault | undefined {
  const generation = (fact.body as { device?: { generation: number } }).device?.generation;
  if (generation !== undefined && !Number.isSafeInteger(generation))
    return { code: 'fact.schema', detail: '/body/device/generation' };
  const time = findTimeFault(fact, nowMs);
  if (time !== undefined) return { code: 'fact.time', detail: time };
  if (fact.kind === 'cash.transaction' && sumsExact) {
    const sums = findSumsFault(fact.body as FactBody<'cash.transaction'>);
    if (sums !== undefined) return { code: 'fact.sums', detail: sums };
  }
  if (fact.kind === 'shift.closed' && sumsExact) {
    const sums = findClosingFault(fact.body as FactBody<'shift.closed'>);
    if (sums !== undefined) return { code: 'fact.sums', detail: sums };
  }
  return undefined;
}

function findTimeFault(fact: Fact, nowMs: number): string | undefined {
  const occurredMs = possibleMs(fact.occurredAt, nowMs);
  if (occurredMs === undefined) return `occurredAt ${fact.occurredAt}`;
  const dayMs = Date.parse(`${fact.businessDate}T00:00:00.000Z`);
  if (Number.isNaN(dayMs) || new Date(dayMs).toISOString().slice(0, 10) !== fact.businessDate)
    return `businessDate ${fact.businessDate}`;
  const daysApart = Math.abs(Math.floor(occurredMs / DAY_MS) - dayMs / DAY_MS);
  if (daysApart > BUSINESS_DAYS_APART_MAX)
    return `businessDate ${fact.businessDate} is ${daysApart} days from occurredAt`;
  const { openedAt } = fact.body as { openedAt?: string };
  if (openedAt !== undefined && possibleMs(openedAt, nowMs) === undefined) return `openedAt ${openedAt}`;
  const inventory = (fact.body as { inventory?: Inventory }).inventory;
  if (inventory !== undefined && possibleMs(inventory.readAt, nowMs) === undefined) return `readAt ${inventory.readAt}`;
  return undefined;
}

/** From the year 2000 until tomorrow, and a day that exists (the 30th of February would be taken for March). */
function possibleMs(instant: string, nowMs: number): number | undefined {
  const ms = Date.parse(instant);
  if (!(ms >= EARLIEST_MS && ms <= nowMs + DAY_MS)) return undefined;
  return new Date(ms).toISOString() === instant ? ms : undefined;
}

function findSumsFault(body: FactBody<'cash.transaction'>): string | undefined {
  const lines: readonly CashLine[] = body.lines;
  const into = sumLines(lines, 'in');
  const out = sumLines(lines, 'out');
  if (into !== body.inMinor) return `lines in ${into}, inMinor ${body.inMinor}`;
  if (out !== body.outMinor) return `lines out ${out}, outMinor ${body.outMinor}`;
  if (body.owedMinor > 0 && body.outcome !== 'partial') return `owed ${body.owedMinor} although ${body.outcome}`;
  return undefined;
}
