import { createHash } from 'node:crypto';
import type { AuditCheck } from '@tillbridge/shared/reads-audit';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { SealKeys } from '../store/seal.ts';
import { type ReadCheckpoint, readCheckpoints } from './checkpoint.ts';

export interface SecondPlace {
  readonly store: ObjectStore;
  readonly keys: SealKeys;
}

type Break = AuditCheck['breaks'][number];

const EVENTS_AT_ONCE = 2_000;
const BREAKS_MAX = 50;

/**
 * Walks a whole trail in one snapshot, computes every hash again from what the rows say, and compares it with the
 * checkpoints of the second place. Memory stays with one step of the walk, however long the trail is.
 */
export async function verifyAudit(db: Database, org: string, second: SecondPlace | undefined): Promise<AuditCheck> {
  const now = new Date();
  // Read first: a checkpoint written meanwhile could name an event that the snapshot does not hold.
  const outside = await readSecond(second, org);
  const walked = await readTenant(db, org, (tx) => walk(tx, org, outside.checkpoints));
  const gaps = outside.checkpoints.flatMap(({ index }, place) => {
    const expected = (outside.checkpoints[place - 1]?.index ?? 0) + 1;
    return index > expected ? [{ kind: 'checkpoint_missing' as const, from: expected, to: index - 1 }] : [];
  });
  const forged = outside.checkpoints
    .filter(({ checkpoint }) => checkpoint === null)
    .map(({ index }) => ({ kind: 'checkpoint_forged' as const, from: index, to: index }));
  const breaks = [...walked.breaks, ...forged, ...gaps];
  const newest = outside.checkpoints.at(-1)?.checkpoint ?? null;
  return {
    asOf: now.toISOString(),
    sound: breaks.length === 0,
    events: walked.events,
    headHash: walked.headHash,
    breaks: breaks.slice(0, BREAKS_MAX),
    more: breaks.length > BREAKS_MAX,
    checkpoints: {
      place: outside.place,
      count: outside.checkpoints.length,
      newest: newest === null ? null : { day: newest.day, no: newest.no },
    },
  };
}

async function readSecond(
  second: SecondPlace | undefined,
  org: string,
): Promise<{ place: AuditCheck['checkpoints']['place']; checkpoints: readonly ReadCheckpoint[] }> {
  if (second === undefined) return { place: 'none', checkpoints: [] };
  try {
    const { checkpoints } = await readCheckpoints(second.store, second.keys, org);
    return { place: 'read', checkpoints };
  } catch {
    // The trail itself is judged all the same, and the answer says that nothing was compared.
    return { place: 'away', checkpoints: [] };
  }
}

async function walk(
  tx: Tx,
  org: string,
  checkpoints: readonly ReadCheckpoint[],
): Promise<{ breaks: Break[]; events: number; headHash: string }> {
  const breaks: Break[] = [];
  const wanted = new Map(
    checkpoints.flatMap(({ checkpoint }) => (checkpoint === null ? [] : [[checkpoint.no, checkpoint.hash]])),
  );
  let last = { no: 0, hash: '0'.repeat(64) };
  let events = 0;
  for (;;) {
    const rows = await tx<{ no: number; hash: string; content: string }[]>`
      select event_no as no, encode(hash, 'hex') as hash,
        jsonb_build_array(event_no, extract(epoch from at), actor_kind, actor_id, action, subject, refused, address, detail)::text as content
      from audit_events
      where org_id = ${org} and event_no > ${last.no}
      order by event_no
      limit ${EVENTS_AT_ONCE}`;
    for (const { no, hash, content } of rows) {
      if (no > last.no + 1) breaks.push({ kind: 'missing', from: last.no + 1, to: no - 1 });
      // Behind a gap the hash before is unknown: what follows is judged from here on.
      else if (hashOf(last.hash, content) !== hash) breaks.push({ kind: 'changed', from: no, to: no });
      const sealed = wanted.get(no);
      if (sealed !== undefined && sealed !== hash) breaks.push({ kind: 'rewritten', from: no, to: no });
      last = { no, hash };
    }
    events += rows.length;
    if (rows.length < EVENTS_AT_ONCE) break;
  }
  const [head] = await tx<{ no: number; hash: string }[]>`
    select last_no as no, encode(last_hash, 'hex') as hash
    from audit_heads
    where org_id = ${org}`;
  const end = Math.max(head?.no ?? 0, ...wanted.keys(), 0);
  if (end > last.no) breaks.push({ kind: 'cut', from: last.no + 1, to: end });
  else if (head?.no !== last.no && events > 0) breaks.push({ kind: 'rewritten', from: last.no, to: last.no });
  else if (head !== undefined && head.hash !== last.hash)
    breaks.push({ kind: 'rewritten', from: last.no, to: last.no });
  return { breaks, events, headHash: last.hash };
}

function hashOf(before: string, content: string): string {
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(content).digest('hex');
}
