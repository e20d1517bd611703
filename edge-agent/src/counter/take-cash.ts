import type { Acting } from './acting.ts';
import { choosePieces } from './choose-pieces.ts';
import { type CashRequest, type CountedMachine, type Performed, step } from './operation.ts';
import { changeDue, settleSale } from './settle.ts';

/** How long a customer may take to pay, when the till does not say. */
export const PAY_IN_TIMEOUT_MS = 180_000;

/** A sale: the customer pays in, the machine gives change. Ends in one of the six outcomes; never rejects by itself. */
export async function takeCash(
  { driver, onProgress }: Acting,
  machine: CountedMachine,
  request: CashRequest & { readonly timeoutMs?: number },
  now: () => string,
): Promise<Performed> {
  const timeoutMs = request.timeoutMs ?? PAY_IN_TIMEOUT_MS;
  const collected = await driver.collect(request.operation, request.amountMinor, timeoutMs, onProgress);
  const due = changeDue(request.amountMinor, collected.result);
  if (due === 0) {
    return { ...collected, settlement: settleSale(request.amountMinor, collected.result, undefined) };
  }
  const begun = step('machine', 'change_started', now(), String(due));
  const changed = await driver.dispense(request.operation, await choosePieces(driver, machine, due));
  const inventory = changed.inventory ?? (changed.result.outcome === 'refused' ? collected.inventory : undefined);
  return {
    settlement: settleSale(request.amountMinor, collected.result, changed.result),
    steps: [...collected.steps, begun, ...changed.steps],
    ...(inventory === undefined ? {} : { inventory }),
  };
}
