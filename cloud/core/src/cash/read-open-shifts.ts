import type { OpenShifts } from '@tillbridge/shared/reads-closings';
import type { KindSum } from '@tillbridge/shared/shift';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { requireShop } from '../reads/shop-ref.ts';

type Shift = OpenShifts['shifts'][number];

interface Row {
  readonly shift: string;
  readonly agent: string;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly source: Shift['source'];
  readonly counts: number;
  readonly countedAt: Date | null;
  readonly completeThrough: Date | null;
}

/**
 * The shift that each agent of a shop has open, with the figures of an X as far as the cloud holds its operations.
 * Throws `api.not-found` for a shop outside the scope.
 */
export function readOpenShifts(db: Database, scope: ShopScope, shop: string, now = new Date()): Promise<OpenShifts> {
  return readTenant(db, scope.org, async (tx) => {
    await requireShop(tx, scope, shop);
    const rows = await tx<Row[]>`
      select distinct on (s.agent_id) s.shift_id as shift, s.agent_id as agent, s.opened_at as "openedAt", s.opened_by as "openedBy", s.source,
        s.counts, s.counted_at as "countedAt", st.complete_through as "completeThrough"
      from shifts s
      join agents a on a.org_id = s.org_id and a.agent_id = s.agent_id and a.revoked_at is null
      left join lateral (
        select complete_through
        from streams
        where org_id = s.org_id and agent_id = s.agent_id and complete_through is not null
        order by ordinal desc
        limit 1
      ) st on true
      where s.org_id = ${scope.org} and s.shop_id = ${shop} and s.opened_at is not null and s.closed_at is null
        -- A journal that was put back may have left an older one open for ever.
        and not exists (
          select from shifts later
          where later.org_id = s.org_id and later.agent_id = s.agent_id and later.opened_at > s.opened_at)
      order by s.agent_id, s.opened_at desc`;
    const shifts: Shift[] = [];
    for (const row of rows) shifts.push(await withFigures(tx, scope.org, shop, row));
    return { asOf: now.toISOString(), shifts };
  });
}

async function withFigures(tx: Tx, org: string, shop: string, row: Row): Promise<Shift> {
  const kinds = await tx<KindSum[]>`
    select kind, currency, count(*) as operations, sum(in_minor)::bigint as "inMinor", sum(out_minor)::bigint as "outMinor"
    from cash_transactions
    where org_id = ${org} and shop_id = ${shop} and agent_id = ${row.agent}
      and occurred_at >= ${row.openedAt} and business_date >= (${row.openedAt}::timestamptz - interval '2 days')::date
    group by kind, currency
    order by currency, kind`;
  const openings = await tx<{ currency: string; opening: number }[]>`
    select m.currency, sum(l."valueMinor" * l.pieces)::bigint as opening
    from shifts s
    cross join jsonb_to_recordset(s.lines) as l (machine uuid, "valueMinor" bigint, pieces bigint)
    join machines m on m.org_id = s.org_id and m.machine_id = l.machine
    where s.org_id = ${org} and s.agent_id = ${row.agent} and s.shift_id = ${row.shift}
    group by m.currency`;
  const opening = new Map(openings.map((each) => [each.currency, each.opening]));
  const currencies = [...new Set([...opening.keys(), ...kinds.map((kind) => kind.currency)])].sort();
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    countedAt: row.countedAt?.toISOString() ?? null,
    completeThrough: row.completeThrough?.toISOString() ?? null,
    kinds: kinds.map((kind) => ({ ...kind })),
    sums: currencies.map((currency) => {
      const own = kinds.filter((kind) => kind.currency === currency);
      const openingMinor = opening.get(currency) ?? 0;
      const inMinor = own.reduce((sum, kind) => sum + kind.inMinor, 0);
      const outMinor = own.reduce((sum, kind) => sum + kind.outMinor, 0);
      return { currency, openingMinor, inMinor, outMinor, expectedMinor: openingMinor + inMinor - outMinor };
    }),
  };
}
