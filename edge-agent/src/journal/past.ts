import type { FactBody, FactKind } from '@tillbridge/shared/fact';
import type { FoundOperation, JournalFact } from './contract.ts';
import { readEnding } from './line.ts';
import { type OpenOperations, operationIn } from './operations.ts';
import type { Tables } from './tables.ts';

const READ_LINES = 64;

/** Facts whose bytes are still here, newest first, a few rows at a time so that appending may go on in between. */
export function* newestFacts(tables: Tables, kinds: readonly FactKind[] | undefined): Generator<JournalFact> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = tables.newestBefore(before, READ_LINES);
    for (const { place, bytes } of rows) {
      before = place;
      const kind = bytes === null ? undefined : readEnding(bytes)?.kind;
      if (bytes === null || kind === undefined || kinds?.some((wanted) => wanted === kind) === false) continue;
      const fact = readFact(bytes);
      if (fact !== undefined) yield fact;
    }
    if (rows.length < READ_LINES) return;
  }
}

/** Facts by their places, without those whose bytes are gone. */
export function factsAt(tables: Tables, places: readonly number[]): readonly JournalFact[] {
  return places.flatMap((place) => {
    const bytes = tables.bytesAt(place);
    const fact = bytes === null ? undefined : readFact(bytes);
    return fact === undefined ? [] : [fact];
  });
}

/** Looks an operation up by the place of its intent; its outcome stands behind it, as a rule at once. */
export function findOperation(tables: Tables, open: OpenOperations, operation: string): FoundOperation | undefined {
  const place = tables.operationPlace(operation);
  if (place === undefined) return undefined;
  const bytes = tables.bytesAt(place);
  const intended = bytes === null ? undefined : (readFact(bytes)?.body as FactBody<'operation.intended'> | undefined);
  if (open.has(operation)) return { intended, ended: undefined, open: true };
  return { intended, ended: outcomeAfter(tables, place, operation), open: false };
}

function outcomeAfter(tables: Tables, place: number, operation: string): FactBody<'cash.transaction'> | undefined {
  for (let after = place; ; ) {
    const rows = tables.factsAfter(after, READ_LINES);
    for (const row of rows) {
      after = row.place;
      if (row.bytes === null || readEnding(row.bytes)?.kind !== 'cash.transaction') continue;
      if (operationIn(row.bytes) === operation)
        return readFact(row.bytes)?.body as FactBody<'cash.transaction'> | undefined;
    }
    if (rows.length < READ_LINES) return undefined;
  }
}

function readFact(bytes: Buffer): JournalFact | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as JournalFact;
  } catch {
    return undefined;
  }
}
