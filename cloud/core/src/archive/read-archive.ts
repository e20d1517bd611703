import { Fault } from '@tillbridge/shared/faults/fault';
import type { ArchiveMonth, ArchivePage, ArchiveVolume } from '@tillbridge/shared/reads-archive';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { organizationZone } from '../reads/organization-zone.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { firstOnlineMonth } from './due-months.ts';
import { DamagedArchive, type KnownVolume, readManifest, sha256 } from './manifest.ts';

/** Every month that the summaries know, newest first, with where its facts are. */
export function readArchive(
  db: Database,
  scope: ShopScope,
  about: { readonly place: ArchivePage['place']; readonly onlineMonths: number },
): Promise<ArchivePage> {
  const now = new Date();
  const online = firstOnlineMonth(now, about.onlineMonths);
  const { all, list } = shopFilter(scope);
  return readTenant(db, scope.org, async (tx) => {
    const months = await tx<{ month: string; transactions: number }[]>`
      select to_char(month, 'YYYY-MM') as month, sum(transactions)::bigint as transactions
      from monthly_summaries
      where org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))
      group by month
      union
      select to_char(v.month, 'YYYY-MM'), 0
      from archive_volumes v
      where v.org_id = ${scope.org}
        and not exists (select from monthly_summaries s where s.org_id = v.org_id and s.month = v.month)
      order by month desc`;
    const volumes = await volumesOf(tx, scope.org);
    const wishes = await wishesOf(tx, scope.org);
    return {
      asOf: now.toISOString(),
      timeZone: await organizationZone(tx, scope.org),
      ...about,
      months: months.map(({ month, transactions }) => {
        const here = volumes.filter((one) => one.month === month);
        return {
          month,
          transactions,
          state: stateOf(`${month}-01` < online, here),
          facts: here.reduce((sum, one) => sum + one.facts, 0),
          bytes: here.reduce((sum, one) => sum + one.bytes, 0),
          volumes: here.map(({ month: _month, bytes: _bytes, ...volume }) => volume),
          wish: wishes.get(month) ?? null,
        };
      }),
    };
  });
}

function stateOf(old: boolean, volumes: readonly { readonly state: string }[]): ArchiveMonth['state'] {
  if (volumes.some(({ state }) => state === 'restored')) return 'both';
  if (volumes.some(({ state }) => state === 'dropped')) return 'archived';
  return old ? 'due' : 'online';
}

type Volume = ArchiveMonth['volumes'][number] & { readonly month: string; readonly bytes: number };

async function volumesOf(tx: Tx, org: string): Promise<readonly Volume[]> {
  const rows = await tx<
    (Omit<Volume, 'verifiedAt' | 'droppedAt' | 'restoredAt'> & {
      verifiedAt: Date;
      droppedAt: Date | null;
      restoredAt: Date | null;
    })[]
  >`
    select volume, to_char(month, 'YYYY-MM') as month, state, facts, bytes, encode(manifest_hash, 'hex') as "manifestHash",
      verified_at as "verifiedAt", dropped_at as "droppedAt", restored_at as "restoredAt"
    from archive_volumes
    where org_id = ${org} and state <> 'superseded'
    order by volume`;
  return rows.map((row) => ({
    ...row,
    verifiedAt: row.verifiedAt.toISOString(),
    droppedAt: row.droppedAt?.toISOString() ?? null,
    restoredAt: row.restoredAt?.toISOString() ?? null,
  }));
}

async function wishesOf(tx: Tx, org: string): Promise<ReadonlyMap<string, NonNullable<ArchiveMonth['wish']>>> {
  const rows = await tx<
    { month: string; kind: 'archive' | 'restore'; askedAt: Date; doneAt: Date | null; failure: string | null }[]
  >`
    select distinct on (month) to_char(month, 'YYYY-MM') as month, kind, asked_at as "askedAt", done_at as "doneAt", failure
    from archive_wishes
    where org_id = ${org}
    order by month, asked_at desc`;
  return new Map(
    rows.map(({ month, askedAt, doneAt, ...rest }) => [
      month,
      { ...rest, askedAt: askedAt.toISOString(), doneAt: doneAt?.toISOString() ?? null },
    ]),
  );
}

/** The files of one volume that hold the person's shops. Throws `api.not-found`, `archive.damaged`. */
export async function readArchiveVolume(
  db: Database,
  archive: SealedPlace,
  scope: ShopScope,
  volume: number,
): Promise<ArchiveVolume> {
  const { all, list } = shopFilter(scope);
  const { manifest, hash } = await findManifest(db, archive, scope, volume);
  return {
    volume,
    month: manifest.month.slice(0, 7),
    manifestHash: hash,
    previous: manifest.previous,
    files: manifest.files
      .map(({ key: _key, ...file }, number) => ({ number, ...file }))
      .filter(({ shop }) => all || list.includes(shop)),
  };
}

/** One file as it lies in the archive, for a person who may see its shop; that it was taken is in the trail. */
export async function readArchiveFile(
  db: Database,
  archive: SealedPlace,
  scope: ShopScope,
  wish: { readonly volume: number; readonly number: number; readonly address: string },
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const { all, list } = shopFilter(scope);
  const { manifest } = await findManifest(db, archive, scope, wish.volume);
  const file = manifest.files[wish.number];
  if (file === undefined || !(all || list.includes(file.shop))) throw new Fault('api.not-found');
  const bytes = await archive.store.get(file.key);
  if (bytes === null || sha256(bytes) !== file.sha256) throw new Fault('archive.damaged', { detail: file.key });
  await withTenant(db, scope.org, (tx) =>
    appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'archive.downloaded',
      subject: manifest.month.slice(0, 7),
      address: wish.address,
      detail: { volume: wish.volume, shop: file.shop, file: file.key.split('/').at(-1) ?? '', hash: file.sha256 },
    }),
  );
  return { name: file.key.split('/').slice(-2).join('-'), bytes };
}

async function findManifest(db: Database, archive: SealedPlace, scope: ShopScope, volume: number) {
  const [known] = await readTenant(
    db,
    scope.org,
    (tx) => tx<KnownVolume[]>`
      select volume, encode(manifest_hash, 'hex') as hash, key_id as "keyId"
      from archive_volumes
      where org_id = ${scope.org} and volume = ${volume} and state <> 'superseded'`,
  );
  if (known === undefined) throw new Fault('api.not-found');
  try {
    return { manifest: await readManifest(archive, scope.org, known), hash: known.hash };
  } catch (error) {
    if (error instanceof DamagedArchive) throw new Fault('archive.damaged', { detail: error.message });
    throw error;
  }
}
