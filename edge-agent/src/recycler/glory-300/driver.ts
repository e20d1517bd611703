import type { Inventory } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import { keepOpen } from '../../bytes/keep-open.ts';
import { instant } from '../../clock.ts';
import type { Driver, DriverEvent, MachineStatus, OnProgress, OperationResult } from '../driver.ts';
import { collect } from './collect.ts';
import { createConversation } from './converse.ts';
import { tableMistakes } from './currency-table.ts';
import { dispense, type VerbContext, type VerbEnd } from './dispense.ts';
import type { Answer } from './exchange.ts';
import { createFrameRing, type RawFrame } from './frame-ring.ts';
import { inventoryOf } from './inventory.ts';
import { createLineQuality } from './line-quality.ts';
import { createListeners } from './listeners.ts';
import { createOrphanWatch } from './orphan.ts';
import { createPauses } from './pauses.ts';
import type { StockReading } from './readings.ts';
import { recover } from './recover.ts';
import { resetMachine } from './reset.ts';
import type { Glory300Settings } from './settings.ts';
import { showCondition } from './show-condition.ts';
import { createStatusBoard } from './status-board.ts';
import { createSteps } from './steps.ts';
import { createTalk, DEFAULT_TIMING, type Talk } from './talk.ts';

export interface Glory300Driver extends Driver {
  /** The last raw traffic, oldest first. */
  frames(): readonly RawFrame[];
}

/** Enquiries in a row without an answer before the machine counts as offline. */
const SILENCES_OF_OFFLINE = 2;

/** The Cash Infinity family over a byte port. Throws RangeError when the currency table has mistakes. */
export function glory300(settings: Glory300Settings): Glory300Driver {
  const mistakes = tableMistakes(settings.table);
  if (mistakes.length > 0) throw new RangeError(`currency table: ${mistakes.join('; ')}`);
  return new Glory300(settings);
}

class Glory300 implements Glory300Driver {
  readonly #settings: Glory300Settings;
  readonly #talk: Talk;
  readonly #events = createListeners();
  readonly #emit = this.#events.tell;
  readonly #ring = createFrameRing();
  readonly #board;
  readonly #line;
  readonly #port;
  readonly #pauses;
  readonly #orphan;
  #linkLosses = 0;
  #silences = 0;
  #running: string | undefined;
  #cancelled = false;
  #finished = false;
  #accurate = true;
  #beat: (() => void) | undefined;
  #beating: Promise<void> = Promise.resolve();
  #open = false;

