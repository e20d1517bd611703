import { type Plan, planPayout } from './plan-payout.ts';
import { type PlanUnit, planLines, usable } from './plan-unit.ts';

/** What somebody wants for their cash: these very pieces, or pieces of at most `largestMinor`. */
export type ExchangeWish =
  | { readonly lines: readonly { readonly valueMinor: number; readonly pieces: number }[] }
  | { readonly largestMinor: number };

/**
 * The way out of an exchange of `amountMinor`, out of what the machine holds before anything is taken in. Without a
 * wish the pieces are smaller than the amount, so that nobody gets the same note back.
 */
export function planExchange(units: readonly PlanUnit[], amountMinor: number, wish?: ExchangeWish): Plan {
  if (wish !== undefined && 'lines' in wish) return planLinesOf(units, amountMinor, wish.lines);
  const largest = wish?.largestMinor ?? amountMinor - 1;
  return planPayout(
    units.filter((unit) => unit.valueMinor <= largest),
    amountMinor,
    'fewest',
  );
}

function planLinesOf(
  units: readonly PlanUnit[],
  amountMinor: number,
  wanted: readonly { readonly valueMinor: number; readonly pieces: number }[],
): Plan {
  const counts = new Array<number>(units.length).fill(0);
  let sum = 0;
  for (const { valueMinor, pieces } of wanted) {
    let rest = pieces;
    units.forEach((unit, at) => {
      if (unit.valueMinor !== valueMinor) return;
      const take = Math.min(rest, usable(unit) - (counts[at] ?? 0));
      counts[at] = (counts[at] ?? 0) + take;
      rest -= take;
    });
    if (rest > 0) return { payable: false };
    sum += valueMinor * pieces;
  }
  return sum === amountMinor && sum > 0
    ? { payable: true, amountMinor, lines: planLines(units, counts) }
    : { payable: false };
}
