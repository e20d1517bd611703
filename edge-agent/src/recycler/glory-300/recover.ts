import type { OperationOutcome, RecoverKnowledge } from '../driver.ts';
import { closeDeposit } from './collect.ts';
import { CONTROL, PAYOUT_POLLS_MAX } from './constants.ts';
import { amountOf, type CurrencyTable, linesOf } from './currency-table.ts';
import type { VerbContext, VerbEnd } from './dispense.ts';
import { countsOf } from './inventory.ts';
import { compareCounts } from './judge-payout.ts';
import type { StockReading } from './readings.ts';
import { conditionOf } from './talk.ts';

/** Lets the machine finish, closes a deposit that stands open, and compares stock. Sends nothing that moves cash. */
export async function recover(context: VerbContext, known: RecoverKnowledge): Promise<VerbEnd> {
  const { talk, table, steps } = context;
  if (!(await comesToRest(context))) {
    return {
      result: { outcome: 'unknown', evidence: 'the machine does not answer or does not come to rest', in: [], out: [] },
    };
  }
  const reading = await talk.deposit();
  if (reading !== undefined && reading.state !== 'other') {
    await closeDeposit(talk);
    steps.add('deposit_closed');
  }
  const after = await talk.stock();
  if (after === undefined)
    return { result: { outcome: 'unknown', evidence: 'stock unreadable after the restart', in: [], out: [] } };
  const result = judgeRecovery(table, known, after);
  steps.add('recovered', result.outcome);
  return { result, stock: after };
}

/** Outcome of an interrupted operation from the stock before and after. Pure. */
export function judgeRecovery(table: CurrencyTable, known: RecoverKnowledge, after: StockReading): OperationOutcome {
  const before = known.inventoryBefore === undefined ? undefined : countsOf(table, known.inventoryBefore);
  if (before === undefined)
    return { outcome: 'unknown', evidence: 'the stock before the restart is not known', in: [], out: [] };
  const stock = compareCounts(before.stock, after.counts);
  const box = compareCounts(before.cassette, after.cassette);
  const into = [...linesOf(table, stock.rose, 'in', 'stock'), ...linesOf(table, box.rose, 'in', 'box')];
  const out = [...linesOf(table, stock.fell, 'out', 'stock'), ...linesOf(table, box.fell, 'out', 'box')];
  const outMinor = amountOf(table, stock.fell);
  const evidence = `restart in mid-${known.verb}: stock rose by ${amountOf(table, stock.rose)}, fell by ${outMinor}, asked were ${known.amountMinor} minor units`;
  if (into.length === 0 && out.length === 0) {
    // A piece that was drawn in when the power failed lies in the path, and no stock tells of it.
    if (known.verb === 'collect' && known.powerMayHaveFailed) return { outcome: 'unknown', evidence, in: [], out: [] };
    return known.verb === 'dispense'
      ? { outcome: 'refused', reason: 'machine.interrupted' }
      : { outcome: 'cancelled', in: [], out: [] };
  }
  if (known.powerMayHaveFailed) return { outcome: 'unknown', evidence, in: into, out };
  if (known.verb === 'dispense' && into.length === 0 && outMinor === known.amountMinor)
    return { outcome: 'completed', in: [], out };
  if (known.verb === 'collect' && out.length === 0)
    return { outcome: 'retained', in: into, reason: 'machine.interrupted' };
  return { outcome: 'unknown', evidence, in: into, out };
}

async function comesToRest({ talk, onTakeCash }: VerbContext): Promise<boolean> {
  for (let poll = 0; poll < PAYOUT_POLLS_MAX.pieces; poll++) {
    const answer = await talk.enquire();
    if (answer.kind === 'control') {
      const condition = conditionOf(answer.byte);
      if (condition === 'ready' || condition === 'abnormal' || condition === 'unit_or_door') return true;
      if (condition === 'take_cash') onTakeCash();
      // A deposit that stands open goes on until it is closed.
      if (answer.byte === CONTROL.SOH || answer.byte === CONTROL.EM) return true;
    }
    await talk.pause(talk.pace.payoutPollMs);
  }
  return false;
}
