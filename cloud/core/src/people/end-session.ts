import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { SESSION_ENDS_CHANNEL } from '../live/session-ends.ts';
import type { PersonClaim } from './require-person.ts';

export type SessionEnd = 'signed_out' | 'refresh_replayed';

/** Ends a session once; its open sockets on every process hear of it after the commit. */
export async function endSession(tx: Tx, claim: PersonClaim, because: SessionEnd, address: string): Promise<void> {
  const ended = await tx`
    update sessions
    set ended_at = now(), ended_because = ${because}
    where session_id = ${claim.session} and ended_at is null
    returning session_id`;
  if (ended.length === 0) return;
  await appendAudit(tx, {
    org: claim.org,
    actorKind: 'person',
    actor: claim.person,
    action: because === 'signed_out' ? 'session.ended' : 'session.refresh_replayed',
    subject: claim.session,
    refused: because !== 'signed_out',
    address,
  });
  await tx`select pg_notify(${SESSION_ENDS_CHANNEL}, ${claim.session})`;
}

export function signOut(db: Database, claim: PersonClaim, address: string): Promise<void> {
  return withTenant(db, claim.org, (tx) => endSession(tx, claim, 'signed_out', address));
}
