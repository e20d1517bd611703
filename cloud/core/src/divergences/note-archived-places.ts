import { getLines } from '../archive/archive-file.ts';
import { type KnownVolume, readManifest } from '../archive/manifest.ts';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { SealedPlace } from '../store/read-places.ts';

interface Place {
  readonly agent_id: string;
  readonly epoch: string;
  readonly sequence: number;
}

/**
 * Notes once for each archived volume where its facts lay in their streams, so that a fact that left with its month is
 * not taken for a missing one. False: some volume could not be asked, and then nothing is known of missing facts.
 */
export async function noteArchivedPlaces(
  db: Database,
  archive: SealedPlace | undefined,
  org: string,
): Promise<boolean> {
  const volumes = await readTenant(
    db,
    org,
    (tx) => tx<KnownVolume[]>`
      select v.volume, encode(v.manifest_hash, 'hex') as hash, v.key_id as "keyId"
      from archive_volumes v
      where v.org_id = ${org} and v.state = 'dropped' and v.facts > 0
        and not exists (select from archived_places p where p.org_id = v.org_id and p.volume = v.volume)
      order by v.volume`,
  );
  for (const known of volumes) {
    if (archive === undefined) return false;
    const { volume } = known;
    const streams = await placesOf(archive, org, known);
    await withTenant(db, org, async (tx) => {
      for (const { agent, epoch, places } of streams) {
        await tx`
          insert into archived_places (org_id, volume, agent_id, epoch, places)
          values (${org}, ${volume}, ${agent}, ${epoch}, ${multirangeOf(places)}::int8multirange)
          on conflict do nothing`;
      }
    });
  }
  return true;
}

interface StreamPlaces {
  readonly agent: string;
  readonly epoch: string;
  readonly places: number[];
}

async function placesOf(archive: SealedPlace, org: string, known: KnownVolume): Promise<readonly StreamPlaces[]> {
  const manifest = await readManifest(archive, org, known);
  const streams = new Map<string, StreamPlaces>();
  for (const file of manifest.files) {
    if (file.kind !== 'places') continue;
    for (const line of await getLines(archive.store, file)) {
      const { agent_id: agent, epoch, sequence } = JSON.parse(line.toString()) as Place;
      const stream = streams.get(`${agent} ${epoch}`) ?? { agent, epoch, places: [] };
      stream.places.push(sequence);
      streams.set(`${agent} ${epoch}`, stream);
    }
  }
  return [...streams.values()];
}

/** Places as Postgres writes a multirange; those that follow one another become one range. */
function multirangeOf(places: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const place of places.toSorted((a, b) => a - b)) {
    const before = ranges.at(-1);
    if (before !== undefined && place <= before.last + 1) before.last = place;
    else ranges.push({ first: place, last: place });
  }
  return `{${ranges.map(({ first, last }) => `[${first},${last}]`).join(',')}}`;
}
