import {
  COMMAND,
  CONTROL,
  COUNT_DIGITS,
  NOTE_POSITIONS,
  POSITIONS,
  STOCK_ORDER,
} from '../src/recycler/glory-300/constants.ts';
import type { MachinePreset } from '../src/recycler/glory-300/presets.ts';
import { depositText, stockText } from './answers.ts';
import { DepositSide } from './deposit-side.ts';
import { PACE, type Works } from './movement.ts';
import { PayoutSide } from './payout-side.ts';

export interface MachineView {
  readonly power: boolean;
  readonly deposit: DepositSide['state'];
  readonly payout: PayoutSide['state'];
  readonly jammed: boolean;
  readonly depositCounts: readonly number[];
}

export type MachineAnswer = { readonly control: number } | { readonly data: string } | undefined;

/** A recycler without its line: commands in, answers out, pieces moving in between. */
export interface SimulatedMachine {
  command(command: number, data: string): MachineAnswer;
  enquire(): number | undefined;
  /** A person puts one piece in; false when the machine does not take it now. */
  insert(position: number): boolean;
  take(): void;
  setPower(on: boolean): void;
  view(): MachineView;
  /** Told when a deposit opens. */
  onDeposit(listener: () => void): void;
}

export type MachineParts = Omit<Works, 'jammed' | 'powerFails'> & { readonly preset: MachinePreset };

export function createMachine(parts: MachineParts): SimulatedMachine {
  return new Machine(parts);
}

class Machine implements SimulatedMachine {
  readonly #preset: MachinePreset;
  readonly #works: Works;
  readonly #in: DepositSide;
  readonly #out: PayoutSide;
  #power: 'on' | 'booting' | 'off' = 'on';
  readonly #listeners: (() => void)[] = [];

