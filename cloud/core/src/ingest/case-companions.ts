import type { FactBody } from '@tillbridge/shared/fact';
import type { PlannedFact } from './plan.ts';

/** Ends of an operation that a person must look at; the shop's journal calls the same ones a case. */
const OPEN_ENDS: readonly string[] = ['partial', 'retained', 'unknown'];

/** Cases that the facts to be inserted open, as `note_cases` reads them. */
export function casesOf(planned: readonly PlannedFact[]): object[] {
  const opened: object[] = [];
  for (const each of planned) {
    if (each.fact.kind === 'cash.transaction') {
      const body = each.fact.body as FactBody<'cash.transaction'>;
      if (OPEN_ENDS.includes(body.outcome)) opened.push(endOf(each, body));
    } else if (each.fact.kind === 'agent.event') {
      const body = each.fact.body as FactBody<'agent.event'>;
      // Without its machine nobody could count it, nor a recount name it.
      if (body.case !== undefined && body.machine !== undefined && body.currency !== undefined)
        opened.push({ ...body, ...placeOf(each), about: 'discrepancy' });
    }
  }
  return opened;
}

/** Cash that was taken out of a machine to be carried away, as `note_collections` reads it. */
export function collectionsOf(planned: readonly PlannedFact[]): object[] {
  const taken: object[] = [];
  for (const each of planned) {
    if (each.fact.kind !== 'cash.transaction') continue;
    const body = each.fact.body as FactBody<'cash.transaction'>;
    if (body.kind === 'collection' && body.outMinor > 0) taken.push(endOf(each, body));
  }
  return taken;
}

/** Counts of a machine, with the cases that they settle. */
export function recountsOf(planned: readonly PlannedFact[]): object[] {
  return planned.flatMap((each) =>
    each.fact.kind === 'cash.recount' ? [{ ...(each.fact.body as FactBody<'cash.recount'>), ...placeOf(each) }] : [],
  );
}

function endOf(planned: PlannedFact, body: FactBody<'cash.transaction'>): object {
  const { steps: _steps, inventory: _inventory, ...kept } = body;
  return { ...kept, ...placeOf(planned), case: body.operation, about: 'operation' };
}

function placeOf({ sequence, branch, fact }: PlannedFact): object {
  return { sequence, branch, at: fact.occurredAt, day: fact.businessDate };
}
