import type { FactBody, FactKind } from '@tillbridge/shared/fact';
import type { FoundOperation, JournalFact, NewFact, OpenOperation } from '../src/journal/journal.ts';

/** The part of a journal that the counter uses, in memory. */
export class MemoryJournal {
  readonly facts: NewFact[] = [];
  readonly boot: string;
  /** While true every write fails as on a full disk. */
  full = false;

  constructor(boot: string) {
    this.boot = boot;
  }

  appendAll(facts: readonly NewFact[]): [] {
    if (this.full) throw new Error('disk full');
    this.facts.push(...facts);
    return [];
  }

  bodies<K extends FactKind>(kind: K): FactBody<K>[] {
    return this.facts.filter((fact) => fact.kind === kind).map((fact) => fact.body as FactBody<K>);
  }

  kinds(): string[] {
    return this.facts.map((fact) =>
      fact.kind === 'agent.event' ? (fact.body as FactBody<'agent.event'>).code : fact.kind,
    );
  }

  openOperations(): OpenOperation[] {
    const ended = new Set(this.bodies('cash.transaction').map((body) => body.operation));
    return this.facts.flatMap((fact) => {
      if (fact.kind !== 'operation.intended') return [];
      const body = fact.body as FactBody<'operation.intended'>;
      return ended.has(body.operation) ? [] : [{ ...body, occurredAt: fact.occurredAt, boot: this.boot }];
    });
  }

  openCases(): JournalFact[] {
    const settled = new Set(this.bodies('cash.recount').flatMap((body) => body.cases));
    return this.newestFacts(['cash.transaction', 'agent.event'])
      .reverse()
      .filter(({ kind, body }) => {
        if (kind === 'agent.event') {
          const name = (body as FactBody<'agent.event'>).case;
          return name !== undefined && !settled.has(name);
        }
        const { outcome, operation } = body as FactBody<'cash.transaction'>;
        return ['partial', 'retained', 'unknown'].includes(outcome) && !settled.has(operation);
      });
  }

  readonly #gone = new Set<string>();

  /** Prunes the lines of an operation that has ended; that it was is still known. */
  letGo(operation: string): void {
    this.#gone.add(operation);
  }

  findOperation(operation: string): FoundOperation | undefined {
    if (this.#gone.has(operation)) return { intended: undefined, ended: undefined, open: false };
    const intended = this.bodies('operation.intended').find((body) => body.operation === operation);
    const ended = this.bodies('cash.transaction').find((body) => body.operation === operation);
    return intended === undefined && ended === undefined ? undefined : { intended, ended, open: ended === undefined };
  }

  newestFacts(kinds?: readonly FactKind[]): JournalFact[] {
    return this.facts
      .map(
        (fact, i): JournalFact => ({ ...fact, epoch: '', sequence: i + 1, id: '', mono: { boot: this.boot, ms: i } }),
      )
      .filter((fact) => kinds === undefined || kinds.includes(fact.kind))
      .reverse();
  }
}