  constructor({ preset, ...parts }: MachineParts) {
    this.#preset = preset;
    this.#works = { ...parts, jammed: 'no', powerFails: () => this.setPower(false) };
    this.#in = new DepositSide(this.#works, () => {
      for (const listener of this.#listeners) listener();
    });
    this.#out = new PayoutSide(this.#works);
    // A machine switched off in mid-payout may come back with cash in its outlet.
    this.#out.offerOutlet();
  }

  onDeposit(listener: () => void): void {
    this.#listeners.push(listener);
  }

  view(): MachineView {
    return {
      power: this.#power !== 'off',
      deposit: this.#in.state,
      payout: this.#out.state,
      jammed: this.#works.jammed !== 'no',
      depositCounts: this.#in.counts,
    };
  }

  command(command: number, data: string): MachineAnswer {
    if (this.#power !== 'on') return undefined;
    switch (command) {
      case COMMAND.READ_STOCK:
        return { data: stockText(this.#works.cash.state) };
      case COMMAND.READ_DEPOSIT:
        return { data: this.#depositText() };
      case COMMAND.START_DEPOSIT:
        return { control: this.#obstacle() ?? this.#done(this.#in.start()) };
      case COMMAND.STOP_DEPOSIT:
        return { control: this.#done(this.#in.stop()) };
      case COMMAND.RESTART_DEPOSIT:
        return { control: this.#done(this.#in.restart()) };
      case COMMAND.END_DEPOSIT:
        return { control: this.#done(this.#in.end()) };
      case COMMAND.PAY_AMOUNT:
        return { control: this.#pay(this.#piecesOfAmount(data)) };
      case COMMAND.PAY_PIECES:
        return { control: this.#pay(this.#piecesSaid(data)) };
      case COMMAND.RESET:
        return { control: this.#reset() };
      case COMMAND.CLEAR:
      case COMMAND.CONNECT_MODE:
      case COMMAND.DATE_TIME:
        return { control: this.#ready() };
      default:
        return { control: CONTROL.BEL };
    }
  }

  enquire(): number | undefined {
    if (this.#power !== 'on') return undefined;
    if (this.#unitOut() || this.#doorOpen()) return CONTROL.DC3;
    switch (this.#out.state) {
      case 'paying':
      case 'resetting':
        return CONTROL.SUB;
      case 'outlet':
        return CONTROL.DC2;
      case 'abnormal':
        // Said once, unless a piece is stuck: that needs a reset.
        if (this.#works.jammed === 'no') this.#out.offerOutlet();
        return CONTROL.CAN;
      case 'idle':
        break;
    }
    if (this.#in.state === 'counting') return CONTROL.SOH;
    if (this.#in.state === 'stopped') return CONTROL.EM;
    return this.#works.jammed === 'no' ? this.#ready() : CONTROL.CAN;
  }

  insert(position: number): boolean {
    if (this.#power !== 'on' || this.#unitOut() || this.#doorOpen()) return false;
    return this.#in.insert(position);
  }

  take(): void {
    this.#out.take();
  }

  setPower(on: boolean): void {
    if (on === (this.#power !== 'off')) return;
    const { timers, changed } = this.#works;
    timers.callOff();
    this.#in.forget();
    this.#out.forget();
    this.#power = on ? 'booting' : 'off';
    if (on) {
      timers.after(PACE.boot, () => {
        this.#power = 'on';
        this.#out.offerOutlet();
        changed();
      });
    }
    changed();
  }

  #ready(): number {
    const { faults, cash } = this.#works;
    return faults.value('near-empty') !== 0 || cash.nearEmpty() ? CONTROL.ETB : CONTROL.ACK;
  }

  #done(done: boolean): number {
    this.#works.changed();
    return done ? this.#ready() : CONTROL.BEL;
  }

  /** An open door ends whatever was going on. */
  #doorOpen(): boolean {
    if (this.#works.faults.value('door') === 0) return false;
    if (this.#out.state === 'paying') this.#out.breakOff();
    if (this.#in.state !== 'closed') this.#in.forget();
    return true;
  }

  #unitOut(): boolean {
    const { faults } = this.#works;
    return faults.value('cassette-out') !== 0 || faults.value('coin-unit-out') !== 0;
  }

  #depositText(): string {
    const { faults, jammed } = this.#works;
    this.#doorOpen();
    return depositText({
      counting: this.#in.counting,
      stopReceived: this.#in.stopReceived,
      deposit: this.#in.state,
      noteInlet: this.#in.inlet.some((position) => position < NOTE_POSITIONS),
      coinInlet: this.#in.inlet.some((position) => position >= NOTE_POSITIONS),
      jammed,
      noteOut: faults.value('cassette-out') !== 0,
      coinOut: faults.value('coin-unit-out') !== 0,
      takeCash: this.#out.state === 'outlet',
      counts: this.#in.counts,
    });
  }

  /** Undefined: nothing stands in the way. */
  #obstacle(): number | undefined {
    if (this.#unitOut() || this.#doorOpen()) return CONTROL.DC3;
    if (this.#out.state === 'paying' || this.#out.state === 'resetting') return CONTROL.SUB;
    if (this.#out.state === 'outlet' || this.#works.jammed !== 'no') return CONTROL.BEL;
    return undefined;
  }

  #pay(pieces: readonly number[] | undefined): number {
    const obstacle = this.#obstacle() ?? (this.#in.state === 'closed' ? undefined : CONTROL.BEL);
    if (obstacle !== undefined) return obstacle;
    const paying = this.#out.pay(pieces);
    this.#works.changed();
    return paying ? this.#ready() : CONTROL.CAN;
  }

  #piecesOfAmount(data: string): number[] | undefined {
    return /^\d{6}$/.test(data) ? this.#works.cash.plan(Number(data) * this.#preset.payUnitMinor) : undefined;
  }

  #piecesSaid(data: string): number[] | undefined {
    if (!/^\d{30}$/.test(data)) return undefined;
    const pieces = new Array<number>(POSITIONS.length).fill(0);
    STOCK_ORDER.forEach((position, i) => {
      pieces[position] = Number(data.slice(i * COUNT_DIGITS, (i + 1) * COUNT_DIGITS));
    });
    const { stock } = this.#works.cash.state;
    return pieces.every((many, position) => many <= (stock[position] ?? 0)) ? pieces : undefined;
  }

  #reset(): number {
    if (this.#unitOut() || this.#doorOpen()) return CONTROL.DC3;
    this.#in.forget();
    this.#out.reset();
    return CONTROL.ACK;
  }
}
