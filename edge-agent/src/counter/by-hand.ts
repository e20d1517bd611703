import type { CashKind } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import type { Driver } from '../recycler/driver.ts';
import type { Acting } from './acting.ts';
import { type CashRequest, type Performed, step } from './operation.ts';
import { elapsed } from './pause.ts';
import { unproven } from './settle.ts';
import { settleHand } from './settle-hand.ts';
import { bookOf, gapBetween } from './stock-book.ts';

/** How long somebody may work at an open machine before it is counted all the same. */
export const HAND_TIMEOUT_MS = 1_800_000;
/** How long and how often a machine that was just closed is asked what it holds. */
const READ_AGAIN_MS = 2_000;
const READ_TRIES_MAX = 60;

/**
 * A refill or a collection at an idle machine: its stock before, then the work of hands until somebody says that it is
 * done, then its stock after, once all units are back in their places. What changed is what was done.
 */
export async function byHand(
  { driver, hand, stopped }: Acting,
  kind: Extract<CashKind, 'refill' | 'collection'>,
  request: CashRequest,
  now: () => string,
): Promise<Performed> {
  const before = await driver.inventory().catch(() => undefined);
  if (before === undefined)
    return { settlement: { outcome: 'refused', lines: [], owedMinor: 0, reason: 'machine.offline' }, steps: [] };
  const opened = step('machine', 'hands_began', now());
  const over = new AbortController();
  await Promise.race([hand.said, elapsed(HAND_TIMEOUT_MS, over.signal)]);
  over.abort();
  const ended = step('machine', 'hands_ended', now(), hand.word() ?? 'time over');
  const after = await readWhole(driver, stopped);
  if (after === undefined) {
    return { settlement: unproven('the machine could not be read whole afterwards'), steps: [opened, ended] };
  }
  const lines = gapBetween(bookOf(before), bookOf(after));
  const wasted = hand.word() === 'cancel' ? { declaredMinor: 0 } : { declaredMinor: request.amountMinor };
  const settlement = settleHand(kind, lines, { ...wasted, interrupted: false });
  return { settlement, steps: [opened, ended, step('machine', 'stock_compared', now())], inventory: after };
}

async function readWhole(driver: Driver, stopped: AbortSignal): Promise<Inventory | undefined> {
  for (let tries = 0; tries < READ_TRIES_MAX; tries++) {
    const inventory = await driver.inventory().catch(() => undefined);
    if (inventory?.units.every((unit) => unit.level !== 'missing') === true) return inventory;
    if (stopped.aborted) break;
    await elapsed(READ_AGAIN_MS, stopped);
  }
  return undefined;
}
