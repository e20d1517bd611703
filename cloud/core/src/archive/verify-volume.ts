import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { getLines } from './archive-file.ts';
import { type ArchiveFile, DamagedArchive, type KnownVolume, type Manifest, readManifest, sha256 } from './manifest.ts';

interface Place {
  readonly agent_id: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
}

/** Reads a volume back whole, with its manifest. Throws a sentence that names the first thing that does not agree. */
export async function verifyVolume(
  db: Database,
  archive: SealedPlace,
  org: string,
  known: KnownVolume,
): Promise<Manifest> {
  const manifest = await readManifest(archive, org, known);
  await verifyFiles(db, archive.store, manifest);
  return manifest;
}

/**
 * Reads the files of a volume back, one after the other, and holds them against its manifest and against the hash list
 * of the database, which knows every fact apart from its bytes. Throws `DamagedArchive`.
 */
export async function verifyFiles(db: Database, store: ObjectStore, manifest: Manifest): Promise<void> {
  const found = { facts: 0, transactions: 0, lines: 0, inMinor: 0, outMinor: 0 };
  for (const [i, file] of manifest.files.entries()) {
    if (file.kind === 'facts') {
      const places = manifest.files[i + 1];
      if (places?.kind !== 'places') throw new DamagedArchive(`${file.key} has no places beside it`);
      found.facts += await verifyFacts(db, store, manifest.org, file, places);
    }
    if (file.kind === 'transactions') {
      for (const line of await getLines(store, file)) {
        const { row, lines } = JSON.parse(line.toString()) as TransactionLine;
        found.transactions += 1;
        found.lines += lines.length;
        found.inMinor += row.in_minor;
        found.outMinor += row.out_minor;
      }
    }
  }
  const said = {
    facts: manifest.facts,
    transactions: manifest.transactions,
    lines: manifest.lines,
    inMinor: manifest.sums.reduce((sum, one) => sum + one.inMinor, 0),
    outMinor: manifest.sums.reduce((sum, one) => sum + one.outMinor, 0),
  };
  if (JSON.stringify(found) !== JSON.stringify(said))
    throw new DamagedArchive(
      `volume ${manifest.volume} holds ${JSON.stringify(found)}, its manifest says ${JSON.stringify(said)}`,
    );
}

export interface TransactionLine {
  readonly row: Readonly<Record<string, unknown>> & { readonly in_minor: number; readonly out_minor: number };
  readonly lines: readonly object[];
}

async function verifyFacts(
  db: Database,
  store: ObjectStore,
  org: string,
  file: ArchiveFile,
  placesFile: ArchiveFile,
): Promise<number> {
  const [facts, places] = [await getLines(store, file), await getLines(store, placesFile)];
  if (facts.length !== places.length) throw new DamagedArchive(`${file.key} and its places differ in length`);
  const rows = places.map((line, i) => {
    const { agent_id, epoch, sequence, branch } = JSON.parse(line.toString()) as Place;
    return { agent_id, epoch, sequence, branch, hash: sha256(facts[i] ?? '') };
  });
  // Asked for by file, so that no transaction waits for the store.
  const [row] = await readTenant(
    db,
    org,
    (tx) => tx<{ unknown: number }[]>`
    select count(*) as unknown
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (agent_id uuid, epoch text, sequence bigint, branch integer, hash text)
    where not exists (
        select
        from stream_segments g
        where g.org_id = ${org} and g.agent_id = f.agent_id and g.epoch = f.epoch and f.branch = 0
          and g.last >= f.sequence and g.last < f.sequence + ${BATCH_LINES_MAX} and g.first <= f.sequence
          and substring(g.hashes from (32 * (f.sequence - g.first) + 1)::integer for 32) = decode(f.hash, 'hex'))
      and not exists (
        select
        from quarantine q
        where q.org_id = ${org} and q.agent_id = f.agent_id and q.epoch = f.epoch and q.sequence = f.sequence
          and q.hash = decode(f.hash, 'hex'))`,
  );
  if (row === undefined || row.unknown > 0)
    throw new DamagedArchive(`${file.key} holds ${row?.unknown ?? '?'} facts whose bytes are not those in custody`);
  return facts.length;
}
