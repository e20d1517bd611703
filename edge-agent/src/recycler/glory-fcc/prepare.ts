import type { Inventory } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { OperationOutcome } from '../driver.ts';
import { STATUS } from './constants.ts';
import { AT_WORK, waitWhile } from './place-order.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

/** The machine is at rest, held by this program, and counted. */
export interface Prepared {
  readonly before: Inventory;
}

/** Before an order: outlet empty, machine idle, occupied, units read. Every failure here is `refused`: nothing moved. */
export async function prepare(context: VerbContext): Promise<Prepared | { readonly refused: OperationOutcome }> {
  const { line, pace, steps } = context;
  const status = await waitWhile(context, [...AT_WORK, STATUS.removeFromOutlet], pace.outletMs);
  if (status === undefined) return refusedFor('machine.offline');
  if (status.code !== STATUS.idle) return refusedFor(obstacleOf(status.code, context.shown()));
  try {
    await line.reach('occupied');
  } catch (error) {
    if (error instanceof Fault) return refusedFor(error.code);
    throw error;
  }
  const before = await context.inventory('before');
  if (before === undefined) {
    await giveBack(context);
    return refusedFor('machine.offline');
  }
  steps.add('stock_read');
  return { before };
}

/** Ends every verb that has occupied the machine. What cannot be given back now is given back before the next one. */
export async function giveBack({ line }: VerbContext): Promise<void> {
  await line.reach('released').catch(() => undefined);
}

export function refused(reason: string, inventory?: Inventory): VerbEnd {
  return { result: { outcome: 'refused', reason }, ...(inventory === undefined ? {} : { inventory }) };
}

const refusedFor = (reason: string) => ({ refused: { outcome: 'refused', reason } as const });

function obstacleOf(code: number, shown: string | undefined): string {
  if (code === STATUS.removeFromOutlet || code === STATUS.removeFromInlet) return 'machine.cash-not-taken';
  return AT_WORK.includes(code) || code === STATUS.replenishWaiting || code === STATUS.replenishCounting
    ? 'machine.busy'
    : (shown ?? 'machine.stopped');
}
