import { STATUS } from '../../src/recycler/glory-fcc/constants.ts';
import type { Timers } from '../timers.ts';
import { type FccCash, faceValueOf, keyOfStacker } from './fcc-cash.ts';
import type { FccFaults } from './fcc-faults.ts';
import type { FccMachine } from './fcc-machine.ts';

const FIRST_PIECE_MS = 700;
const NEXT_PIECE_MS = 900;
const PIECES_MAX = 400;
/** The emptier a denomination, the likelier people bring it: over a day a shop's notes go round. */
const FULL_HABIT = 0.02;

/** People who put cash in, one piece after another, for as long as the machine takes it. */
export function letFccCustomersPay(options: {
  readonly cash: FccCash;
  readonly machine: FccMachine;
  readonly faults: FccFaults;
  readonly timers: Timers;
  readonly random: () => number;
  readonly opened: (() => void)[];
}): void {
  const { machine, faults, timers, random } = options;
  const takes: readonly number[] = [STATUS.waitingForCash, STATUS.counting];
  options.opened.push(() => {
    if (random() * 1_000 < faults.value('walk-away')) return faults.note('walk-away');
    let pieces = 0;
    const next = () => {
      if (!takes.includes(machine.shown()) || pieces >= PIECES_MAX) return;
      pieces += 1;
      machine.insert(choose(options.cash, random));
      timers.after(NEXT_PIECE_MS * (0.6 + 0.8 * random()), next);
    };
    timers.after(FIRST_PIECE_MS * (0.5 + random()), next);
  });
}

function choose(cash: FccCash, random: () => number): string {
  const keys = [...new Set(cash.preset.stackers.map(keyOfStacker))];
  const weights = keys.map((key) => {
    const capacity = cash.preset.stackers.reduce(
      (sum, each) => sum + (keyOfStacker(each) === key ? each.capacity : 0),
      0,
    );
    const habit = faceValueOf(key) >= 2_000 && faceValueOf(key) <= 10_000 ? 1 : 0.2;
    return habit * Math.max(FULL_HABIT, 1.3 - (1.5 * cash.stockOf(key)) / capacity);
  });
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, key] of keys.entries()) {
    rest -= weights[i] ?? 0;
    if (rest < 0) return key;
  }
  return keys[0] ?? '';
}
