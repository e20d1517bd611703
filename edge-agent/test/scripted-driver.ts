import type { CashLine, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import type {
  DispenseWant,
  Driver,
  DriverEvent,
  MachineStatus,
  OperationResult,
  RecoverKnowledge,
} from '../src/recycler/driver.ts';

type Verb = 'collect' | 'dispense' | 'recover';

/** A driver whose answers are written down beforehand, and that remembers what it was asked. */
export class ScriptedDriver implements Driver {
  readonly calls: string[] = [];
  readonly known: RecoverKnowledge[] = [];
  /** What each dispense was asked for. */
  readonly wants: DispenseWant[] = [];
  stock: Record<number, number>;
  machineStatus: MachineStatus = { state: 'idle', faults: [] };
  answers = true;
  /** Called when a verb is asked; what it gives is the verb's result. */
  script: Partial<Record<Verb, () => OperationResult | Promise<OperationResult>>> = {};
  /** What a reset does, and how it fails. */
  resetting: () => void | Promise<void> = () => undefined;
  readonly #listeners = new Set<(event: DriverEvent) => void>();
  #seconds = 0;

  constructor(stock: Record<number, number>) {
    this.stock = stock;
  }

  async open(): Promise<void> {
    this.calls.push('open');
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }

  async status(): Promise<MachineStatus> {
    if (!this.answers) throw new Error('silent');
    return this.machineStatus;
  }

  async inventory(): Promise<Inventory> {
    if (!this.answers) throw new Error('silent');
    return this.read();
  }

  collect(operation: string, amountMinor: number): Promise<OperationResult> {
    return this.#run('collect', `${operation} ${amountMinor}`);
  }

  dispense(operation: string, want: DispenseWant): Promise<OperationResult> {
    this.wants.push(want);
    return this.#run('dispense', `${operation} ${'amountMinor' in want ? want.amountMinor : 'lines'}`);
  }

  recover(operation: string, known: RecoverKnowledge): Promise<OperationResult> {
    this.known.push(known);
    return this.#run('recover', operation);
  }

  cancel(): void {
    this.calls.push('cancel');
  }

  finish(): void {
    this.calls.push('finish');
  }

  counted(): void {
    this.calls.push('counted');
  }

  async reset(): Promise<void> {
    this.calls.push('reset');
    await this.resetting();
  }

  on(listener: (event: DriverEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: DriverEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Moves pieces and gives them as lines. */
  move(direction: 'in' | 'out', pieces: Record<number, number>): CashLine[] {
    return Object.entries(pieces).map(([value, many]) => {
      const valueMinor = Number(value);
      this.stock[valueMinor] = (this.stock[valueMinor] ?? 0) + (direction === 'in' ? many : -many);
      return { valueMinor, form: valueMinor >= 2_000 ? 'note' : 'coin', pieces: many, direction, place: 'stock' };
    });
  }

  read(): Inventory {
    this.#seconds += 1;
    const units = Object.entries(this.stock).map(([value, pieces]) => unitReading(Number(value), pieces));
    return { readAt: new Date(Date.UTC(2026, 10, 20, 8, 0, this.#seconds)).toISOString(), units };
  }

  async #run(verb: Verb, asked: string): Promise<OperationResult> {
    this.calls.push(`${verb} ${asked}`);
    const act = this.script[verb];
    if (act === undefined) throw new Error(`nobody wrote what ${verb} answers`);
    return act();
  }
}

function unitReading(valueMinor: number, pieces: number): UnitReading {
  return {
    unit: `U${valueMinor}`,
    valueMinor,
    form: valueMinor >= 2_000 ? 'note' : 'coin',
    role: 'recycle',
    pieces,
    capacity: 1_000,
    lowMark: 10,
    highMark: 900,
    level: 'ok',
    accuracy: 'accurate',
    canDispense: true,
    canAccept: true,
  };
}
