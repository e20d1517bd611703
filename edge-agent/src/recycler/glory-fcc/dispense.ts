import type { DispenseWant } from '../driver.ts';
import { STATUS } from './constants.ts';
import { sumOf } from './fcc-table.ts';
import { AT_WORK, placeOrder } from './place-order.ts';
import { payableOf, placeCashout, planCashout } from './plan-cashout.ts';
import { giveBack, prepare, refused } from './prepare.ts';
import { cashoutRest } from './requests.ts';
import { settleOrder } from './settle-order.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

/** Units before, the order once, units after, judgement. The machine pays by pieces only: an amount is planned here. */
export async function dispense(context: VerbContext, want: DispenseWant): Promise<VerbEnd> {
  const { table, steps, pace } = context;
  const prepared = await prepare(context);
  if ('refused' in prepared) return { result: prepared.refused };
  const { before } = prepared;
  const payable = payableOf(before);
  const pieces = 'lines' in want ? placeCashout(payable, want.lines) : planCashout(payable, want.amountMinor);
  if (pieces === undefined) {
    await giveBack(context);
    return refused('machine.stock-short', before);
  }
  steps.add('payout_started', `${sumOf(pieces)}`);
  const end = await placeOrder(context, {
    operation: 'Cashout',
    rest: cashoutRest(table, pieces),
    timeoutMs: pace.orderMs,
    running: AT_WORK,
  });
  steps.add(end.end === 'answer' ? 'payout_ended' : 'payout_not_answered', end.end);
  const settled = await settleOrder(context, { verb: 'dispense', wantMinor: sumOf(pieces) }, before, end);
  const now = await context.look();
  if (now?.code === STATUS.removeFromOutlet) context.onTakeCash();
  return settled;
}
