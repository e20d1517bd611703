import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';
import { adoptVolumes } from './adopt-volumes.ts';
import { type HeldOnline, heldOnline } from './held-online.ts';
import { type KnownVolume, putManifest, readManifest } from './manifest.ts';
import { registerVolume } from './register-volume.ts';
import { verifyFiles, verifyVolume } from './verify-volume.ts';
import { writeFiles } from './write-volume.ts';

export interface ArchiveTools extends SealedPlace {
  readonly db: Database;
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

/** Makes sure that verified volumes hold exactly what the online tables hold of one organization and month. */
export async function archiveOf(tools: ArchiveTools, org: string, month: string): Promise<void> {
  const { db, store } = tools;
  const online = await readTenant(db, org, (tx) => heldOnline(tx, org, month));
  if (online.facts + online.transactions + online.lines === 0) return;
  const last = await adoptVolumes(tools, org);
  const { volumes, agrees } = await readTenant(db, org, (tx) => compare(tx, org, month));
  if (agrees) {
    for (const known of volumes) await verifyVolume(db, tools, org, known);
    return;
  }
  const next = { org, month, volume: last.volume + 1, previous: last.hash };
  const manifest = await readTenant(db, org, (tx) =>
    writeFiles(tx, store, tools.onStep ? { ...next, onStep: tools.onStep } : next),
  );
  // Signed is only what was read back.
  await verifyFiles(db, store, manifest);
  tools.onStep?.('a volume read back');
  const known = await putManifest(tools, manifest);
  tools.onStep?.('the manifest');
  await readManifest(tools, org, known);
  await withTenant(db, org, (tx) => registerVolume(tx, { manifest, known, state: 'verified' }, 'archive.verified'));
  tools.onStep?.('a volume registered');
}

/** The signed volumes that stand for a month while it is online, and whether they hold as much as the tables. */
async function compare(
  tx: Tx,
  org: string,
  month: string,
): Promise<{ readonly volumes: readonly KnownVolume[]; readonly agrees: boolean }> {
  const held = await heldOnline(tx, org, month);
  const volumes = await tx<(KnownVolume & HeldOnline)[]>`
    select volume, encode(manifest_hash, 'hex') as hash, key_id as "keyId", facts, transactions, lines
    from archive_volumes
    where org_id = ${org} and month = ${month}::date and state in ('verified', 'restored') and key_id is not null
    order by volume`;
  const sum = (what: keyof HeldOnline) => volumes.reduce((all, row) => all + row[what], 0);
  return {
    volumes,
    agrees: (['facts', 'transactions', 'lines'] as const).every((what) => sum(what) === held[what]),
  };
}
