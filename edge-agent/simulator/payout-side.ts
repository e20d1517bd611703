import { NOTE_POSITIONS } from '../src/recycler/glory-300/constants.ts';
import { LASTING } from './faults.ts';
import { Movement, PACE, type Works } from './movement.ts';

/** The way out: pieces leave their stackers one by one, wait in the outlet, and are taken by a person. */
export class PayoutSide {
  readonly #works: Works;
  readonly #movement: Movement;
  state: 'idle' | 'paying' | 'outlet' | 'abnormal' | 'resetting' = 'idle';
  #toPay: number[] = [];

  constructor(works: Works) {
    this.#works = works;
    this.#movement = new Movement(works.faults);
  }

  /** Pieces by position; false when there is nothing to pay or the stock is short: nothing moves then. */
  pay(pieces: readonly number[] | undefined): boolean {
    if (pieces === undefined) return false;
    this.#toPay = pieces.flatMap((many, position) => new Array<number>(many).fill(position));
    if (this.#toPay.length === 0) return false;
    this.#movement.begin();
    this.state = 'paying';
    this.#payNext();
    return true;
  }

  #payNext(): void {
    const position = this.#toPay[0];
    if (position === undefined) {
      this.offerOutlet();
      this.#works.changed();
      return;
    }
    this.#works.timers.after(position < NOTE_POSITIONS ? PACE.note : PACE.coin, () => {
      if (this.state === 'paying') this.#move(position);
    });
  }

  #move(position: number): void {
    const { cash, faults, powerFails } = this.#works;
    this.#movement.piece();
    if (this.#movement.strikes('jam')) {
      this.#works.jammed = position < NOTE_POSITIONS ? 'note' : 'coin';
      this.breakOff();
    } else if (this.#movement.strikes('door-at')) {
      faults.set({ name: 'door', value: LASTING });
      this.breakOff();
    } else if (this.#movement.strikes('power-cut')) {
      cash.move(position, 'stock', 'path');
      powerFails();
    } else {
      this.#toPay.shift();
      cash.move(position, 'stock', 'outlet');
      this.#payNext();
    }
  }

  /** What is in the outlet can still be taken. */
  breakOff(): void {
    this.#toPay = [];
    this.state = 'abnormal';
    this.#letPeopleTake();
    this.#works.changed();
  }

  forget(): void {
    this.#toPay = [];
    this.state = 'idle';
  }

  offerOutlet(): void {
    this.state = this.#works.cash.value('outlet') > 0 ? 'outlet' : 'idle';
    if (this.state === 'outlet') this.#letPeopleTake();
  }

  take(): void {
    const { cash, changed } = this.#works;
    cash.empty('outlet', 'taken');
    if (this.state === 'outlet') this.state = 'idle';
    changed();
  }

  reset(): void {
    const { cash, timers, changed } = this.#works;
    this.#toPay = [];
    this.state = 'resetting';
    timers.after(PACE.reset, () => {
      this.#works.jammed = 'no';
      cash.empty('path', 'reject');
      this.offerOutlet();
      changed();
    });
  }

  #letPeopleTake(): void {
    const late = this.#works.faults.value('late');
    if (late === LASTING) return;
    this.#works.people.after(late > 0 ? late : PACE.take, () => this.take());
  }
}
