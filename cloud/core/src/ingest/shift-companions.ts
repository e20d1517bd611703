import type { FactBody } from '@tillbridge/shared/fact';
import type { PlannedFact } from './plan.ts';

/** Closings of the facts that are inserted, as `note_shifts` reads them. */
export function closingsOf(planned: readonly PlannedFact[]): object[] {
  return planned.flatMap((each) =>
    each.fact.kind === 'shift.closed' ? [{ ...each.fact.body, ...placeOf(each) }] : [],
  );
}

/** Openings, and counts, of shifts: what tells which one is under way. */
export function shiftWordsOf(planned: readonly PlannedFact[], kind: 'shift.opened' | 'shift.counted'): object[] {
  return planned.flatMap((each) => {
    if (each.fact.kind !== kind) return [];
    const { shift, by, source, lines, attempt } = each.fact.body as Partial<FactBody<'shift.opened'>> &
      Partial<FactBody<'shift.counted'>>;
    const opening = kind === 'shift.opened' ? { source, lines } : { attempt };
    return [{ shift, by, ...opening, at: each.fact.occurredAt }];
  });
}

/** What became known about earlier closings. */
export function adjustmentsOf(planned: readonly PlannedFact[]): object[] {
  return planned.flatMap((each) => {
    if (each.fact.kind !== 'shift.adjusted') return [];
    const { moved: _, ...body } = each.fact.body as FactBody<'shift.adjusted'>;
    return [{ ...body, ...placeOf(each) }];
  });
}

function placeOf({ sequence, branch, fact }: PlannedFact): object {
  return { sequence, branch, at: fact.occurredAt, day: fact.businessDate };
}
