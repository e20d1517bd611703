import { AMOUNT_MINOR_MAX } from '@tillbridge/shared/money';
import type { Acting } from './acting.ts';
import type { CashRequest, Performed } from './operation.ts';
import { settleTakeIn } from './settle.ts';
import { PAY_IN_TIMEOUT_MS } from './take-cash.ts';

/** Cash into the machine without a price: until the amount is reached, or (amount 0) until somebody says that it is all. */
export async function takeIn(
  { driver, onProgress }: Acting,
  request: CashRequest & { readonly timeoutMs?: number },
): Promise<Performed> {
  const until = request.amountMinor > 0 ? request.amountMinor : AMOUNT_MINOR_MAX;
  const collected = await driver.collect(request.operation, until, request.timeoutMs ?? PAY_IN_TIMEOUT_MS, onProgress);
  return { ...collected, settlement: settleTakeIn(collected.result) };
}
