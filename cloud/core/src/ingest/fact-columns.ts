import type { CashLine } from '@tillbridge/shared/cash';
import type { FactBody } from '@tillbridge/shared/fact';
import type { BatchLines } from './batch-lines.ts';
import type { PlannedFact } from './plan.ts';

type CashBody = FactBody<'cash.transaction'>;

/**
 * Array literals for `take_custody`, in the order of its column parameters: built as text, because the driver would
 * quote and escape every single number.
 */
export class FactColumns {
  readonly #facts = columns(8);
  readonly #cash = columns(13);
  readonly #lines = columns(8);
  readonly #sent = columns(2);
  readonly #source: BatchLines;
  /** When each operation of this batch was intended. */
  readonly #intended: ReadonlyMap<string, string>;

  constructor(source: BatchLines, intended: ReadonlyMap<string, string>) {
    this.#source = source;
    this.#intended = intended;
  }

  addFact({ index, sequence, branch, fact }: PlannedFact): void {
    const { offsets, lengths } = this.#source;
    push(
      this.#facts,
      sequence,
      branch,
      offsets[index],
      lengths[index],
      fact.id,
      fact.kind,
      fact.occurredAt,
      fact.businessDate,
    );
    if (fact.kind === 'cash.transaction')
      this.addCash(sequence, fact.body as CashBody, fact.occurredAt, fact.businessDate);
  }

  /** Cash of a fact; alone (without `addFact`) it is only summed where the rule of returned rows is off. */
  addCash(sequence: number, body: CashBody, occurredAt: string, businessDate: string): void {
    push(
      this.#cash,
      sequence,
      body.operation,
      body.machine,
      body.kind,
      body.outcome,
      body.currency,
      body.amountMinor,
      body.inMinor,
      body.outMinor,
      body.owedMinor,
      quoted(body.operator),
      quoted(body.reference),
      this.#intended.get(body.operation) ?? 'null',
    );
    push(this.#sent, occurredAt, businessDate);
    body.lines.forEach((line: CashLine, at) => {
      push(
        this.#lines,
        sequence,
        at + 1,
        line.valueMinor,
        line.form,
        line.pieces,
        line.direction,
        line.place,
        quoted(line.unit),
      );
    });
  }

  /** 31 array literals. */
  literals(): string[] {
    return [...this.#facts, ...this.#cash, ...this.#lines, ...this.#sent].map((column) => `{${column.join(',')}}`);
  }
}

function columns(count: number): (string | number)[][] {
  return Array.from({ length: count }, () => []);
}

function push(into: (string | number)[][], ...values: (string | number | undefined)[]): void {
  for (let at = 0; at < values.length; at += 1) into[at]?.push(values[at] ?? 'null');
}

function quoted(text: string | undefined): string {
  return text === undefined ? 'null' : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
