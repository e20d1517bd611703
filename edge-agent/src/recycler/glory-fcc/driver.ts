import type { Inventory } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import { instant } from '../../clock.ts';
import type { Driver, DriverEvent, MachineStatus, OnProgress, OperationResult } from '../driver.ts';
import { createFrameRing, type RawFrame } from '../glory-300/frame-ring.ts';
import { createPauses } from '../glory-300/pauses.ts';
import { createStatusBoard } from '../glory-300/status-board.ts';
import { createSteps } from '../glory-300/steps.ts';
import { collectByChange } from './collect.ts';
import { collectByCashin } from './collect-by-cashin.ts';
import { RESULT, STATUS } from './constants.ts';
import { type Conversation, createConversation, FCC_PACE, type FccPace } from './converse.ts';
import { dispense } from './dispense.ts';
import { createEchoes } from './echoes.ts';
import { type EventDesk, openEventDesk } from './event-desk.ts';
import type { GloryFccSettings } from './fcc-settings.ts';
import { fccTableMistakes } from './fcc-table.ts';
import { createLinkWatch } from './link-watch.ts';
import { createLook, type Look } from './look.ts';
import { createMachineLine, type MachineLine } from './machine-line.ts';
import { recover } from './recover.ts';
import { shownReason, showStatus } from './show-status.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

export interface GloryFccDriver extends Driver {
  /** The last raw traffic, oldest first; long texts are cut. */
  frames(): readonly RawFrame[];
}

/** Characters of one text that the ring keeps. */
const FRAME_CHARACTERS_MAX = 4_096;

/** A machine with an FCC on the LAN. Throws RangeError when the table has mistakes. Nothing is opened yet. */
export function gloryFcc(settings: GloryFccSettings): GloryFccDriver {
  const mistakes = fccTableMistakes(settings.table);
  if (mistakes.length > 0) throw new RangeError(`fcc table: ${mistakes.join('; ')}`);
  return new GloryFcc(settings);
}

class GloryFcc implements GloryFccDriver {
  readonly #settings: GloryFccSettings;
  readonly #pace: FccPace;
  readonly #listeners = new Set<(event: DriverEvent) => void>();
  readonly #ring = createFrameRing();
  readonly #echoes = createEchoes();
  readonly #pauses;
  readonly #board;
  readonly #conversation: Conversation;
  readonly #line: MachineLine;
  readonly #look: Look;
  readonly #link;
  #events: EventDesk | undefined;
  #open = false;
  #running: string | undefined;
  #cancel = new AbortController();
  #accurate = true;
  #counted = 0;
  #onProgress: OnProgress | undefined;
  #beat: (() => void) | undefined;
  #beating: Promise<unknown> = Promise.resolve();
  #wasThere = false;
  #handed = false;

