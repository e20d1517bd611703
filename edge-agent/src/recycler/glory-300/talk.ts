import type { Timing } from '../timing.ts';
import { COMMAND, CONTROL, PAY_AMOUNT_DIGITS, TIMING } from './constants.ts';
import type { Conversation } from './converse.ts';
import type { Answer } from './exchange.ts';
import { hostFrame } from './host-frame.ts';
import { type Counts, type DepositReading, piecesData, readDeposit, readStock, type StockReading } from './readings.ts';

/** Milliseconds and counts of the driver; the defaults are the protocol's. */
export interface DriverTiming {
  readonly answerMs: number;
  readonly enquiryMs: number;
  readonly payoutPollMs: number;
  readonly depositPollMs: number;
  readonly heartbeatMs: number;
}

export const DEFAULT_TIMING: DriverTiming = TIMING;

/** How often a reading that does not come whole is asked for, one payout poll apart. Afterwards cash has moved: that is worth more patience. */
const READING_TRIES_MAX = { before: 2, after: 5 } as const;

/** The commands of the family as verbs. Each is one exchange, readings excepted. */
export interface Talk {
  readonly timing: Timing;
  readonly pace: DriverTiming;
  enquire(): Promise<Answer>;
  command(command: number): Promise<Answer>;
  /** Moves cash: sent at most once. Whole currency units. */
  payAmount(units: number): Promise<Answer>;
  /** Moves cash: sent at most once. */
  payPieces(counts: Counts): Promise<Answer>;
  /** Undefined when the machine does not give it. */
  deposit(): Promise<DepositReading | undefined>;
  /** Asked for again while the machine is busy; undefined when it never gives a whole one. */
  stock(when?: 'before' | 'after'): Promise<StockReading | undefined>;
  pause(ms: number): Promise<void>;
  /** Rises by one each time the link goes down. */
  linkLosses(): number;
}

export interface TalkOptions {
  readonly conversation: Conversation;
  readonly timing: Timing;
  readonly pace: DriverTiming;
  readonly linkLosses: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export function createTalk({ conversation, timing, pace, linkLosses, pause }: TalkOptions): Talk {
  const ask = (command: number, data: string, expects: 'data' | 'control', once: boolean) =>
    conversation.ask({ ask: 'command', frame: hostFrame(command, data), expects, once });

  async function reading<T>(
    command: number,
    read: (text: string) => T | undefined,
    triesMax: number,
  ): Promise<T | undefined> {
    for (let tries = 1; ; tries++) {
      const answer = await ask(command, '', 'data', false);
      const value = answer.kind === 'data' ? read(answer.text) : undefined;
      if (value !== undefined || tries >= triesMax) return value;
      await pause(pace.payoutPollMs);
    }
  }

  return {
    timing,
    pace,
    enquire: () => conversation.ask({ ask: 'enquiry' }),
    command: (command) => ask(command, '', 'control', false),
    payAmount: (units) => ask(COMMAND.PAY_AMOUNT, String(units).padStart(PAY_AMOUNT_DIGITS, '0'), 'control', true),
    payPieces: (counts) => ask(COMMAND.PAY_PIECES, piecesData(counts), 'control', true),
    deposit: () => reading(COMMAND.READ_DEPOSIT, readDeposit, 1),
    stock: (when = 'after') => reading(COMMAND.READ_STOCK, readStock, READING_TRIES_MAX[when]),
    pause,
    linkLosses,
  };
}

/** What a control byte says about the machine. */
export type Condition = 'ready' | 'working' | 'take_cash' | 'unit_or_door' | 'abnormal' | 'link_error';

const CONDITIONS: Readonly<Record<number, Condition>> = {
  [CONTROL.ACK]: 'ready',
  [CONTROL.ETB]: 'ready',
  [CONTROL.DC2]: 'take_cash',
  [CONTROL.DC3]: 'unit_or_door',
  [CONTROL.DC4]: 'working',
  [CONTROL.SUB]: 'working',
  [CONTROL.SOH]: 'working',
  [CONTROL.EM]: 'working',
  [CONTROL.BEL]: 'working',
  [CONTROL.FS]: 'working',
  [CONTROL.CAN]: 'abnormal',
  [CONTROL.NAK]: 'link_error',
};

/** Every byte has a meaning here; one outside the vocabulary is a link error. */
export function conditionOf(byte: number): Condition {
  return CONDITIONS[byte] ?? 'link_error';
}

/** Code of the faults table for a unit that is not set or a door that is open: the deposit reading tells them apart. */
export async function unitOrDoor(talk: Talk): Promise<'machine.unit-missing' | 'machine.door-open'> {
  const reading = await talk.deposit();
  if (reading === undefined) return 'machine.door-open';
  const missing = reading.noteDetached || reading.coinDetached || reading.noteUnit === '6' || reading.coinUnit === '6';
  return missing ? 'machine.unit-missing' : 'machine.door-open';
}
