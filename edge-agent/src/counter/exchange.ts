import type { CashLine } from '@tillbridge/shared/cash';
import { type ExchangeWish, planExchange } from '../planner/plan-exchange.ts';
import type { DispenseWant, OperationResult } from '../recycler/driver.ts';
import type { Acting } from './acting.ts';
import { type CashRequest, type Performed, step } from './operation.ts';
import { changeDue, settleExchange } from './settle.ts';
import { stockUnits } from './stock-units.ts';
import { PAY_IN_TIMEOUT_MS } from './take-cash.ts';

export interface ExchangeRequest extends CashRequest {
  readonly timeoutMs?: number;
  readonly wish?: ExchangeWish;
}

/**
 * Cash in, then the same amount out in other pieces. It is planned again on what the machine holds once the cash is in;
 * when the wish cannot be paid then (another amount came in, or the stock changed), the very pieces are given back.
 */
export async function exchange(
  { driver, onProgress }: Acting,
  request: ExchangeRequest,
  now: () => string,
): Promise<Performed> {
  const { operation, amountMinor, wish } = request;
  const collected = await driver.collect(operation, amountMinor, request.timeoutMs ?? PAY_IN_TIMEOUT_MS, onProgress);
  const due = changeDue(0, collected.result);
  if (due === 0) return { ...collected, settlement: settleExchange(collected.result, undefined, false) };
  const plan = collected.inventory === undefined ? undefined : planExchange(stockUnits(collected.inventory), due, wish);
  const payable = plan?.payable === true;
  const want: DispenseWant = payable ? { lines: plan.lines } : sameAgain(collected, due);
  const begun = step('machine', payable ? 'exchange_started' : 'giving_back', now(), String(due));
  const paid = await driver.dispense(operation, want);
  const inventory = paid.inventory ?? (paid.result.outcome === 'refused' ? collected.inventory : undefined);
  return {
    settlement: settleExchange(collected.result, paid.result, !payable),
    steps: [...collected.steps, begun, ...paid.steps],
    ...(inventory === undefined ? {} : { inventory }),
  };
}

/** The pieces that came in, where all of them lie in the stock; else the same amount. */
function sameAgain({ result }: OperationResult, amountMinor: number): DispenseWant {
  const lines: readonly CashLine[] = 'in' in result ? result.in : [];
  return lines.every((line) => line.place === 'stock') ? { lines } : { amountMinor };
}
