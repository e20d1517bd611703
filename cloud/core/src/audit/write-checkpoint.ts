import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { SealKeys } from '../store/seal.ts';
import { checkpointKey, readCheckpoints, sealCheckpoint } from './checkpoint.ts';

/**
 * Writes today's checkpoint of one trail to the second place; once a day, however often it is asked. A trail that is
 * shorter than its last checkpoint gets none: signing it would lend a name to a cut. Answers whether one was written.
 */
export async function writeCheckpoint(
  db: Database,
  org: string,
  seal: { readonly store: ObjectStore; readonly keys: SealKeys; readonly now: Date },
): Promise<boolean> {
  const { store, keys, now } = seal;
  const { checkpoints, lastStatement } = await readCheckpoints(store, keys, org);
  const last = checkpoints.at(-1);
  const day = now.toISOString().slice(0, 10);
  if (last !== undefined && (last.checkpoint === null || last.checkpoint.day >= day)) return false;
  const [head] = await readTenant(
    db,
    org,
    (tx) => tx<{ no: number; hash: string; held: string | null }[]>`
      select h.last_no as no, encode(h.last_hash, 'hex') as hash,
        (select encode(e.hash, 'hex') from audit_events e where e.org_id = ${org} and e.event_no = ${last?.checkpoint?.no ?? 0}) as held
      from audit_heads h
      where h.org_id = ${org}`,
  );
  const { no = 0, hash = '0'.repeat(64), held = null } = head ?? {};
  const before = last?.checkpoint;
  if (before !== undefined && before !== null && before.no > 0 && held !== before.hash) return false;
  const index = (last?.index ?? 0) + 1;
  const sealed = sealCheckpoint(keys, { org, index, day, at: now.toISOString(), no, hash }, lastStatement);
  await store.put(checkpointKey(org, index), sealed);
  return true;
}
