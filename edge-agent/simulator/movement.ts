import type { CashStore } from './cash-store.ts';
import type { Faults } from './faults.ts';
import type { Timers } from './timers.ts';

/** Milliseconds a real machine takes, roughly. */
export const PACE = { note: 350, coin: 120, take: 900, reset: 1_500, boot: 3_000, start: 150 } as const;

/** What both sides of a simulated machine share. */
export interface Works {
  readonly cash: CashStore;
  readonly faults: Faults;
  readonly timers: Timers;
  /** Waiting of the people around it, which goes on without power. */
  readonly people: Timers;
  readonly changed: () => void;
  readonly powerFails: () => void;
  jammed: 'no' | 'note' | 'coin';
}

/** Counts the pieces of one movement, so that a fault can strike at the n-th. */
export class Movement {
  readonly #faults: Faults;
  #pieces = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  begin(): void {
    this.#pieces = 0;
  }

  piece(): void {
    this.#pieces += 1;
  }

  strikes(name: 'jam' | 'power-cut' | 'door-at'): boolean {
    const at = this.#faults.value(name);
    if (at === 0 || this.#pieces < Math.abs(at)) return false;
    this.#faults.once(name);
    return true;
  }
}
