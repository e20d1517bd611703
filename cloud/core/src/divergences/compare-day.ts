import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { withSnapshot } from '../db/read-tenant.ts';
import { committed } from '../ingest/committed.ts';
import { holdShop, raiseVersion } from './hold-shop.ts';
import { type Divergence, noteDivergences } from './note-divergences.ts';

export interface ComparedDay {
  readonly facts: number;
  /** False: some facts of that day are not what custody took, or somebody wrote; nothing can be said of it yet. */
  readonly proven: boolean;
  readonly found: readonly Divergence[];
}

interface DifferingRow {
  /** Of a table; `nothing` differs, or `unproven`: the facts themselves are not what custody took. */
  readonly name: string;
  readonly expected: unknown;
  readonly found: unknown;
  readonly mended: boolean;
  readonly facts: number;
}

/**
 * Compares what was derived from the facts of a shop's business day with what they say. What differs is looked at again
 * while nobody else writes, and put right in the same transaction, where no fact of the shop is missing.
 */
export async function compareDay(db: Database, org: string, shop: string, day: string): Promise<ComparedDay> {
  const seen = await withSnapshot(db, org, (tx) => differing(tx, org, shop, day, false));
  if (seen.some((row) => row.name !== 'nothing' && row.name !== 'unproven')) {
    const compared = await withTenant(db, org, (tx) => mend(tx, org, shop, day));
    if (compared.found.some((one) => one.healed)) committed(db, org, shop);
    return compared;
  }
  const facts = seen[0]?.facts ?? 0;
  await withTenant(db, org, async (tx) => {
    if (seen.every((row) => row.name === 'nothing')) await noteDivergences(tx, org, unitOf(shop, day), []);
    await noteCompared(tx, org, shop, day, facts);
  });
  return { facts, proven: seen.every((row) => row.name !== 'unproven'), found: [] };
}

async function mend(tx: Tx, org: string, shop: string, day: string): Promise<ComparedDay> {
  if (!(await holdShop(tx, org, shop))) return { facts: 0, proven: false, found: [] };
  const rows = await differing(tx, org, shop, day, true);
  const facts = rows[0]?.facts ?? 0;
  const names = new Set(rows.map((row) => row.name).filter((name) => name !== 'nothing' && name !== 'unproven'));
  const found = [...names].map((name) =>
    divergenceOf(
      shop,
      day,
      name,
      rows.filter((row) => row.name === name),
    ),
  );
  await noteDivergences(tx, org, unitOf(shop, day), found);
  if (found.some((one) => one.healed)) await raiseVersion(tx, org, shop);
  await noteCompared(tx, org, shop, day, facts);
  return { facts, proven: rows.every((row) => row.name !== 'unproven'), found };
}

function divergenceOf(shop: string, day: string, name: string, rows: readonly DifferingRow[]): Divergence {
  return {
    what: 'derived',
    subject: `${unitOf(shop, day).subjects}${name}`,
    shop,
    day,
    rows: rows.length,
    expected: rows.map((row) => row.expected),
    found: rows.map((row) => row.found),
    healed: rows.every((row) => row.mended),
  };
}

function unitOf(shop: string, day: string): { readonly shop: string; readonly subjects: string } {
  return { shop, subjects: `day ${day} ` };
}

function differing(tx: Tx, org: string, shop: string, day: string, mends: boolean): Promise<DifferingRow[]> {
  return tx<DifferingRow[]>`
    select * from compare_day(${org}, ${shop}, ${day}::date, ${BATCH_LINES_MAX}, ${mends})`;
}

function noteCompared(tx: Tx, org: string, shop: string, day: string, facts: number): Promise<unknown> {
  return tx`
    insert into compared_days (org_id, shop_id, business_date, facts, compared_at)
    values (${org}, ${shop}, ${day}::date, ${facts}, now())
    on conflict (org_id, shop_id, business_date) do update set facts = excluded.facts, compared_at = excluded.compared_at`;
}
