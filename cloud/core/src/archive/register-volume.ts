import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../db/client.ts';
import type { KnownVolume, Manifest } from './manifest.ts';

export interface NewVolume {
  readonly manifest: Manifest;
  readonly known: KnownVolume;
  /** `verified`: all that the tables hold of its month. `superseded`: only its place in the chain counts. */
  readonly state: 'verified' | 'superseded';
}

/** Writes down a volume that was read back. Written down before by another archiver, it stays as that one said. */
export async function registerVolume(
  tx: Tx,
  { manifest, known, state }: NewVolume,
  action: 'archive.verified' | 'archive.adopted',
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { org, month, files } = manifest;
  const { volume, hash, keyId } = known;
  const added = await tx`
    insert into archive_volumes (org_id, volume, month, state, facts, transactions, lines, bytes, manifest_hash, key_id)
    values (
      ${org}, ${volume}, ${month}::date, ${state}, ${manifest.facts}, ${manifest.transactions}, ${manifest.lines},
      ${files.reduce((sum, file) => sum + file.bytes, 0)}, decode(${hash}, 'hex'), ${keyId})
    on conflict (org_id, volume) do nothing
    returning volume`;
  if (added.length === 0) {
    const [there] = await tx<{ hash: string }[]>`
      select encode(manifest_hash, 'hex') as hash
      from archive_volumes
      where org_id = ${org} and volume = ${volume}`;
    if (there?.hash !== hash) throw new Error(`volume ${volume} is known with another manifest`);
    return;
  }
  if (state === 'verified') {
    await tx`
      update archive_volumes
      set state = 'superseded'
      where org_id = ${org} and month = ${month}::date and volume < ${volume} and state in ('verified', 'restored')`;
  }
  await appendAudit(tx, {
    org,
    actorKind: 'system',
    actor: null,
    action,
    subject: month.slice(0, 7),
    detail: { volume, facts: manifest.facts, manifest: hash, ...detail },
  });
}
