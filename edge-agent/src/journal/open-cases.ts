import type { FactBody } from '@tillbridge/shared/fact';
import type { NewFact } from './contract.ts';
import type { LineEnding } from './line.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** A key stands once in such a line, and inside text its quotes would be escaped, so the bytes tell without parsing. */
const OPERATION = new RegExp(`"operation":"(${UUID})"`);
const UNSETTLED = /"outcome":"(?:partial|retained|unknown)"/;
const GAP = new RegExp(`"case":"(${UUID})"`);

/** What waits for a person: operations that nobody can call settled, and discrepancies; until a recount names them. */
export class OpenCases {
  private readonly places = new Map<string, number>();

  list(): readonly number[] {
    return [...this.places.values()];
  }

  /** Takes a fact just written. */
  wrote(place: number, { kind, body }: NewFact): void {
    if (kind === 'cash.transaction') {
      const { operation, outcome } = body as FactBody<'cash.transaction'>;
      if (['partial', 'retained', 'unknown'].includes(outcome)) this.places.set(operation, place);
    } else if (kind === 'agent.event') {
      const { case: name } = body as FactBody<'agent.event'>;
      if (name !== undefined) this.places.set(name, place);
    } else if (kind === 'cash.recount') this.settled((body as FactBody<'cash.recount'>).cases);
  }

  /** Takes a line read back from the file. */
  read(place: number, bytes: Buffer, { kind }: LineEnding): void {
    if (kind === 'cash.recount') this.settled(casesIn(bytes));
    if (kind !== 'cash.transaction' && kind !== 'agent.event') return;
    const text = bytes.toString('latin1');
    if (kind === 'cash.transaction' && !UNSETTLED.test(text)) return;
    const name = (kind === 'agent.event' ? GAP : OPERATION).exec(text)?.[1];
    if (name !== undefined) this.places.set(name, place);
  }

  private settled(cases: readonly string[]): void {
    for (const name of cases) this.places.delete(name);
  }
}

function casesIn(bytes: Buffer): readonly string[] {
  try {
    return (JSON.parse(bytes.toString('utf8')) as { body: FactBody<'cash.recount'> }).body.cases;
  } catch {
    return [];
  }
}
