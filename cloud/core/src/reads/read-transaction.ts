import { createHash } from 'node:crypto';
import type { CashLine } from '@tillbridge/shared/cash';
import type { Fact } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { TransactionDetail } from '@tillbridge/shared/reads';
import { REVERSALS_SHOWN_MAX } from '@tillbridge/shared/reads-reversals';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { readReversalRows } from '../reversals/reversal-rows.ts';
import { isReversed, toTransactionRow } from './transaction-rows.ts';

type Columns = Parameters<typeof toTransactionRow>[0];

interface DetailRow extends Columns {
  readonly code: string;
  readonly name_th: string;
  readonly name_en: string;
  readonly time_zone: string;
  readonly machine: string;
  readonly serial: string | null;
  readonly retired: boolean;
  readonly agent_id: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
  readonly raw: Buffer;
  readonly first: number | null;
  readonly last: number | null;
}

/** One transaction with its pieces and its way. Throws `api.not-found` for one outside the scope. */
export function readTransaction(
  db: Database,
  scope: ShopScope,
  id: string,
  now: Date = new Date(),
): Promise<TransactionDetail> {
  return readTenant(db, scope.org, async (tx) => {
    const row = await readRow(tx, scope, id);
    if (row === undefined) throw new Fault('api.not-found');
    const lines = await readLines(tx, scope.org, row);
    const mapped = await readMapped(tx, scope.org, row);
    const reversals = await readReversalRows(
      tx,
      scope,
      { transaction: id },
      { after: null, limit: REVERSALS_SHOWN_MAX },
    );
    // The very bytes were checked against the schema when they were taken in.
    const fact = JSON.parse(row.raw.toString('utf8')) as Fact<'cash.transaction'>;
    const { steps, seal, receiver } = fact.body;
    return {
      asOf: now.toISOString(),
      row: toTransactionRow(row),
      shop: { id: row.shop_id, code: row.code, name: { th: row.name_th, en: row.name_en }, timeZone: row.time_zone },
      machine: { id: row.machine_id, name: row.machine, serial: row.serial, retired: row.retired },
      lines,
      reason: fact.body.reason ?? null,
      ...(seal === undefined ? {} : { seal }),
      ...(receiver === undefined ? {} : { receiver }),
      steps,
      intendedAt: steps.find((step) => step.code === 'intent_written')?.at ?? null,
      fact: {
        agent: row.agent_id,
        epoch: row.epoch,
        sequence: row.sequence,
        branch: row.branch,
        hash: createHash('sha256').update(row.raw).digest('hex'),
        clockOk: fact.clockOk,
        batch: { first: row.first ?? row.sequence, last: row.last ?? row.sequence },
      },
      mapped,
      reversal: reversals.find(({ reverses, restoredBy }) => reverses === null && restoredBy === null) ?? null,
      reversals,
    };
  });
}

async function readRow(tx: Tx, scope: ShopScope, id: string): Promise<DetailRow | undefined> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<DetailRow[]>`
    select t.*, ${isReversed(tx, 't')} as reversed, s.code, s.name_th, s.name_en, s.time_zone, m.name as machine, m.serial, m.retired_at is not null as retired, f.raw, b.first, b.last
    from cash_transactions t
    join shops s on s.org_id = t.org_id and s.shop_id = t.shop_id
    join machines m on m.org_id = t.org_id and m.machine_id = t.machine_id
    join facts f
      on f.org_id = t.org_id
      and f.business_date = t.business_date
      and f.agent_id = t.agent_id
      and f.epoch = t.epoch
      and f.sequence = t.sequence
      and f.branch = t.branch
    left join lateral (
      select g.first, g.last
      from stream_segments g
      where g.org_id = t.org_id and g.agent_id = t.agent_id and g.epoch = t.epoch and g.last >= t.sequence
      order by g.last
      limit 1
    ) b on true
    where t.org_id = ${scope.org}
      and t.transaction_id = ${id}
      and (${all} or t.shop_id = any(${[...list]}::uuid[]))`;
  return row;
}

async function readMapped(tx: Tx, org: string, row: DetailRow): Promise<TransactionDetail['mapped']> {
  const mapped = await tx<TransactionDetail['mapped']>`
    select m.what, m.from_name as "from", coalesce(known.name, m.to_name) as "to"
    from mapped_facts f
    join quarantine_mappings m on m.org_id = f.org_id and m.mapping_id = f.mapping_id
    left join machines known on m.what = 'machine' and known.org_id = m.org_id and known.machine_id::text = m.to_name
    where f.org_id = ${org} and f.agent_id = ${row.agent_id} and f.epoch = ${row.epoch} and f.sequence = ${row.sequence} and f.branch = ${row.branch}
    order by m.what, m.from_name`;
  return mapped.map((each) => ({ ...each }));
}

async function readLines(tx: Tx, org: string, row: DetailRow): Promise<CashLine[]> {
  const lines = await tx<(Omit<CashLine, 'unit'> & { readonly unit: string | null })[]>`
    select value_minor as "valueMinor", form, pieces, direction, place, unit
    from denomination_lines
    where org_id = ${org} and business_date = ${row.business_date}::date and transaction_id = ${row.transaction_id}
    order by line_no`;
  return lines.map(({ unit, ...line }) => ({ ...line, ...(unit === null ? {} : { unit }) }));
}
