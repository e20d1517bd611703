import { RESULT, STATUS } from '../../src/recycler/glory-fcc/constants.ts';
import { PACE } from '../movement.ts';
import type { Timers } from '../timers.ts';
import { add, deviceOf, type FccCash, type Pile, worthOf } from './fcc-cash.ts';
import { type FccFaults, LASTING } from './fcc-faults.ts';
import { PieceCount, payPieces } from './pay-pieces.ts';

/** How an order ended: its result and what came in and went out. */
export interface OrderDone {
  readonly result: number;
  readonly in: Pile;
  readonly out: Pile;
}
type Done = (done: OrderDone) => void;

export interface FccMachineParts {
  readonly cash: FccCash;
  readonly faults: FccFaults;
  readonly timers: Timers;
  /** Waiting of the people around it, which goes on without power. */
  readonly people: Timers;
  /** Told of everything that the event line tells. */
  readonly tell: (event: { readonly status: number; readonly amount: number }) => void;
  readonly opened: () => void;
  readonly powerFails: () => void;
}

interface Deposit {
  readonly amount: number | undefined;
  readonly refund: boolean;
  readonly counted: Pile;
  readonly done: Done | undefined;
  /** How it ends when what lies in the inlet is counted. */
  ending: 'no' | 'keep' | 'give-back';
}

/** A recycler without its service: orders in, answers out, pieces moving in between. */
export class FccMachine {
  readonly #parts: FccMachineParts;
  status: number = STATUS.idle;
  jammed = false;
  /** The machine hangs until its power is cut: an end was asked for in a state that does not bear it. */
  hung = false;
  #deposit: Deposit | undefined;
  #inlet: string[] = [];
  readonly #count: PieceCount;

  constructor(parts: FccMachineParts) {
    this.#parts = parts;
    this.#count = new PieceCount(parts.faults);
  }

  /** The sale of a Change: `done` is called when the customer has paid and has the change. */
  change(amount: number, refund: boolean, done: Done): number | undefined {
    return this.#openDeposit({ amount, refund, done });
  }

  startCashin(): number {
    return this.#openDeposit({ amount: undefined, refund: false, done: undefined }) ?? RESULT.ok;
  }

