import { Fault } from '@tillbridge/shared/faults/fault';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { lockRights, requireAnotherOwner } from '../roles/rights-now.ts';
import { endSessions } from './end-sessions.ts';
import { lockMember, type Member, readMembers, wholeReach } from './members.ts';
import { openSessions } from './own-sessions.ts';
import type { ShopScope } from './require-person.ts';
import { requireWithin } from './within.ts';

/**
 * Takes a person out of the organization: sessions, refresh tokens and open sockets end with the commit, on every
 * process, and so do invitations they sent. Throws `api.not-found`, `api.forbidden` for whoever holds more than the one
 * who asks, `people.yourself` and `people.last-owner`.
 */
export function removePerson(db: Database, scope: ShopScope, person: string, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    await lockRights(tx, scope, 'people.manage');
    const member = await requireManaged(tx, scope, person);
    if (member.owner && member.allShops) await requireAnotherOwner(tx, scope.org, person);
    await tx`update memberships set removed_at = now() where org_id = ${scope.org} and person_id = ${person}`;
    await tx`
      update invitations
      set revoked_at = now()
      where org_id = ${scope.org} and invited_by = ${person} and accepted_at is null and revoked_at is null`;
    await tx`delete from identities where org_id = ${scope.org} and person_id = ${person}`;
    const ended = await endSessions(tx, { person, org: scope.org, because: 'person_removed' });
    await note(tx, scope, person, address, 'person.removed', ended);
  });
}

/** Signs a person out everywhere in this organization. Throws as `removePerson` does, but for the last owner. */
export function endSessionsOfPerson(
  db: Database,
  scope: ShopScope,
  person: string,
  address: string,
): Promise<{ readonly ended: number }> {
  return withTenant(db, scope.org, async (tx) => {
    await requireManaged(tx, scope, person);
    const ended = await endSessions(tx, { person, org: scope.org, because: 'ended_by_administrator' });
    await note(tx, scope, person, address, 'person.sessions-ended', ended);
    return { ended };
  });
}

/** Where a person is signed in to this organization. Throws `api.not-found`. */
export function readSessionsOfPerson(db: Database, scope: ShopScope, person: string): Promise<SessionRows> {
  return readTenant(db, scope.org, async (tx) => {
    const [member] = await readMembers(tx, scope, person);
    if (member === undefined) throw new Fault('api.not-found');
    return { rows: await openSessions(tx, person, scope.org, scope.session) };
  });
}

async function requireManaged(tx: Tx, scope: ShopScope, person: string): Promise<Member> {
  const member = await lockMember(tx, scope, person);
  if (person === scope.person) throw new Fault('people.yourself');
  requireWithin(scope, await wholeReach(tx, scope, member));
  return member;
}

function note(tx: Tx, scope: ShopScope, person: string, address: string, action: string, ended: number): Promise<void> {
  const entry = { org: scope.org, actorKind: 'person', actor: scope.person, action, subject: person, address } as const;
  return appendAudit(tx, { ...entry, detail: { ended } });
}
