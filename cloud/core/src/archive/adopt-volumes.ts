import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { getLines } from './archive-file.ts';
import { heldOnline } from './held-online.ts';
import {
  DamagedArchive,
  listVolumes,
  type Manifest,
  NO_MANIFEST,
  organizationPath,
  readUnknownManifest,
  sha256,
  volumePath,
} from './manifest.ts';
import { registerVolume } from './register-volume.ts';
import { verifyFiles } from './verify-volume.ts';

/** The end of an organization's chain of volumes: where the next one is tied to. */
export interface ChainEnd {
  readonly volume: number;
  readonly hash: string;
}

/**
 * Makes known again what the store holds behind the last volume that the database knows: written before the database was
 * restored to an older backup, or by an archiver that was killed before it wrote its row. Each must carry our signature
 * and follow the one before it. Answers the end of the chain.
 *
 * Throws `DamagedArchive` with what a person must do where one of them cannot be believed; nothing is numbered over it.
 */
export async function adoptVolumes(
  { db, ...archive }: SealedPlace & { readonly db: Database },
  org: string,
): Promise<ChainEnd> {
  let last = await lastKnown(db, org);
  const listed = await listVolumes(archive, org);
  if (last.volume > 0 && !listed.includes(last.volume))
    throw new DamagedArchive(`volume ${last.volume} is missing: is ARCHIVE_STORE the archive of this database?`);
  for (const volume of listed.filter((one) => one > last.volume)) {
    try {
      last = await adopt(db, archive, org, volume, last);
    } catch (error) {
      if (!(error instanceof DamagedArchive)) throw error;
      throw new DamagedArchive(
        `${error.message}. Put it back from a copy of the store, or move ${volumePath(org, volume)} and what follows away`,
      );
    }
  }
  return last;
}

async function lastKnown(db: Database, org: string): Promise<ChainEnd> {
  const [last] = await readTenant(
    db,
    org,
    (tx) => tx<ChainEnd[]>`
      select volume, encode(manifest_hash, 'hex') as hash
      from archive_volumes
      where org_id = ${org}
      order by volume desc
      limit 1`,
  );
  return last ?? { volume: 0, hash: NO_MANIFEST };
}

async function adopt(
  db: Database,
  archive: SealedPlace,
  org: string,
  volume: number,
  last: ChainEnd,
): Promise<ChainEnd> {
  if (volume !== last.volume + 1) throw new DamagedArchive(`${organizationPath(org)} lacks volume ${last.volume + 1}`);
  const { manifest, known } = await readUnknownManifest(archive, org, volume);
  if (manifest.previous !== last.hash)
    throw new DamagedArchive(`volume ${volume} does not follow volume ${last.volume}`);
  const missing = await factsNotOnline(db, archive, manifest);
  const online = await readTenant(db, org, (tx) => heldOnline(tx, org, manifest.month));
  const whole =
    missing === 0 &&
    online.facts === manifest.facts &&
    online.transactions === manifest.transactions &&
    online.lines === manifest.lines;
  if (whole) await verifyFiles(db, archive.store, manifest);
  const state = whole ? 'verified' : 'superseded';
  await withTenant(db, org, (tx) =>
    registerVolume(tx, { manifest, known, state }, 'archive.adopted', { counts: whole, missing }),
  );
  return known;
}

/** Reads every file of a volume; answers how many of its facts the tables do not hold with the same bytes. */
async function factsNotOnline(db: Database, { store }: SealedPlace, manifest: Manifest): Promise<number> {
  let missing = 0;
  for (const [i, file] of manifest.files.entries()) {
    const lines = await getLines(store, file);
    const places = manifest.files[i + 1];
    if (file.kind !== 'facts') continue;
    if (places?.kind !== 'places') throw new DamagedArchive(`${file.key} has no places beside it`);
    missing += await missingOf(db, manifest, lines, await getLines(store, places));
  }
  return missing;
}

async function missingOf(
  db: Database,
  { org }: Manifest,
  facts: readonly Buffer[],
  places: readonly Buffer[],
): Promise<number> {
  const rows = places.map((line, i) => {
    const { business_date, agent_id, epoch, sequence, branch } = JSON.parse(line.toString()) as FactPlace;
    return { business_date, agent_id, epoch, sequence, branch, hash: sha256(facts[i] ?? '') };
  });
  const [row] = await readTenant(
    db,
    org,
    (tx) => tx<{ missing: number }[]>`
      select count(*) as missing
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as p (business_date date, agent_id uuid, epoch text, sequence bigint, branch integer, hash text)
      where not exists (
        select
        from facts f
        where f.org_id = ${org} and f.business_date = p.business_date and f.agent_id = p.agent_id and f.epoch = p.epoch
          and f.sequence = p.sequence and f.branch = p.branch and sha256(f.raw) = decode(p.hash, 'hex'))`,
  );
  return row?.missing ?? facts.length;
}

interface FactPlace {
  readonly business_date: string;
  readonly agent_id: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
}
