import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { getLines } from './archive-file.ts';
import { type KnownVolume, type Manifest, sha256 } from './manifest.ts';
import type { TransactionLine } from './verify-volume.ts';
import { verifyVolume } from './verify-volume.ts';

const ROWS_AT_ONCE = 500;

/**
 * Puts a month of one organization back into the online tables, from volumes that are verified once more. All of it or
 * nothing, in one transaction; every fact's hash is compared with what the database stored. Answers the facts restored.
 */
export async function restoreMonth(
  { db, ...archive }: SealedPlace & { readonly db: Database },
  org: string,
  month: string,
): Promise<number> {
  const dropped = await readTenant(db, org, (tx) => droppedVolumes(tx, org, month));
  const manifests = new Map<number, Manifest>();
  for (const one of dropped) manifests.set(one.volume, await verifyVolume(db, archive, org, one));
  if (dropped.length > 0) await db.sql`select make_month(${month}::date)`;
  return withTenant(db, org, async (tx) => {
    await tx`select 1 from archive_volumes where org_id = ${org} and month = ${month}::date for update`;
    let restored = 0;
    for (const { volume } of await droppedVolumes(tx, org, month)) {
      const manifest = manifests.get(volume);
      // Dropped while the others were read: it comes with the next try.
      if (manifest === undefined) continue;
      restored += await insertVolume(tx, archive.store, manifest);
      await tx`
        update archive_volumes
        set state = 'restored', restored_at = now()
        where org_id = ${org} and volume = ${volume}`;
    }
    if (restored > 0) {
      await appendAudit(tx, {
        org,
        actorKind: 'system',
        actor: null,
        action: 'archive.restored',
        subject: month.slice(0, 7),
        detail: { volumes: manifests.size, facts: restored },
      });
    }
    return restored;
  });
}

function droppedVolumes(tx: Tx, org: string, month: string) {
  return tx<KnownVolume[]>`
    select volume, encode(manifest_hash, 'hex') as hash, key_id as "keyId"
    from archive_volumes
    where org_id = ${org} and month = ${month}::date and state = 'dropped'
    order by volume`;
}

async function insertVolume(tx: Tx, store: ObjectStore, manifest: Manifest): Promise<number> {
  let facts = 0;
  for (const [i, file] of manifest.files.entries()) {
    const next = manifest.files[i + 1];
    if (file.kind === 'facts' && next !== undefined)
      facts += await insertFacts(tx, await getLines(store, file), await getLines(store, next));
    if (file.kind === 'transactions') await insertTransactions(tx, await getLines(store, file));
  }
  if (facts !== manifest.facts) throw new Error(`${facts} of ${manifest.facts} facts could be restored`);
  return facts;
}

async function insertFacts(tx: Tx, facts: readonly Buffer[], places: readonly Buffer[]): Promise<number> {
  for (let from = 0; from < facts.length; from += ROWS_AT_ONCE) {
    const raws = facts.slice(from, from + ROWS_AT_ONCE);
    const stored = await tx<{ hash: string }[]>`
      insert into facts
      select (jsonb_populate_record(null::facts, t.place::jsonb || jsonb_build_object('raw', '\\x' || t.raw))).*
      from unnest(
        ${places.slice(from, from + ROWS_AT_ONCE).map(String)}::text[],
        ${raws.map((raw) => raw.toString('hex'))}::text[]) with ordinality as t (place, raw, n)
      order by t.n
      returning encode(sha256(raw), 'hex') as hash`;
    if (stored.some(({ hash }, i) => hash !== sha256(raws[i] ?? '')))
      throw new Error('a restored fact has other bytes than the archive');
  }
  return facts.length;
}

async function insertTransactions(tx: Tx, lines: readonly Buffer[]): Promise<void> {
  for (let from = 0; from < lines.length; from += ROWS_AT_ONCE) {
    const parsed = lines.slice(from, from + ROWS_AT_ONCE).map((line) => JSON.parse(line.toString()) as TransactionLine);
    await tx`
      insert into cash_transactions
      select (jsonb_populate_record(null::cash_transactions, value)).*
      from jsonb_array_elements(${JSON.stringify(parsed.map(({ row }) => row))}::jsonb)`;
    await tx`
      insert into denomination_lines
      select (jsonb_populate_record(null::denomination_lines, value)).*
      from jsonb_array_elements(${JSON.stringify(parsed.flatMap((one) => one.lines))}::jsonb)`;
  }
}
