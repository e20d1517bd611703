import type postgres from 'postgres';
import type { Chain, ChainFact } from './chain.ts';
import type { BenchAgent } from './cloud-rig.ts';

/** Columns of one batch, built before the clock runs. */
export type BareBatch = readonly unknown[];

/** What an insert of the same rows needs and nothing else: no check, no hash, no custody, no sums. */
export function bareBatches(chain: Chain, size: number): readonly BareBatch[] {
  const batches: BareBatch[] = [];
  for (let at = 0; at < chain.facts.length; at += size) batches.push(columnsOf(chain.facts.slice(at, at + size)));
  return batches;
}

function columnsOf(facts: readonly ChainFact[]): BareBatch {
  const sales = facts.filter((fact) => fact.sale !== undefined);
  const lines = sales.flatMap((fact) =>
    (fact.sale?.lines ?? []).map((line, no) => ({ ...line, no, operation: fact.sale?.operation })),
  );
  return [
    facts.map((fact) => fact.sequence),
    facts.map((fact) => fact.id),
    facts.map((fact) => fact.kind),
    ...rawColumns(facts),
    sales.map((fact) => fact.sequence),
    sales.map((fact) => fact.sale?.operation),
    sales.map((fact) => fact.sale?.amountMinor),
    sales.map((fact) => fact.sale?.inMinor),
    sales.map((fact) => fact.sale?.outMinor),
    sales.map((fact) => fact.sale?.operator),
    sales.map((fact) => fact.sale?.reference),
    lines.map((line) => line.operation),
    lines.map((line) => line.no),
    lines.map((line) => line.valueMinor),
    lines.map((line) => line.form),
    lines.map((line) => line.pieces),
    lines.map((line) => line.direction),
    lines.map((line) => line.place),
    lines.map((line) => line.unit),
  ];
}

/** The lines as one text with their places in it: the cheapest way to send them that was found. */
function rawColumns(facts: readonly ChainFact[]): readonly unknown[] {
  let end = 1;
  const starts = facts.map((fact) => {
    const start = end;
    end += fact.line.length;
    return start;
  });
  return [
    Buffer.concat(facts.map((fact) => fact.line)).toString('utf8'),
    starts,
    facts.map((fact) => fact.line.length),
  ];
}

const INSERT = `
with f as (
  insert into facts (org_id, business_date, agent_id, epoch, sequence, shop_id, fact_id, kind, occurred_at, received_at, raw)
  select $1::uuid, $2::date, $3::uuid, $4, t.sequence, $5::uuid, t.id, t.kind, $6::timestamptz, now(), substring(r.bytes from t.start for t.length)
  from unnest($8::bigint[], $9::uuid[], $10::text[], $12::integer[], $13::integer[]) as t (sequence, id, kind, start, length),
    (select convert_to($11::text, 'UTF8') as bytes offset 0) r
), c as (
  insert into cash_transactions (
    org_id, business_date, transaction_id, shop_id, machine_id, agent_id, epoch, sequence, kind, outcome, currency,
    amount_minor, in_minor, out_minor, owed_minor, operator, reference, occurred_at, received_at)
  select $1, $2, t.operation, $5, $7::uuid, $3, $4, t.sequence, 'sale', 'completed', 'THB',
    t.amount, t.taken, t.given, 0, t.operator, t.reference, $6, now()
  from unnest($14::bigint[], $15::uuid[], $16::bigint[], $17::bigint[], $18::bigint[], $19::text[], $20::text[])
    as t (sequence, operation, amount, taken, given, operator, reference)
)
insert into denomination_lines (org_id, business_date, transaction_id, line_no, value_minor, form, pieces, direction, place, unit)
select $1, $2, t.operation, t.no, t.value, t.form, t.pieces, t.direction, t.place, t.unit
from unnest($21::uuid[], $22::smallint[], $23::bigint[], $24::text[], $25::integer[], $26::text[], $27::text[], $28::text[])
  as t (operation, no, value, form, pieces, direction, place, unit)`;

/** The rows of one batch by one statement in one transaction, as a role that row security does not slow down. */
export async function insertBare(sql: postgres.Sql, agent: BenchAgent, chain: Chain, batch: BareBatch): Promise<void> {
  const fixed = [agent.org, chain.businessDate, agent.agent, chain.epoch, agent.shop, chain.occurredAt, agent.machine];
  await sql.unsafe(INSERT, [...fixed, ...batch] as postgres.ParameterOrJSON<never>[], { prepare: true });
}

/** The stream row that the facts' foreign key asks for. */
export async function insertStream(sql: postgres.Sql, agent: BenchAgent, chain: Chain): Promise<void> {
  const headerHash = Buffer.from(chain.headerHash, 'hex');
  await sql`
    insert into streams (org_id, agent_id, epoch, ordinal, header, header_hash, start_number, start_nonce, high_water_hash)
    select ${agent.org}, ${agent.agent}, ${chain.epoch}, 1 + count(*), ${chain.header}, ${headerHash}, 1, ${chain.start.nonce}, ${headerHash}
    from streams
    where org_id = ${agent.org} and agent_id = ${agent.agent}`;
}
