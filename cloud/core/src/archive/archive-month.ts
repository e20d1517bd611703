import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ObjectStore } from '../store/object-store.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';
import { NO_MANIFEST } from './manifest.ts';
import { verifyVolume } from './verify-volume.ts';
import { writeVolume } from './write-volume.ts';

export interface ArchiveTools {
  readonly db: Database;
  readonly store: ObjectStore;
  /** Called between the steps; a test throws there, as a killed process would end there. */
  readonly onStep?: (step: string) => void;
}

/** How a try to archive a month ended: `busy` when others kept the tables locked. */
export type Archived = 'dropped' | 'nothing' | 'differs' | 'busy';

const ROUNDS_MAX = 3;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings a month out of the online tables: for every organization written, read back and verified, and only then, when
 * nothing arrived meanwhile, dropped. Killed at any point it is simply done again. `month` is its first day.
 */
export async function archiveMonth(tools: ArchiveTools, month: string): Promise<Archived> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    for (const org of await everyOrganization(tools.db)) await archiveOf(tools, org, month);
    tools.onStep?.('everything verified');
    const archived = await dropMonth(tools.db, month);
    if (archived !== 'differs') return archived;
  }
  return 'differs';
}

async function dropMonth(db: Database, month: string): Promise<Archived> {
  try {
    const [row] = await db.sql<{ archived: Archived }[]>`select drop_archived_month(${month}::date) as archived`;
    return row?.archived ?? 'nothing';
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return 'busy';
    throw error;
  }
}

interface VolumeRow {
  readonly volume: number;
  readonly hash: string;
}

/** Makes sure that verified volumes hold exactly what the online tables hold of one organization and month. */
export async function archiveOf(tools: ArchiveTools, org: string, month: string): Promise<void> {
  const { db, store } = tools;
  const { current, agrees, empty } = await readTenant(db, org, (tx) => compare(tx, org, month));
  if (empty) return;
  if (agrees) {
    for (const { volume, hash } of current) await verifyVolume(db, store, { org, volume, hash });
    return;
  }
  const { volume, manifest, hash } = await readTenant(db, org, async (tx) => {
    const [last] = await tx<VolumeRow[]>`
      select volume, encode(manifest_hash, 'hex') as hash
      from archive_volumes
      where org_id = ${org}
      order by volume desc
      limit 1`;
    const next = { org, month, volume: (last?.volume ?? 0) + 1, previous: last?.hash ?? NO_MANIFEST };
    const written = await writeVolume(tx, store, tools.onStep ? { ...next, onStep: tools.onStep } : next);
    return { volume: next.volume, ...written };
  });
  await verifyVolume(db, store, { org, volume, hash });
  tools.onStep?.('a volume read back');
  await withTenant(db, org, async (tx) => {
    await tx`
      update archive_volumes
      set state = 'superseded'
      where org_id = ${org} and month = ${month}::date and state in ('verified', 'restored')`;
    await tx`
      insert into archive_volumes (org_id, volume, month, state, facts, transactions, lines, bytes, manifest_hash)
      values (
        ${org}, ${volume}, ${month}::date, 'verified', ${manifest.facts}, ${manifest.transactions}, ${manifest.lines},
        ${manifest.files.reduce((sum, file) => sum + file.bytes, 0)}, decode(${hash}, 'hex'))`;
    await appendAudit(tx, {
      org,
      actorKind: 'system',
      actor: null,
      action: 'archive.verified',
      subject: month.slice(0, 7),
      detail: { volume, facts: manifest.facts, manifest: hash },
    });
  });
  tools.onStep?.('a volume registered');
}

async function compare(
  tx: Tx,
  org: string,
  month: string,
): Promise<{ current: readonly VolumeRow[]; agrees: boolean; empty: boolean }> {
  const within = tx`org_id = ${org} and business_date >= ${month}::date and business_date < (${month}::date + interval '1 month')`;
  const [held] = await tx<{ facts: number; transactions: number; lines: number }[]>`
    select (select count(*) from facts where ${within}) as facts,
      (select count(*) from cash_transactions where ${within}) as transactions,
      (select count(*) from denomination_lines where ${within}) as lines`;
  const current = await tx<(VolumeRow & { facts: number; transactions: number; lines: number })[]>`
    select volume, encode(manifest_hash, 'hex') as hash, facts, transactions, lines
    from archive_volumes
    where org_id = ${org} and month = ${month}::date and state in ('verified', 'restored')
    order by volume`;
  const { facts = 0, transactions = 0, lines = 0 } = held ?? {};
  const sum = (pick: (row: (typeof current)[number]) => number) => current.reduce((all, row) => all + pick(row), 0);
  return {
    current,
    empty: facts + transactions + lines === 0,
    agrees:
      sum((row) => row.facts) === facts &&
      sum((row) => row.transactions) === transactions &&
      sum((row) => row.lines) === lines,
  };
}
