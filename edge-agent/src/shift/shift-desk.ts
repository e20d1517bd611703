import { randomBytes } from 'node:crypto';
import type { Limits } from '@tillbridge/shared/configuration';
import type { Inventory } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { type ClosingBody, type CountLine, SHIFT_LINES_MAX } from '@tillbridge/shared/shift';
import type { Clock } from '../clock.ts';
import type { Ledger } from '../counter/ledger.ts';
import type { Journal } from '../journal/journal.ts';
import { type Figures, figuresOf } from './figures.ts';
import { reportedLines } from './read-machine.ts';
import type { ShiftBook } from './shift-book.ts';
import { denominationKey, type OpenShift, told } from './shift-state.ts';

/** A machine as a shift needs it. */
export interface ShiftMachine {
  readonly id: string;
  readonly currency: string;
  /** What it holds now; undefined when it does not answer, or is about to move cash. */
  read(): Promise<Inventory | undefined>;
  isRunning(): boolean;
  /** Out of service, so that no shift waits for its word. */
  isRetired(): boolean;
}

export interface ShiftParts {
  readonly book: ShiftBook;
  readonly ledger: Ledger;
  readonly records: Pick<Journal, 'newestFacts'>;
  readonly machines: readonly ShiftMachine[];
  /** Of the shop: for a machine that was taken out of the configuration while its shift was open. */
  readonly currency: string;
  readonly limits: () => Limits;
  readonly clock: Pick<Clock, 'nowMs'>;
}

export type OpeningWish =
  | { readonly source: 'machine' }
  | { readonly source: 'counted'; readonly lines: readonly CountLine[] };

const READ_TRIES = 3;

/** Open, count, close: the verbs of a shift. Every one is a fact; none waits for the cloud. */
export class ShiftDesk {
  readonly #parts: ShiftParts;

  constructor(parts: ShiftParts) {
    this.#parts = parts;
  }

