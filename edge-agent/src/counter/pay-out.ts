import type { Acting } from './acting.ts';
import { choosePieces } from './choose-pieces.ts';
import type { CashRequest, CountedMachine, Performed } from './operation.ts';
import { settlePayout } from './settle.ts';

/** Money to a person. It is asked of the machine once; whatever comes of it is never tried again by itself. */
export async function payOut({ driver }: Acting, machine: CountedMachine, request: CashRequest): Promise<Performed> {
  const want = await choosePieces(driver, machine, request.amountMinor);
  const dispensed = await driver.dispense(request.operation, want);
  return { ...dispensed, settlement: settlePayout(request.amountMinor, dispensed.result) };
}
