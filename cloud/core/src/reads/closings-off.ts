import type { Tx } from '../db/client.ts';
import type { UuidArray } from '../db/uuid-array.ts';

export interface ClosingOffRow {
  readonly shop_id: string;
  readonly shift_id: string;
  readonly number: number;
  readonly closed_at: Date;
  readonly sums: readonly { readonly currency: string; readonly varianceMinor: number | null }[];
  /** What the limit takes (a reason, an approval) was not given yet. */
  readonly waits: boolean;
}

/** So long a closing is told that was off and is settled; one that still waits, longer. */
const TOLD_HOURS = 24;
const WAITS_DAYS_MAX = 30;

/** Closings of late whose count was off by more than passes without a word. */
export function readClosingsOff(tx: Tx, org: string, shops: UuidArray, now: Date): Promise<readonly ClosingOffRow[]> {
  return tx<ClosingOffRow[]>`
    select c.shop_id, c.shift_id, c.number, c.closed_at, c.sums, w.waits
    from closings c
    cross join lateral (
      select not c.settled and not exists (
        select from closing_adjustments a
        where a.org_id = c.org_id and a.shift_id = c.shift_id and a.what = 'approved'
      ) as waits
    ) w
    where c.org_id = ${org} and c.shop_id = any(${shops}::uuid[]) and c.tier <> 'automatic'
      and c.closed_at > ${now}::timestamptz - make_interval(days => ${WAITS_DAYS_MAX})
      and (w.waits or c.closed_at > ${now}::timestamptz - make_interval(hours => ${TOLD_HOURS}))
    order by c.closed_at desc`;
}