  constructor(settings: Glory300Settings) {
    this.#settings = settings;
    const { timing } = settings;
    this.#pauses = createPauses(timing);
    const pace = { ...DEFAULT_TIMING, ...settings.pace };
    this.#board = createStatusBoard(timing, this.#emit);
    this.#line = createLineQuality(this.#board.raise, this.#board.clear);
    const conversation = createConversation({
      write: (bytes) => this.#write(bytes),
      timing,
      answerMs: pace.answerMs,
      enquiryMs: pace.enquiryMs,
      onNoise: (noise) => this.#line.noise(noise),
    });
    this.#talk = createTalk({
      conversation,
      timing,
      pace,
      linkLosses: () => this.#linkLosses,
      pause: this.#pauses.pause,
    });
    this.#orphan = createOrphanWatch(this.#talk);
    this.#port = keepOpen({
      open: settings.port,
      ...(settings.backOff === undefined ? {} : { backOff: settings.backOff }),
      after: (ms, run) => timing.after(ms, run),
      onBytes: (bytes) => {
        this.#record('in', bytes);
        conversation.hear(bytes);
      },
      onLink: (up) => {
        if (!up) {
          this.#linkLosses += 1;
          conversation.hangUp();
          this.#offline();
        }
        if (this.#open) this.#emit({ event: 'link', up, at: this.#now() });
        if (up) this.#beatSoon(0);
      },
    });
  }

  async open(): Promise<void> {
    this.#open = true;
    this.#pauses.allow();
    this.#port.start();
    this.#beatSoon(this.#talk.pace.heartbeatMs);
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#cancelled = true;
    this.#beat?.();
    this.#pauses.end();
    await this.#port.stop();
    await this.#beating;
  }

  async status(): Promise<MachineStatus> {
    if (this.#running === undefined) await this.#look();
    return this.#board.status();
  }

  async inventory(): Promise<Inventory> {
    const stock = await this.#talk.stock('before');
    if (stock === undefined) throw new Fault('machine.offline');
    return this.#inventoryFrom(stock);
  }

  collect(
    operation: string,
    amountMinor: number,
    timeoutMs: number,
    onProgress?: OnProgress,
  ): Promise<OperationResult> {
    let toldMinor = 0;
    this.#orphan.began();
    return this.#operate(operation, (context) =>
      collect(context, {
        amountMinor,
        timeoutMs,
        cancelled: () => this.#cancelled,
        finished: () => this.#finished,
        onProgress: (inMinor, lines) => {
          if (inMinor === toldMinor) return;
          toldMinor = inMinor;
          onProgress?.(inMinor, lines);
          this.#emit({ event: 'deposit', operation, inMinor, at: this.#now() });
        },
        onStockDiffers: () => {
          this.#accurate = false;
          this.#board.raise('machine.count-differs');
          this.#emit({ event: 'hand', need: 'verify_count', at: this.#now() });
        },
      }),
    );
  }

  dispense(operation: string, want: Parameters<Driver['dispense']>[1]): Promise<OperationResult> {
    return this.#operate(operation, (context) => dispense(context, want));
  }

  recover(operation: string, known: Parameters<Driver['recover']>[1]): Promise<OperationResult> {
    return this.#operate(operation, (context) => recover(context, known));
  }

  cancel(): void {
    this.#cancelled = true;
  }

  finish(): void {
    this.#finished = true;
  }

  counted(): void {
    this.#accurate = true;
    this.#board.clear('machine.count-differs');
  }

  async reset(): Promise<void> {
    if (this.#running !== undefined) throw new Fault('machine.busy');
    this.#running = 'a reset';
    const ready = await resetMachine(this.#talk);
    this.#running = undefined;
    await this.#look();
    if (!ready) throw new Fault('machine.reset-failed');
  }

  on(listener: (event: DriverEvent) => void): () => void {
    return this.#events.on(listener);
  }

  frames(): readonly RawFrame[] {
    return this.#ring.list();
  }

  async #operate(operation: string, verb: (context: VerbContext) => Promise<VerbEnd>): Promise<OperationResult> {
    const steps = createSteps(this.#settings.timing);
    if (this.#running !== undefined || !this.#open)
      return { result: { outcome: 'refused', reason: this.#open ? 'machine.busy' : 'machine.offline' }, steps: [] };
    this.#running = operation;
    this.#cancelled = false;
    this.#finished = false;
    this.#board.state('busy');
    try {
      const onTakeCash = () => {
        this.#board.state('waiting');
        this.#emit({ event: 'hand', need: 'take_cash', at: this.#now() });
      };
      const { result, stock } = await verb({ talk: this.#talk, table: this.#settings.table, steps, onTakeCash });
      this.#noteOutcome(result);
      const inventory = stock === undefined ? undefined : await this.#inventoryFrom(stock);
      if (inventory !== undefined) this.#emit({ event: 'inventory', inventory });
      return { result, steps: steps.list(), ...(inventory === undefined ? {} : { inventory }) };
    } finally {
      this.#running = undefined;
      this.#beatSoon(0);
    }
  }

  /** A jam stays raised until the machine is ready again; an unknown outcome asks for a count. */
  #noteOutcome(result: OperationResult['result']): void {
    if (result.outcome === 'unknown') {
      this.#accurate = false;
      this.#emit({ event: 'hand', need: 'verify_count', at: this.#now() });
    }
    if ('reason' in result && result.reason === 'machine.jam') this.#board.raise('machine.jam');
  }

  async #inventoryFrom(stock: StockReading): Promise<Inventory> {
    const reading = await this.#talk.deposit();
    return inventoryOf(this.#settings.table, stock, {
      readAt: this.#now(),
      notesMissing: reading?.noteDetached ?? false,
      coinsMissing: reading?.coinDetached ?? false,
      accurate: this.#accurate,
    });
  }

  /** One heartbeat: asks the machine how it is, and reads the stock when it has just come back. */
  async #look(): Promise<void> {
    const wasOffline = this.#board.status().state === 'offline' || this.#board.status().state === 'unknown';
    const answer = await this.#enquireAtRest();
    if (this.#running !== undefined) return;
    if (answer.kind !== 'control') {
      this.#silences += 1;
      if (this.#silences >= SILENCES_OF_OFFLINE || !this.#port.up()) this.#offline();
      return;
    }
    this.#silences = 0;
    this.#line.exchanged();
    this.#board.clear('machine.offline');
    await showCondition(answer.byte, this.#talk, this.#board);
    if (!wasOffline || this.#running !== undefined) return;
    const stock = await this.#talk.stock();
    if (stock !== undefined) this.#emit({ event: 'inventory', inventory: await this.#inventoryFrom(stock) });
  }

  async #enquireAtRest(): Promise<Answer> {
    const answer = await this.#talk.enquire();
    if (this.#running !== undefined || !this.#orphan.stands(answer)) return answer;
    this.#running = 'closing a deposit';
    return this.#orphan.close().finally(() => {
      this.#running = undefined;
    });
  }

  #offline(): void {
    // A driver that is being closed says nothing about the machine.
    if (!this.#open) return;
    this.#board.raise('machine.offline');
    this.#board.state('offline');
  }

  #beatSoon(ms: number): void {
    this.#beat?.();
    if (!this.#open) return;
    this.#beat = this.#settings.timing.after(ms, () => {
      this.#beating = this.#running === undefined ? this.#look() : Promise.resolve();
      void this.#beating.then(() => this.#beatSoon(this.#talk.pace.heartbeatMs));
    });
  }

  #write(bytes: Uint8Array): boolean {
    const sent = this.#port.write(bytes);
    if (sent) this.#record('out', bytes);
    return sent;
  }

  #record(direction: RawFrame['direction'], bytes: Uint8Array): void {
    const frame = { direction, monotonicMs: this.#settings.timing.monotonicMs(), bytes };
    this.#ring.add(frame);
    this.#settings.onFrame?.(frame);
  }

  #now(): string {
    return instant(this.#settings.timing.nowMs());
  }
}
