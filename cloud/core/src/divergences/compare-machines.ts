import type { Fact } from '@tillbridge/shared/fact';
import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { withSnapshot } from '../db/read-tenant.ts';
import { committed } from '../ingest/committed.ts';
import { type MachineNote, machinesOf } from '../ingest/companions.ts';
import { holdShop, raiseVersion } from './hold-shop.ts';
import { type Divergence, noteDivergences } from './note-divergences.ts';

/** Newest business days of a shop in which the last words of its machines are looked for. */
const DAYS_LOOKED_AT = 2;

interface DifferingRow {
  readonly name: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Compares what machines are said to be and to hold with what their newest facts say; puts it right where it differs. */
export async function compareMachines(db: Database, org: string, shop: string): Promise<readonly Divergence[]> {
  const seen = await withSnapshot(db, org, (tx) => differing(tx, org, shop, false));
  if (seen.length === 0) {
    await withTenant(db, org, (tx) => noteDivergences(tx, org, unitOf(shop), []));
    return [];
  }
  const found = await withTenant(db, org, async (tx) => {
    if (!(await holdShop(tx, org, shop))) return [];
    const rows = await differing(tx, org, shop, true);
    const divergences = [...new Set(rows.map((row) => row.name))].map((name) => {
      const its = rows.filter((row) => row.name === name);
      return {
        what: 'derived' as const,
        subject: `${unitOf(shop).subjects}${name}`,
        shop,
        rows: its.length,
        expected: its.map((row) => row.expected),
        found: its.map((row) => row.found),
        healed: true,
      };
    });
    await noteDivergences(tx, org, unitOf(shop), divergences);
    if (divergences.length > 0) await raiseVersion(tx, org, shop);
    return divergences;
  });
  if (found.length > 0) committed(db, org, shop);
  return found;
}

function unitOf(shop: string): { readonly shop: string; readonly subjects: string } {
  return { shop, subjects: 'machines ' };
}

async function differing(tx: Tx, org: string, shop: string, mends: boolean): Promise<readonly DifferingRow[]> {
  const batches = await batchesOf(tx, org, shop);
  if (batches.length === 0) return [];
  return tx<
    DifferingRow[]
  >`select * from compare_machines(${org}, ${shop}, ${JSON.stringify(batches)}::jsonb, ${mends})`;
}

interface FactRow {
  readonly batch: string;
  readonly at: string;
  readonly fact: Fact;
  /** False: what the bytes say is not even read, because they may be anything. */
  readonly proven: boolean;
}

interface Batch {
  /** When it came: ingest takes no word for later than that. */
  readonly at: string;
  readonly notes: readonly MachineNote[];
}

/** What ingest noted of the machines, batch by batch as they came; nothing where some bytes are not what custody took. */
async function batchesOf(tx: Tx, org: string, shop: string): Promise<readonly Batch[]> {
  const machines = await tx<{ machine_id: string; currency: string }[]>`
    select machine_id, currency from machines where org_id = ${org} and shop_id = ${shop}`;
  const rows = await tx<FactRow[]>`
    select f.received_at || ' ' || f.agent_id || ' ' || f.epoch as batch, f.received_at::text as at, p.proven,
      case when p.proven then fact_as_read(f) end as fact
    from facts f
    join agents a on a.org_id = f.org_id and a.agent_id = f.agent_id
    cross join lateral (
      select exists (
        select from listed_places(${org}, f.agent_id, f.epoch, f.sequence, f.sequence, ${BATCH_LINES_MAX}) l where l.hash = sha256(f.raw)
      ) or exists (
        select from quarantine q
        where q.org_id = ${org} and q.agent_id = f.agent_id and q.epoch = f.epoch and q.sequence = f.sequence and q.hash = sha256(f.raw)
      ) as proven
    ) p
    where f.org_id = ${org} and a.shop_id = ${shop} and f.business_date > (
        select max(business_date) from compared_days where org_id = ${org} and shop_id = ${shop} and facts > 0
      ) - ${DAYS_LOOKED_AT}::integer
      and (f.kind = 'machine.state' or position('"inventory":'::bytea in f.raw) > 0)
    order by f.received_at, f.agent_id, f.epoch, f.sequence, f.branch`;
  if (rows.some((row) => !row.proven)) return [];
  const currencies = new Map(machines.map((one) => [one.machine_id, one.currency]));
  const batches = new Map<string, { readonly at: string; readonly facts: Fact[] }>();
  for (const { batch, at, fact } of rows) {
    const known = batches.get(batch) ?? { at, facts: [] };
    known.facts.push(fact);
    batches.set(batch, known);
  }
  return [...batches.values()].map(({ at, facts }) => ({ at, notes: machinesOf(facts, currencies) }));
}
