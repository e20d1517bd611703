import type { Inventory } from '@tillbridge/shared/fact';
import { keyOf, type Many } from './fcc-table.ts';

/** Most steps of the search; past it the amount counts as not payable. */
const PLAN_STEPS_MAX = 200_000;

/** What the units can pay now, largest value first; a denomination with two stackers is one entry here. */
export function payableOf(inventory: Inventory): readonly Many[] {
  const byKey = new Map<string, Many>();
  for (const { valueMinor, form, pieces, canDispense } of inventory.units) {
    if (valueMinor === undefined || pieces === null || !canDispense) continue;
    const key = keyOf({ form, valueMinor });
    byKey.set(key, { valueMinor, form, pieces: pieces + (byKey.get(key)?.pieces ?? 0) });
  }
  return [...byKey.values()].sort((a, b) => b.valueMinor - a.valueMinor);
}

/** Pieces that make up exactly `amountMinor`, large values first where that works; undefined when there are none. */
export function planCashout(payable: readonly Many[], amountMinor: number): readonly Many[] | undefined {
  const pieces = new Array<number>(payable.length).fill(0);
  const dead = new Set<string>();
  let steps = 0;

  function place(index: number, rest: number): boolean {
    if (rest === 0) return true;
    const item = payable[index];
    if (item === undefined) return false;
    const key = `${index} ${rest}`;
    steps += 1;
    if (steps > PLAN_STEPS_MAX || dead.has(key)) return false;
    for (let many = Math.min(Math.floor(rest / item.valueMinor), item.pieces); many >= 0; many--) {
      pieces[index] = many;
      if (place(index + 1, rest - many * item.valueMinor)) return true;
    }
    dead.add(key);
    return false;
  }

  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1 || !place(0, amountMinor)) return undefined;
  return payable.map((each, i) => ({ ...each, pieces: pieces[i] ?? 0 })).filter((each) => each.pieces > 0);
}

/** Lines of (value, pieces) as denominations that can be paid; undefined when one is not there in full. */
export function placeCashout(
  payable: readonly Many[],
  lines: readonly { readonly valueMinor: number; readonly pieces: number }[],
): readonly Many[] | undefined {
  const left = payable.map((each) => ({ ...each }));
  const placed = payable.map((each) => ({ ...each, pieces: 0 }));
  for (const line of lines) {
    if (!Number.isSafeInteger(line.pieces) || line.pieces < 0) return undefined;
    let rest = line.pieces;
    left.forEach((each, i) => {
      const take = each.valueMinor === line.valueMinor ? Math.min(rest, each.pieces) : 0;
      const to = placed[i];
      if (to === undefined || take === 0) return;
      left[i] = { ...each, pieces: each.pieces - take };
      placed[i] = { ...to, pieces: to.pieces + take };
      rest -= take;
    });
    if (rest > 0) return undefined;
  }
  const wanted = placed.filter((each) => each.pieces > 0);
  return wanted.length === 0 ? undefined : wanted;
}