  /** Undefined: the answer comes through `done`, or never. */
  endCashin(cancel: boolean, done: Done): number | undefined {
    const deposit = this.#deposit;
    if (deposit === undefined || deposit.amount !== undefined) return RESULT.exclusive;
    if (this.#waits()) {
      this.hung = true;
      return undefined;
    }
    this.#deposit = { ...deposit, done, ending: cancel ? 'give-back' : 'keep' };
    if (this.#inlet.length === 0) this.#counted();
    return undefined;
  }

  changeCancel(): number {
    const deposit = this.#deposit;
    const canEnd: readonly number[] = [STATUS.starting, STATUS.waitingForCash, STATUS.counting];
    if (deposit?.amount === undefined || !canEnd.includes(this.status)) return RESULT.exclusive;
    deposit.ending = 'give-back';
    if (this.#inlet.length === 0) this.#giveBack(RESULT.cancelled);
    return RESULT.ok;
  }

  cashout(pieces: Pile, done: Done): number | undefined {
    const obstacle = this.#obstacle();
    if (obstacle !== undefined) return obstacle;
    const short = Object.entries(pieces).some(([key, many]) => many > this.#parts.cash.stockOf(key));
    if (short || worthOf(pieces) === 0) return RESULT.denominationShort;
    this.#pay(pieces, (out, broke) => {
      this.#rest(broke);
      done({ result: broke ? RESULT.device : RESULT.ok, in: {}, out });
    });
    return undefined;
  }

  reset(done: () => void): void {
    this.#become(STATUS.resetting);
    this.#parts.timers.after(PACE.reset, () => {
      this.jammed = false;
      this.#deposit = undefined;
      this.#inlet = [];
      this.#parts.cash.empty('path', 'reject');
      this.#rest(false);
      done();
    });
  }

  /** A person puts one piece in; false when the machine does not take it now. */
  insert(key: string): boolean {
    const takes: readonly number[] = [STATUS.waitingForCash, STATUS.counting];
    if (this.#deposit === undefined || this.#deposit.ending !== 'no' || !takes.includes(this.status)) return false;
    if (this.#isPaid(this.#deposit)) return false;
    this.#inlet.push(key);
    if (this.#inlet.length === 1) this.#countNext();
    return true;
  }

  take(): void {
    this.#parts.cash.empty('outlet', 'taken');
    if (this.status === STATUS.removeFromOutlet) this.#become(STATUS.idle);
  }

  /** The power failed: what was going on is forgotten, what waits in the inlet stays with the customer. */
  forget(): void {
    this.#parts.timers.callOff();
    this.#deposit = undefined;
    this.#inlet = [];
    this.jammed = false;
    this.hung = false;
    this.status = STATUS.initializing;
  }

  booted(): void {
    this.#rest(false);
  }

  counted(): Pile {
    return this.#deposit?.counted ?? {};
  }

  /** An order is under way; cash that waits in the outlet is not part of it. */
  atWork(): boolean {
    const atRest: readonly number[] = [STATUS.idle, STATUS.removeFromOutlet, STATUS.error];
    return this.#deposit !== undefined || !atRest.includes(this.status);
  }

  /** The status that the machine shows, with what stands in the way of a deposit before it. */
  shown(): number {
    const { faults } = this.#parts;
    if (this.#deposit !== undefined || this.status === STATUS.idle) {
      if (faults.value('reject-note') !== 0 && this.#deposit !== undefined) return STATUS.removeFromInlet;
      if (faults.value('suspect-note') !== 0) return STATUS.suspectNote;
      if (faults.value('wait-recovery') !== 0) return STATUS.waitingRecovery;
      if (this.#isOpened() && this.#deposit === undefined) return STATUS.error;
    }
    return this.status;
  }

  #waits(): boolean {
    const hanging: readonly number[] = [
      STATUS.removeFromInlet,
      STATUS.error,
      STATUS.suspectNote,
      STATUS.waitingRecovery,
    ];
    return hanging.includes(this.shown());
  }

  #isOpened(): boolean {
    const { faults } = this.#parts;
    return faults.value('door') !== 0 || faults.value('cassette-out') !== 0;
  }

  #obstacle(): number | undefined {
    if (this.hung || this.shown() !== STATUS.idle) return this.#isOpened() ? RESULT.device : RESULT.exclusive;
    return undefined;
  }

  #openDeposit(wish: Pick<Deposit, 'amount' | 'refund' | 'done'>): number | undefined {
    const obstacle = this.#obstacle();
    if (obstacle !== undefined) return obstacle;
    this.#deposit = { ...wish, counted: {}, ending: 'no' };
    this.#count.begin();
    this.#become(STATUS.starting);
    this.#parts.timers.after(PACE.start, () => {
      this.#become(STATUS.waitingForCash);
      this.#parts.opened();
    });
    return undefined;
  }

  #countNext(): void {
    const [key] = this.#inlet;
    const deposit = this.#deposit;
    if (key === undefined || deposit === undefined) return;
    this.#become(STATUS.counting);
    this.#parts.timers.after(deviceOf(key) === 1 ? PACE.note : PACE.coin, () => {
      const { cash, faults, powerFails } = this.#parts;
      this.#inlet.shift();
      this.#count.piece();
      if (this.#count.strikes('power-cut')) {
        cash.stick(key);
        powerFails();
        return;
      }
      if (this.#count.strikes('jam')) {
        cash.stick(key);
        this.jammed = true;
        this.#inlet = [];
        this.#finish({ result: RESULT.device, in: deposit.counted, out: {} });
        return;
      }
      const room = faults.value('near-full');
      if (cash.accept(key, room === 0 ? Number.POSITIVE_INFINITY : Math.max(0, room))) add(deposit.counted, key, 1);
      this.#counted();
    });
  }

  #counted(): void {
    const deposit = this.#deposit;
    if (deposit === undefined) return;
    this.#become(STATUS.counting);
    if (this.#inlet.length > 0) this.#countNext();
    else if (deposit.amount !== undefined && this.#isPaid(deposit)) this.#giveChange(deposit, deposit.amount);
    else if (deposit.ending === 'no') this.#become(STATUS.waitingForCash);
    else if (deposit.ending === 'keep') this.#finish({ result: RESULT.ok, in: deposit.counted, out: {} });
    else this.#giveBack(deposit.amount === undefined ? RESULT.ok : RESULT.cancelled);
  }

  #isPaid(deposit: Deposit): boolean {
    return deposit.amount !== undefined && worthOf(deposit.counted) >= deposit.amount;
  }

  #giveChange(deposit: Deposit, amount: number): void {
    const due = worthOf(deposit.counted) - amount;
    const { cash, faults } = this.#parts;
    this.#become(STATUS.calculating);
    const plan = faults.value('change-short') !== 0 && due > 0 ? undefined : cash.plan(due);
    if (plan === undefined) {
      if (faults.value('change-short') !== 0) faults.note('change-short');
      if (deposit.refund) this.#giveBack(RESULT.changeShortKept);
      else this.#finish({ result: RESULT.changeShortKept, in: deposit.counted, out: {} });
      return;
    }
    this.#pay(plan, (out, broke) => {
      this.#finish({ result: broke ? RESULT.device : RESULT.ok, in: deposit.counted, out });
    });
  }

  /** The very pieces where they are in the stock, else the same amount in others. */
  #giveBack(result: number): void {
    const deposit = this.#deposit;
    if (deposit === undefined) return;
    const { cash } = this.#parts;
    const same = Object.entries(deposit.counted).every(([key, many]) => many <= cash.stockOf(key));
    const pieces = same ? deposit.counted : (cash.plan(worthOf(deposit.counted)) ?? {});
    this.#become(STATUS.cancelling);
    this.#pay(pieces, (out, broke) => {
      this.#finish({ result: broke ? RESULT.device : result, in: deposit.counted, out });
    });
  }

  #finish(done: OrderDone): void {
    const answer = this.#deposit?.done;
    this.#deposit = undefined;
    this.#rest(this.jammed);
    answer?.(done);
  }

  #pay(pieces: Pile, done: (out: Pile, broke: boolean) => void): void {
    const { cash, faults, timers, powerFails } = this.#parts;
    const onJam = () => {
      this.jammed = true;
    };
    const onPiece = () => this.#become(STATUS.dispensing);
    payPieces({ cash, faults, timers, powerFails, count: this.#count, onPiece, onJam }, pieces, done);
  }

  #rest(broke: boolean): void {
    const { cash, faults, people } = this.#parts;
    const waiting = cash.sum('outlet') > 0;
    const late = faults.value('late');
    if (waiting && late !== 0) faults.note('late');
    if (waiting && late !== LASTING) people.after(late > 0 ? late : PACE.take, () => this.take());
    this.#become(
      this.jammed || (broke && this.#isOpened()) ? STATUS.error : waiting ? STATUS.removeFromOutlet : STATUS.idle,
    );
  }

  #become(status: number): void {
    this.status = status;
    this.#parts.tell({ status: this.shown(), amount: worthOf(this.counted()) });
  }
}
