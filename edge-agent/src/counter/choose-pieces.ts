import { planPayout } from '../planner/plan-payout.ts';
import type { DispenseWant, Driver } from '../recycler/driver.ts';
import type { CountedMachine } from './operation.ts';
import { stockUnits } from './stock-units.ts';

/**
 * How an amount is asked of the machine: by amount where the choice of pieces is the machine's, else by the pieces of a plan
 * over what it holds now. What cannot be planned is asked by amount, so that the machine itself refuses it.
 */
export async function choosePieces(
  driver: Driver,
  machine: Pick<CountedMachine, 'par' | 'choose'>,
  amountMinor: number,
): Promise<DispenseWant> {
  if (machine.choose === undefined || machine.choose === 'machine') return { amountMinor };
  const inventory = await driver.inventory().catch(() => undefined);
  if (inventory === undefined) return { amountMinor };
  const plan = planPayout(stockUnits(inventory, machine.par), amountMinor, machine.choose);
  return plan.payable ? { lines: plan.lines } : { amountMinor };
}
