import type { MachinePreset } from '../src/recycler/glory-300/presets.ts';
import type { CashStore } from './cash-store.ts';
import type { Faults } from './faults.ts';
import type { SimulatedMachine } from './machine.ts';
import type { Timers } from './timers.ts';

/** How often people reach for each position: hundreds and twenties most. */
const HABIT = [0.06, 0.08, 0.5, 0.6, 0.12, 0.08, 0.05, 0.05, 0.01, 0.01] as const;
const FIRST_PIECE_MS = 700;
const NEXT_PIECE_MS = 900;
const PIECES_MAX = 400;

export interface CustomerOptions {
  readonly preset: MachinePreset;
  readonly machine: SimulatedMachine;
  readonly cash: CashStore;
  readonly faults: Faults;
  readonly timers: Timers;
  readonly random: () => number;
}

/** People who put cash in, one piece after another, for as long as the machine takes it. */
export function letCustomersPay(options: CustomerOptions): void {
  const { machine, faults, timers, random } = options;
  machine.onDeposit(() => {
    if (random() * 1000 < faults.value('walk-away')) return;
    let pieces = 0;
    const next = () => {
      const { deposit } = machine.view();
      if (deposit !== 'counting' || pieces >= PIECES_MAX) return;
      pieces += 1;
      machine.insert(choose(options));
      timers.after(NEXT_PIECE_MS * (0.6 + 0.8 * random()), next);
    };
    timers.after(FIRST_PIECE_MS * (0.5 + random()), next);
  });
}

/** The emptier a stacker, the likelier: over a day a shop's notes go round. */
function choose({ preset, cash, random }: CustomerOptions): number {
  const weights = preset.positions.map((position, i) => {
    if (position.valueMinor === null) return 0;
    const fill = (cash.state.stock[i] ?? 0) / position.capacity;
    return (HABIT[i] ?? 0) * Math.max(0.02, 1.3 - 1.5 * fill);
  });
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] ?? 0;
    if (rest < 0) return i;
  }
  return 2;
}
