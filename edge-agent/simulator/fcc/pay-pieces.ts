import { PACE } from '../movement.ts';
import type { Timers } from '../timers.ts';
import { add, deviceOf, type FccCash, type Pile } from './fcc-cash.ts';
import { type FccFaults, LASTING } from './fcc-faults.ts';

/** Counts the pieces of one movement, so that a fault can strike at the n-th. */
export class PieceCount {
  readonly #faults: FccFaults;
  #pieces = 0;

  constructor(faults: FccFaults) {
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

export interface Paying {
  readonly cash: FccCash;
  readonly faults: FccFaults;
  readonly timers: Timers;
  readonly count: PieceCount;
  readonly powerFails: () => void;
  /** Told before each piece. */
  readonly onPiece: () => void;
  readonly onJam: () => void;
}

/** Pieces leave their stackers one by one; what broke off is told with what came out until then. */
export function payPieces(paying: Paying, pieces: Pile, done: (out: Pile, broke: boolean) => void): void {
  const { cash, faults, timers, count } = paying;
  const todo = Object.entries(pieces).flatMap(([key, many]) => new Array<string>(many).fill(key));
  const out: Pile = {};
  count.begin();
  const next = () => {
    const key = todo.shift();
    if (key === undefined) {
      done(out, false);
      return;
    }
    paying.onPiece();
    timers.after(deviceOf(key) === 1 ? PACE.note : PACE.coin, () => {
      count.piece();
      if (count.strikes('power-cut')) {
        cash.draw(key, 'path');
        paying.powerFails();
      } else if (count.strikes('jam')) {
        paying.onJam();
        done(out, true);
      } else if (count.strikes('door-at')) {
        faults.set({ name: 'door', value: LASTING });
        done(out, true);
      } else {
        cash.draw(key, 'outlet');
        add(out, key, 1);
        next();
      }
    });
  };
  next();
}
