import type { CashKind, CashLine, Outcome } from '@tillbridge/shared/cash';
import { sumLines } from '@tillbridge/shared/cash';
import type { Limits } from '@tillbridge/shared/configuration';
import type { CashTransactionBody, FactBody, FactKind, Inventory } from '@tillbridge/shared/fact';
import type { ClosingBody, ClosingLine, ClosingSum, CountLine } from '@tillbridge/shared/shift';
import { openLedger } from '../../counter/ledger.ts';
import type { JournalFact, NewFact, Note } from '../../journal/journal.ts';
import { FakeClock, MemoryNotes } from '../../people/testing/notes.ts';
import { openShiftBook, type ShiftBook } from '../shift-book.ts';
import { ShiftDesk } from '../shift-desk.ts';

export const MACHINE = '0192f0c0-0000-7000-8000-000000000001';

/** Facts and notes in memory, in one commit or not at all. */
export class ShiftJournal extends MemoryNotes {
  readonly facts: NewFact[] = [];

  appendAll(facts: readonly NewFact[], notes: readonly Note[] = []): [] {
    this.facts.push(...facts);
    this.writeNotes(notes);
    return [];
  }

  *newestFacts(kinds?: readonly FactKind[]): Generator<JournalFact> {
    for (const [at, fact] of [...this.facts.entries()].reverse()) {
      if (kinds?.includes(fact.kind) === false) continue;
      yield { ...fact, epoch: '', sequence: at + 1, id: '', mono: { boot: '', ms: at } };
    }
  }

  bodies<K extends FactKind>(kind: K): FactBody<K>[] {
    return this.facts.filter((fact) => fact.kind === kind).map((fact) => fact.body as FactBody<K>);
  }
}

/** A shop of one machine: `stock` is what lies in it, `says` what it reports (undefined: it does not answer). */
export class ShiftRig {
  readonly journal: ShiftJournal;
  readonly clock = new FakeClock();
  readonly stock: Record<number, number>;
  answers = true;
  running = false;
  limits: Limits = { parLevels: [], variance: { automaticMinor: 2_000, reasonMinor: 20_000 } };
  book: ShiftBook;
  desk: ShiftDesk;
  #operations = 0;

  constructor(stock: Record<number, number> = { 10000: 50, 2000: 50, 100: 50 }, journal = new ShiftJournal()) {
    this.stock = stock;
    this.journal = journal;
    [this.book, this.desk] = this.#start();
  }

  /** The agent ends and starts again on the same journal. */
  restart(): void {
    [this.book, this.desk] = this.#start();
  }

  /** Notes the beginning of an operation, as the counter does before it moves anything. */
  intend(kind: CashKind = 'sale'): string {
    this.#operations += 1;
    const operation = `0192f0c0-0000-7000-8000-0000000002${String(this.#operations).padStart(2, '0')}`;
    const body = { machine: MACHINE, operation, kind, currency: 'THB', amountMinor: 0 };
    this.ledger.write({ kind: 'operation.intended', body });
    return operation;
  }

  /** Pieces that move in and out, in the machine and in the books. */
  move(
    kind: CashKind,
    pieces: { readonly in?: Record<number, number>; readonly out?: Record<number, number> },
    outcome: Outcome = 'completed',
    operation = this.intend(kind),
  ): CashTransactionBody {
    const lines = [...this.#lines('in', pieces.in), ...this.#lines('out', pieces.out)];
    const sums = { inMinor: sumLines(lines, 'in'), outMinor: sumLines(lines, 'out') };
    const asked = { amountMinor: Math.abs(sums.inMinor - sums.outMinor), owedMinor: 0 };
    const body = { machine: MACHINE, operation, kind, outcome, currency: 'THB', ...asked, ...sums, lines, steps: [] };
    this.ledger.write({ kind: 'cash.transaction', body });
    return body;
  }

  /** A count of everything that really is there, with what the test says otherwise. */
  counted(otherwise: Record<number, number | undefined> = {}): CountLine[] {
    return Object.entries({ ...this.stock, ...otherwise }).flatMap(([value, pieces]) =>
      pieces === undefined ? [] : [lineOf(Number(value), pieces)],
    );
  }

  get ledger() {
    const { journal, clock } = this;
    const shop = { timeZone: 'Asia/Bangkok', cutOffMinutes: 0 };
    return openLedger({ journal, shop, clock, clockWatch: { isOk: () => true }, alongside: this.book.alongside });
  }

  #start(): [ShiftBook, ShiftDesk] {
    const { journal, clock } = this;
    this.book = openShiftBook(journal);
    const read = async () => (this.answers && !this.running ? this.#inventory() : undefined);
    const machine = { id: MACHINE, currency: 'THB', read, isRunning: () => this.running, isRetired: () => false };
    const limits = () => this.limits;
    const desk = new ShiftDesk({
      book: this.book,
      ledger: this.ledger,
      records: journal,
      machines: [machine],
      currency: 'THB',
      limits,
      clock,
    });
    return [this.book, desk];
  }

  #lines(direction: CashLine['direction'], pieces: Record<number, number> = {}): CashLine[] {
    return Object.entries(pieces).map(([value, many]) => {
      const valueMinor = Number(value);
      this.stock[valueMinor] = (this.stock[valueMinor] ?? 0) + (direction === 'in' ? many : -many);
      const { form, place } = lineOf(valueMinor, many);
      return { valueMinor, form, pieces: many, direction, place };
    });
  }

  #inventory(): Inventory {
    const units = Object.entries(this.stock).map(([value, pieces]) => {
      const { form, valueMinor } = lineOf(Number(value), pieces);
      const marks = { capacity: 1_000, lowMark: 10, highMark: 900 };
      const can = { canDispense: true, canAccept: true };
      const known = { level: 'ok', accuracy: 'accurate', role: 'recycle' } as const;
      return { unit: value, valueMinor, form, pieces, ...marks, ...known, ...can };
    });
    return { readAt: new Date(this.clock.nowMs()).toISOString(), units };
  }
}

export function lineOf(valueMinor: number, pieces: number): CountLine {
  return { machine: MACHINE, place: 'stock', form: valueMinor >= 2_000 ? 'note' : 'coin', valueMinor, pieces };
}

/** A rig whose shift is open, with what the machine says. */
export async function opened(stock?: Record<number, number>): Promise<ShiftRig> {
  const rig = new ShiftRig(stock);
  await rig.desk.open('11 Suda', { source: 'machine' });
  return rig;
}

/** Counts what is there (or what the test says) and closes. */
export async function closed(rig: ShiftRig, otherwise: Record<number, number | undefined> = {}): Promise<ClosingBody> {
  await rig.desk.count('11 Suda', rig.counted(otherwise));
  return rig.desk.close('11 Suda', {});
}

export const sumOf = (closing: ClosingBody): ClosingSum | undefined => closing.sums[0];
export const lineAt = (closing: ClosingBody, valueMinor: number): ClosingLine | undefined =>
  closing.lines.find((line) => line.valueMinor === valueMinor);
