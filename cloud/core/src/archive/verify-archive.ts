import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { getLines } from './archive-file.ts';
import {
  DamagedArchive,
  type KnownVolume,
  listVolumes,
  type Manifest,
  NO_MANIFEST,
  readManifest,
  readUnknownManifest,
} from './manifest.ts';
import { verifyFiles } from './verify-volume.ts';

export interface VolumeCheck {
  readonly volume: number;
  /** `unknown`: it lies in the store, and the database does not know it; the next archiving makes it known again. */
  readonly state: 'verified' | 'dropped' | 'restored' | 'superseded' | 'unknown';
  /** Null: not signed, or not to be read. */
  readonly keyId: string | null;
  /** What does not agree; null where everything does. */
  readonly fault: string | null;
}

type StoredVolume = KnownVolume & Pick<VolumeCheck, 'state'>;

/**
 * Reads every volume of an organization back, those that the database knows and those that only the store has: signature,
 * chain, the hash of each file, and of what the database counts on every fact against the hash list of custody.
 */
export async function verifyArchive(
  { db, ...archive }: SealedPlace & { readonly db: Database },
  org: string,
): Promise<readonly VolumeCheck[]> {
  const known = await readTenant(
    db,
    org,
    (tx) => tx<StoredVolume[]>`
      select volume, state, encode(manifest_hash, 'hex') as hash, key_id as "keyId"
      from archive_volumes
      where org_id = ${org}
      order by volume`,
  );
  const listed = await listVolumes(archive, org);
  const end = Math.max(0, known.at(-1)?.volume ?? 0, listed.at(-1) ?? 0);
  const checks: VolumeCheck[] = [];
  let previous = NO_MANIFEST;
  for (let volume = 1; volume <= end; volume += 1) {
    const row = known.find((one) => one.volume === volume);
    const { state = 'unknown', keyId = null } = row ?? {};
    const read = await readVolume(archive, org, volume, row).catch(damageOf);
    if (read instanceof DamagedArchive) checks.push({ volume, state, keyId, fault: read.message });
    else {
      const damage = await judge(db, archive, read.manifest, { state, previous }).catch(damageOf);
      checks.push({ volume, state, keyId: read.known.keyId, fault: damage?.message ?? null });
    }
    previous = (read instanceof DamagedArchive ? row : read.known)?.hash ?? previous;
  }
  return checks;
}

async function judge(
  db: Database,
  { store }: SealedPlace,
  manifest: Manifest,
  { state, previous }: { readonly state: VolumeCheck['state']; readonly previous: string },
): Promise<undefined> {
  if (manifest.previous !== previous)
    throw new DamagedArchive(`volume ${manifest.volume} does not follow the one before it`);
  if (state === 'superseded' || state === 'unknown') for (const file of manifest.files) await getLines(store, file);
  else await verifyFiles(db, store, manifest);
}

function damageOf(error: unknown): DamagedArchive {
  if (error instanceof DamagedArchive) return error;
  throw error;
}

async function readVolume(
  archive: SealedPlace,
  org: string,
  volume: number,
  known: KnownVolume | undefined,
): Promise<{ readonly manifest: Manifest; readonly known: KnownVolume }> {
  if (known === undefined) return readUnknownManifest(archive, org, volume);
  return { manifest: await readManifest(archive, org, known), known };
}
