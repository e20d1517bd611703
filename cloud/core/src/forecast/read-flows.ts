import type { CashKind } from '@tillbridge/shared/cash';
import type { Tx } from '../db/client.ts';
import type { FlowRow, FlowUnit } from './flow-history.ts';

/** What customers and sellers move; what staff bring or take away follows from it and is no rhythm. */
const TRADE: readonly CashKind[] = ['deposit', 'sale', 'change', 'payout', 'exchange', 'purchase_payout'];

export interface FlowWish {
  readonly org: string;
  readonly shop: string;
  readonly timeZone: string;
  readonly from: string;
  readonly through: string;
}

/** Pieces by unit and hour of the clock of the business days from `from` through `through`, by machine. */
export async function readFlows(tx: Tx, wish: FlowWish): Promise<ReadonlyMap<string, readonly FlowRow[]>> {
  const { org, shop, timeZone, from, through } = wish;
  const rows = await tx<(FlowRow & { readonly machine: string })[]>`
    select t.machine_id as machine, t.business_date as day, extract(hour from t.occurred_at at time zone ${timeZone})::int as hour,
      l.place, l.unit, l.form, l.value_minor as "valueMinor",
      coalesce(sum(l.pieces) filter (where l.direction = 'in'), 0)::int as "inPieces",
      coalesce(sum(l.pieces) filter (where l.direction = 'out'), 0)::int as "outPieces"
    from cash_transactions t
    join denomination_lines l on l.org_id = t.org_id and l.business_date = t.business_date and l.transaction_id = t.transaction_id
    where t.org_id = ${org} and t.shop_id = ${shop} and t.business_date between ${from}::date and ${through}::date
      and t.kind = any(${[...TRADE]})
    group by 1, 2, 3, 4, 5, 6, 7`;
  const flows = new Map<string, FlowRow[]>();
  for (const { machine, ...row } of rows) {
    const its = flows.get(machine) ?? [];
    its.push(row);
    flows.set(machine, its);
  }
  return flows;
}

/** The units of a shop's machines, by machine; every one in service has an entry. */
export async function readFlowUnits(
  tx: Tx,
  org: string,
  shop: string,
): Promise<ReadonlyMap<string, readonly FlowUnit[]>> {
  const rows = await tx<(Omit<FlowUnit, 'unit'> & { readonly machine: string; readonly unit: string | null })[]>`
    select m.machine_id as machine, u.unit, u.role, u.form, u.value_minor as "valueMinor", u.capacity
    from machines m
    left join machine_units u on u.org_id = m.org_id and u.machine_id = m.machine_id
    where m.org_id = ${org} and m.shop_id = ${shop} and m.retired_at is null
    order by m.machine_id, u.unit_order`;
  const units = new Map<string, FlowUnit[]>();
  for (const { machine, unit, ...row } of rows) {
    const its = units.get(machine) ?? [];
    units.set(machine, its);
    if (unit !== null) its.push({ unit, ...row });
  }
  return units;
}
