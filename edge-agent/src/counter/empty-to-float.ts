import { type CashLine, sumLines } from '@tillbridge/shared/cash';
import { inBatches } from '../planner/in-batches.ts';
import type { PlanLine } from '../planner/plan-unit.ts';
import type { OperationOutcome } from '../recycler/driver.ts';
import type { Acting } from './acting.ts';
import type { CashRequest, Performed } from './operation.ts';
import { merged, type Settlement, settlePayout } from './settle.ts';

/** Pieces that an outlet takes at once; each portion has to be taken before the next comes. */
export const OUTLET_PIECES_MAX = 100;

/**
 * Pays the planned pieces out to the person who empties the machine, portion by portion, or moves them into the box where
 * the machine can. It ends at the first portion that is not complete, or after a portion when somebody cancels.
 */
export async function emptyToFloat(
  { driver, hand }: Acting,
  request: CashRequest,
  lines: readonly PlanLine[],
): Promise<Performed> {
  const steps: Performed['steps'][number][] = [];
  const done: OperationOutcome[] = [];
  let inventory: Performed['inventory'];
  const batches = driver.toBox === undefined ? inBatches(lines, OUTLET_PIECES_MAX) : [lines];
  for (const batch of batches) {
    if (hand.word() !== undefined) break;
    const moved = await (driver.toBox?.(request.operation, { lines: batch }) ??
      driver.dispense(request.operation, { lines: batch }));
    steps.push(...moved.steps);
    done.push(moved.result);
    if (moved.result.outcome !== 'refused' || inventory === undefined) inventory = moved.inventory;
    if (moved.result.outcome !== 'completed') break;
  }
  const settlement = settleEmptying(request.amountMinor, done);
  return { settlement, steps, ...(inventory === undefined ? {} : { inventory }) };
}

/** All portions as one outcome: the last one's, except that what went out before a refusal or a cancel stays out. */
function settleEmptying(amountMinor: number, portions: readonly OperationOutcome[]): Settlement {
  const out: readonly CashLine[] = merged(...portions.map((each) => ('out' in each ? each.out : [])));
  const into: readonly CashLine[] = merged(...portions.map((each) => ('in' in each ? each.in : [])));
  const lines = [...into, ...out];
  const last = portions.at(-1);
  if (last === undefined) return { outcome: 'cancelled', lines: [], owedMinor: 0 };
  if (last.outcome === 'completed' && sumLines(out, 'out') < amountMinor)
    return { outcome: 'cancelled', lines, owedMinor: 0 };
  if (last.outcome === 'completed') return settlePayout(amountMinor, { outcome: 'completed', in: into, out });
  const ended = settlePayout(amountMinor, last);
  // The person stands at the machine: nothing is owed to anybody, but the plan was not carried out.
  const stopped = (last.outcome === 'refused' && lines.length > 0) || last.outcome === 'partial';
  return { ...ended, lines, outcome: stopped ? 'cancelled' : ended.outcome, owedMinor: 0 };
}