  constructor(settings: GloryFccSettings) {
    this.#settings = settings;
    const { timing, switches, signIn, memory } = settings;
    this.#pace = { ...FCC_PACE, ...settings.pace };
    this.#pauses = createPauses(timing);
    this.#board = createStatusBoard(timing, (event) => this.#emit(event));
    this.#conversation = createConversation({
      url: new URL(settings.url),
      timing,
      pace: this.#pace,
      onFrame: (direction, text) => this.#record(direction, text),
      onLink: (up) => {
        if (this.#open) this.#link.heard(up);
      },
    });
    this.#line = createMachineLine({ conversation: this.#conversation, switches, signIn, memory });
    this.#link = createLinkWatch({
      board: this.#board,
      isRunning: () => this.#running !== undefined,
      onLost: () => {
        this.#wasThere = false;
      },
      tell: (up) => this.#emit({ event: 'link', up, at: this.#now() }),
    });
    this.#look = createLook({
      line: this.#line,
      board: this.#board,
      table: settings.table,
      pace: this.#pace,
      pause: this.#pauses.pause,
      now: () => this.#now(),
      isOpen: () => this.#open,
      isAccurate: () => this.#accurate,
    });
  }

  async open(): Promise<void> {
    const { events, table } = this.#settings;
    this.#open = true;
    this.#pauses.allow();
    this.#conversation.allow();
    this.#events ??= await openEventDesk({
      ...events,
      url: new URL(this.#settings.url),
      echoes: this.#echoes,
      board: this.#board,
      onText: (text) => this.#record('in', text),
      onStatus: (code, amount) => this.#heardStatus(code, amount === undefined ? undefined : amount * table.fvMinor),
      onGone: () => this.#beatSoon(0),
      onNoise: () => this.#board.raise('machine.unknown-byte'),
    });
    this.#beatSoon(0);
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#beat?.();
    this.#pauses.end();
    this.#conversation.hangUp();
    this.#cancel.abort();
    await this.#beating.catch(() => undefined);
    await this.#events?.stop();
    this.#events = undefined;
    this.#wasThere = false;
    this.#link.forget();
  }

  async status(): Promise<MachineStatus> {
    if (this.#running === undefined) await this.#lookNow();
    return this.#board.status();
  }

  async inventory(): Promise<Inventory> {
    const inventory = await this.#look.inventory('before');
    if (inventory === undefined) throw new Fault('machine.offline');
    return inventory;
  }

  collect(
    operation: string,
    amountMinor: number,
    timeoutMs: number,
    onProgress?: OnProgress,
  ): Promise<OperationResult> {
    const collect = this.#settings.switches.sale === 'change' ? collectByChange : collectByCashin;
    return this.#operate(operation, (context) => {
      this.#onProgress = onProgress;
      return collect(context, { amountMinor, timeoutMs, cancel: this.#cancel.signal });
    });
  }

  dispense(operation: string, want: Parameters<Driver['dispense']>[1]): Promise<OperationResult> {
    return this.#operate(operation, (context) => dispense(context, want));
  }

  recover(operation: string, known: Parameters<Driver['recover']>[1]): Promise<OperationResult> {
    return this.#operate(operation, (context) => recover(context, known, this.#settings.switches.sale));
  }

  cancel(): void {
    if (this.#running !== undefined) this.#cancel.abort();
  }

  counted(): void {
    this.#accurate = true;
    this.#board.clear('machine.count-differs');
  }

  async reset(): Promise<void> {
    if (this.#running !== undefined) throw new Fault('machine.busy');
    await this.#line.reach('occupied');
    const reply = await this.#line.ask({ operation: 'Reset', timeoutMs: this.#pace.orderMs });
    await this.#line.reach('released').catch(() => undefined);
    const isReset = reply.kind === 'answer' && reply.answer.result === RESULT.ok;
    await this.#lookNow();
    if (!isReset) throw new Fault('machine.reset-failed');
  }

  on(listener: (event: DriverEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  frames(): readonly RawFrame[] {
    return this.#ring.list();
  }

  async #operate(operation: string, verb: (context: VerbContext) => Promise<VerbEnd>): Promise<OperationResult> {
    if (this.#running !== undefined || !this.#open) {
      return { result: { outcome: 'refused', reason: this.#open ? 'machine.busy' : 'machine.offline' }, steps: [] };
    }
    const steps = createSteps(this.#settings.timing);
    this.#running = operation;
    this.#cancel = new AbortController();
    this.#handed = false;
    this.#counted = 0;
    try {
      const { result, inventory, differs } = await verb(this.#context(operation, steps));
      if (differs === true) this.#board.raise('machine.count-differs');
      if (differs === true || result.outcome === 'unknown') {
        this.#accurate = false;
        this.#emit({ event: 'hand', need: 'verify_count', at: this.#now() });
      }
      if (inventory !== undefined) this.#emit({ event: 'inventory', inventory });
      return { result, steps: steps.list(), ...(inventory === undefined ? {} : { inventory }) };
    } finally {
      this.#running = undefined;
      this.#onProgress = undefined;
      this.#beatSoon(0);
    }
  }

  #context(operation: string, steps: VerbContext['steps']): VerbContext {
    const { table, timing, switches } = this.#settings;
    const hand = (need: 'take_cash' | 'remove_reject') => () => {
      if (this.#handed) return;
      this.#handed = true;
      steps.add('waits_for_removal');
      this.#emit({ event: 'hand', need, at: this.#now() });
    };
    return {
      operation,
      table,
      timing,
      steps,
      line: this.#line,
      conversation: this.#conversation,
      echoes: this.#echoes,
      pace: this.#pace,
      refundOnShortage: switches.refundOnShortage,
      pause: this.#pauses.pause,
      look: this.#look.status,
      inventory: this.#look.inventory,
      counted: () => this.#counted,
      countFromZero: () => {
        this.#counted = 0;
      },
      tellCounted: (inMinor, lines) => this.#tellCounted(inMinor, lines),
      doubts: () => this.#line.sessionsLost() + (switches.session ? 0 : (this.#events?.breaks() ?? 0)),
      shown: () => shownReason(this.#board),
      onTakeCash: hand('take_cash'),
      onRemoveReject: hand('remove_reject'),
      isOpen: () => this.#open,
    };
  }

  /** One look at a machine at rest: its state, and after an absence its registration, its occupation and its units. */
  async #lookNow(): Promise<void> {
    const status = await this.#look.status();
    if (status === undefined || this.#running !== undefined || !this.#open) return;
    await this.#look.settle(status, this.#events, this.#settings.events.announce);
    if (this.#wasThere || this.#running !== undefined) return;
    const inventory = await this.#look.inventory('before');
    if (inventory === undefined || this.#running !== undefined) return;
    this.#wasThere = true;
    this.#emit({ event: 'inventory', inventory });
  }

  #heardStatus(code: number, amountMinor: number | undefined): void {
    if (!this.#open) return;
    showStatus(code, this.#board);
    if (code === STATUS.counting || code === STATUS.waitingForCash) this.#tellCounted(amountMinor ?? 0, []);
  }

  /** What was paid in only grows: an older figure that comes late says nothing. */
  #tellCounted(amountMinor: number, lines: Parameters<VerbContext['tellCounted']>[1]): void {
    if (this.#running === undefined || amountMinor <= this.#counted) return;
    this.#counted = amountMinor;
    this.#onProgress?.(amountMinor, lines);
    this.#emit({ event: 'deposit', operation: this.#running, inMinor: amountMinor, at: this.#now() });
  }

  #beatSoon(ms: number): void {
    this.#beat?.();
    if (!this.#open) return;
    this.#beat = this.#settings.timing.after(ms, () => {
      this.#beating = this.#running === undefined ? this.#lookNow() : Promise.resolve();
      const isAway = () => this.#link.isDown() || this.#link.isDoubted() || this.#events?.connected() !== true;
      void this.#beating.finally(() => this.#beatSoon(isAway() ? this.#pace.lookMs : this.#pace.heartbeatMs));
    });
  }

  #record(direction: RawFrame['direction'], text: string): void {
    const bytes = new TextEncoder().encode(text.slice(0, FRAME_CHARACTERS_MAX));
    const frame = { direction, monotonicMs: this.#settings.timing.monotonicMs(), bytes };
    this.#ring.add(frame);
    this.#settings.onFrame?.(frame);
  }

  #emit(event: DriverEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #now(): string {
    return instant(this.#settings.timing.nowMs());
  }
}