  /** Throws `shift.open-already`, `shift.operation-running`, `shift.machine-unread` and `shift.count-form`. */
  async open(by: string, wish: OpeningWish): Promise<OpenShift> {
    if (this.#parts.book.state.open !== undefined) throw new Fault('shift.open-already');
    if (wish.source === 'counted') this.#requireForm(wish.lines);
    const { lines: reported, whole } = await this.#read();
    if (this.#parts.book.state.open !== undefined) throw new Fault('shift.open-already');
    if (wish.source === 'machine' && !whole) throw new Fault('shift.machine-unread');
    const shift = uuidv7(this.#parts.clock.nowMs(), randomBytes(10));
    const opening =
      wish.source === 'machine' ? { lines: [...reported] } : { lines: [...wish.lines], reported: [...reported] };
    this.#parts.ledger.write({ kind: 'shift.opened', body: { shift, by, source: wish.source, ...opening } });
    return this.current();
  }

  /** The shift that is open. Throws `shift.none`. */
  current(): OpenShift {
    const { open } = this.#parts.book.state;
    if (open === undefined) throw new Fault('shift.none');
    return open;
  }

  /**
   * Writes down what a person counted and only then says what was expected. A movement after it makes the count void.
   * Throws `shift.none`, `shift.operation-running` and `shift.count-form`.
   */
  async count(by: string, lines: readonly CountLine[]): Promise<Figures & { readonly blind: boolean }> {
    this.current();
    this.#requireForm(lines);
    this.#requireRest();
    const { shift, counts, seenBy } = this.current();
    const blind = !seenBy.includes(by);
    this.#parts.ledger.write({
      kind: 'shift.counted',
      body: { shift, by, attempt: counts + 1, blind, lines: [...lines] },
    });
    return { ...(await this.figures()), blind };
  }

  /** What there is to count, without a word on how much of it. Throws as `figures` does. */
  async sheet(): Promise<readonly Omit<CountLine, 'pieces'>[]> {
    const { lines } = await this.figures();
    return lines.map(({ machine, place, form, valueMinor }) => ({ machine, place, form, valueMinor }));
  }

  /** Expected, reported and counted as they stand. Throws `shift.none` and `shift.operation-running`. */
  async figures(): Promise<Figures> {
    const { lines: reported } = await this.#read();
    return this.#figuresWith(reported);
  }

  /**
   * The numbered end. Never refused for a difference: what its tier takes and was not given is missing in the closing,
   * for everybody to see. Throws `shift.none`, `shift.not-counted` and `shift.operation-running`.
   */
  async close(
    by: string,
    settle: { readonly reason?: string; readonly approve?: (shift: OpenShift, figures: Figures) => string | undefined },
  ): Promise<ClosingBody> {
    this.#requireCounted();
    const { lines: reported } = await this.#read();
    const open = this.#requireCounted();
    const { book, ledger } = this.#parts;
    const figures = this.#figuresWith(reported);
    const { tier } = figures;
    const approvedBy = tier === 'approval' ? settle.approve?.(open, figures) : undefined;
    const { reason } = settle;
    const body: ClosingBody = {
      shift: open.shift,
      number: book.state.lastNumber + 1,
      openedAt: open.openedAt,
      openedBy: open.openedBy,
      by,
      source: open.source,
      counts: open.counts,
      blind: open.count.blind,
      lines: [...figures.lines].slice(0, SHIFT_LINES_MAX),
      sums: [...figures.sums],
      kinds: [...open.kinds],
      tier,
      settled: tier === 'automatic' || (tier === 'reason' ? reason : approvedBy) !== undefined,
      ...(reason === undefined ? {} : { reason }),
      ...(approvedBy === undefined ? {} : { approvedBy }),
      unsettled: [...open.running, ...open.unknown],
    };
    ledger.write({ kind: 'shift.closed', body });
    return body;
  }

  /** What every screen may show; null between shifts. */
  public(): ReturnType<typeof told> | null {
    const { open } = this.#parts.book.state;
    return open === undefined ? null : told(open);
  }

  now(): string {
    return this.#parts.ledger.now();
  }

  /** A person was shown what is expected. */
  seen(person: string): void {
    this.#parts.book.seen(person);
  }

  /** Closings whose bytes are still here, newest first. */
  *closings(): Generator<ClosingBody & { readonly closedAt: string; readonly businessDate: string }> {
    for (const { body, occurredAt: closedAt, businessDate } of this.#parts.records.newestFacts(['shift.closed']))
      yield { ...(body as ClosingBody), closedAt, businessDate };
  }

  /** The approval that a closing lacked, as a fact of its own. Throws `shift.closing-unknown`. */
  approve(number: number, by: string, reason: string | undefined): void {
    const closing = this.closing(number);
    const body = { shift: closing.shift, number, what: 'approved' as const, by, moved: [], inMinor: 0, outMinor: 0 };
    this.#parts.ledger.write({ kind: 'shift.adjusted', body: reason === undefined ? body : { ...body, reason } });
  }

  closing(number: number): ClosingBody & { readonly closedAt: string; readonly businessDate: string } {
    for (const closing of this.closings()) if (closing.number === number) return closing;
    throw new Fault('shift.closing-unknown');
  }

  #figuresWith(reported: readonly CountLine[]): Figures {
    const { machines, limits, currency } = this.#parts;
    const currencies = new Map(machines.map(({ id, currency }) => [id, currency]));
    const currencyOf = (machine: string) => currencies.get(machine) ?? currency;
    return figuresOf({ open: this.current(), reported, currencyOf, variance: limits().variance });
  }

  #requireCounted(): OpenShift & { readonly count: NonNullable<OpenShift['count']> } {
    const open = this.current();
    this.#requireRest();
    if (open.count === undefined) throw new Fault('shift.not-counted');
    return { ...open, count: open.count };
  }

  #requireRest(): void {
    if (this.#parts.machines.some((machine) => machine.isRunning())) throw new Fault('shift.operation-running');
  }

  /** Reads all machines with nothing moving in between, so that what they say and the books are of one moment. */
  async #read(): Promise<{ readonly lines: readonly CountLine[]; readonly whole: boolean }> {
    const { machines, book } = this.#parts;
    for (let attempt = 0; attempt < READ_TRIES; attempt++) {
      this.#requireRest();
      const before = book.movements;
      const readings = await Promise.all(
        machines
          .filter((machine) => !machine.isRetired())
          .map(async (machine) => ({ id: machine.id, inventory: await machine.read() })),
      );
      if (book.movements !== before) continue;
      const lines = readings.flatMap(({ id, inventory }) =>
        inventory === undefined ? [] : reportedLines(id, inventory),
      );
      return { lines, whole: readings.every(({ inventory }) => inventory !== undefined) };
    }
    throw new Fault('shift.operation-running');
  }

  #requireForm(lines: readonly CountLine[]): void {
    const known = new Set(this.#parts.machines.map((machine) => machine.id));
    const keys = new Set(lines.map(denominationKey));
    if (keys.size !== lines.length || lines.some((line) => !known.has(line.machine)))
      throw new Fault('shift.count-form');
  }
}
