import type { CashKind, Outcome } from '@tillbridge/shared/cash';
import type { Tx } from '../db/client.ts';
import type { UuidArray } from '../db/uuid-array.ts';

/** Needs are for the eye: past so many nobody reads on. */
export const OPEN_CASES_MAX = 200;

export interface OpenCaseRow {
  readonly case_id: string;
  readonly shop_id: string;
  readonly machine: string;
  readonly currency: string;
  readonly opened_at: Date;
  /** Null for a discrepancy, as outcome and amounts asked for are. */
  readonly kind: CashKind | null;
  readonly outcome: Outcome | null;
  readonly amount_minor: number | null;
  readonly owed_minor: number | null;
  readonly in_minor: number;
  readonly out_minor: number;
}

/** Cases that nobody settled, resolved or put off, newest first; of a discrepancy the sums of its lines. */
export async function readOpenCases(tx: Tx, org: string, shops: UuidArray, now: Date): Promise<readonly OpenCaseRow[]> {
  return tx<OpenCaseRow[]>`
    select c.case_id, c.shop_id, m.name as machine, c.currency, c.opened_at, c.kind, c.outcome, c.amount_minor, c.owed_minor,
      coalesce(c.in_minor, moved.into, 0) as in_minor, coalesce(c.out_minor, moved.out_of, 0) as out_minor
    from cases c
    join machines m on m.org_id = c.org_id and m.machine_id = c.machine_id
    left join lateral (
      select (sum(l."valueMinor" * l.pieces) filter (where l.direction = 'in'))::bigint as into,
        (sum(l."valueMinor" * l.pieces) filter (where l.direction = 'out'))::bigint as out_of
      from jsonb_to_recordset(c.lines) as l ("valueMinor" bigint, pieces bigint, direction text)
    ) moved on c.about = 'discrepancy'
    where c.org_id = ${org}
      and c.shop_id = any(${shops}::uuid[])
      and c.opened_at is not null and c.settled_at is null and c.resolved_at is null
      and (c.snoozed_until is null or c.snoozed_until <= ${now})
    order by c.opened_at desc
    limit ${OPEN_CASES_MAX}`;
}
