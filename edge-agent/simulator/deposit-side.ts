import { NOTE_POSITIONS, POSITIONS } from '../src/recycler/glory-300/constants.ts';
import { Movement, PACE, type Works } from './movement.ts';

/** The way in: pieces wait in the inlet, are counted one by one, and land in a stacker or the cassette. */
export class DepositSide {
  readonly #works: Works;
  readonly #movement: Movement;
  readonly #opened: () => void;
  state: 'closed' | 'counting' | 'stopped' = 'closed';
  counts: number[] = new Array<number>(POSITIONS.length).fill(0);
  inlet: number[] = [];
  counting = false;
  stopReceived = false;

  constructor(works: Works, opened: () => void) {
    this.#works = works;
    this.#movement = new Movement(works.faults);
    this.#opened = opened;
  }

  start(): boolean {
    if (this.state !== 'closed') return false;
    this.state = 'counting';
    this.stopReceived = false;
    this.#movement.begin();
    this.counts = this.counts.map(() => 0);
    this.#works.timers.after(PACE.start, this.#opened);
    return true;
  }

  stop(): boolean {
    if (this.state === 'closed') return false;
    this.stopReceived = true;
    if (!this.counting) this.state = 'stopped';
    return true;
  }

  restart(): boolean {
    if (this.state === 'closed') return false;
    this.stopReceived = false;
    this.state = 'counting';
    return true;
  }

  end(): boolean {
    if (this.state !== 'stopped') return false;
    this.state = 'closed';
    return true;
  }

  /** The power failed: what was counted is forgotten, what waits in the inlet stays with the customer. */
  forget(): void {
    this.state = 'closed';
    this.counts = this.counts.map(() => 0);
    this.inlet = [];
    this.counting = false;
  }

  insert(position: number): boolean {
    if (this.state !== 'counting' || this.stopReceived || this.#works.jammed !== 'no') return false;
    this.inlet.push(position);
    if (!this.counting) this.#countNext();
    return true;
  }

  /** What lies in the inlet is counted even after a stop. */
  #countNext(): void {
    const position = this.inlet[0];
    if (position === undefined || this.#works.jammed !== 'no') {
      this.counting = false;
      if (this.stopReceived && this.state === 'counting') this.state = 'stopped';
      this.#works.changed();
      return;
    }
    this.counting = true;
    this.#works.timers.after(position < NOTE_POSITIONS ? PACE.note : PACE.coin, () => {
      this.inlet.shift();
      this.#movement.piece();
      if (this.#movement.strikes('power-cut')) {
        this.#lose(position);
        this.#works.powerFails();
        return;
      }
      if (this.#movement.strikes('jam')) {
        this.#works.jammed = position < NOTE_POSITIONS ? 'note' : 'coin';
        this.#lose(position);
      } else if (this.#works.cash.accept(position, this.#room())) {
        this.counts[position] = (this.counts[position] ?? 0) + 1;
      }
      this.#countNext();
    });
  }

  /** The piece is in the machine, but in no stacker. */
  #lose(position: number): void {
    const { cash } = this.#works;
    if (!cash.accept(position, Number.POSITIVE_INFINITY)) return;
    cash.move(position, 'stock', 'path');
  }

  #room(): number {
    const room = this.#works.faults.value('near-full');
    return room === 0 ? Number.POSITIVE_INFINITY : Math.max(0, room);
  }
}
