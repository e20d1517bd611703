import { Fault } from '@tillbridge/shared/faults/fault';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { endSessions } from './end-sessions.ts';
import { isByService } from './own-account.ts';
import type { ShopScope } from './require-person.ts';

/** Newest use first; a person with more open sessions than this sees those used last. */
const SESSIONS_MAX = 100;

/** Where the person is signed in right now, in whichever organization; by a service, in its own only. */
export function readOwnSessions(db: Database, scope: ShopScope): Promise<SessionRows> {
  const org = isByService(scope) ? scope.org : null;
  return readTenant(db, scope.org, async (tx) => ({ rows: await openSessions(tx, scope.person, org, scope.session) }));
}

/** Open sessions of one person, in one organization or in all. */
export async function openSessions(
  tx: Tx,
  person: string,
  org: string | null,
  current: string,
): Promise<SessionRows['rows']> {
  const rows = await tx<
    { id: string; device: string; address: string; came_by: string; created_at: Date; last_used_at: Date }[]
  >`
    select session_id as id, user_agent as device, address, came_by, created_at, last_used_at
    from sessions
    where person_id = ${person}
      and (${org}::uuid is null or org_id = ${org}::uuid)
      and ended_at is null
      and expires_at > now()
    order by last_used_at desc, session_id
    limit ${SESSIONS_MAX}`;
  return rows.map(({ came_by: cameBy, created_at: createdAt, last_used_at: lastUsedAt, ...row }) => ({
    ...row,
    cameBy: cameBy as SessionRows['rows'][number]['cameBy'],
    current: row.id === current,
    since: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
  }));
}

/** Ends one of the person's own sessions. Throws `api.not-found` for anybody else's. */
export function endOwnSession(db: Database, scope: ShopScope, session: string, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    const ended = await endSessions(tx, { ...ownReach(scope), only: session, because: 'ended_by_person' });
    if (ended === 0) throw new Fault('api.not-found');
    await appendAudit(tx, { ...ownEntry(scope, address), action: 'session.ended', subject: session });
  });
}

/** Ends every session of the person but the one that asks. Answers how many there were. */
export function endOtherSessions(db: Database, scope: ShopScope, address: string): Promise<{ readonly ended: number }> {
  return withTenant(db, scope.org, async (tx) => {
    const ended = await endSessions(tx, { ...ownReach(scope), except: scope.session, because: 'ended_by_person' });
    const entry = { ...ownEntry(scope, address), action: 'session.others-ended', detail: { ended } };
    if (ended > 0) await appendAudit(tx, entry);
    return { ended };
  });
}

/** A sign-in service speaks for its own organization only. */
function ownReach(scope: ShopScope): { readonly person: string; readonly org?: string } {
  return isByService(scope) ? { person: scope.person, org: scope.org } : { person: scope.person };
}

/** The part of a line of the trail that is the same for whatever a person does to the own account. */
export function ownEntry(scope: ShopScope, address: string) {
  return { org: scope.org, actorKind: 'person', actor: scope.person, subject: scope.person, address } as const;
}
