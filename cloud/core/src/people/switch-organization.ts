import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, goOnAs, type Tx, withTenant } from '../db/client.ts';
import { SESSION_ENDS_CHANNEL, SWITCHED } from '../live/session-ends.ts';
import { isByService } from './own-account.ts';
import type { ShopScope } from './require-person.ts';
import { type SignedIn, writeSession } from './start-session.ts';

export interface SwitchWish {
  readonly org: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Goes on in another organization of the person: a new session with new tokens, and the end of the one that asked, with
 * its refresh tokens and sockets, at once or not at all. The new one ends when the old one would have, and grave acts
 * ask for a proof anew. Null where the session is in that organization already.
 *
 * Throws `session.of-service` for whoever came by a sign-in service, whatever they name; `api.not-found` for an
 * organization that is unknown or not theirs; `session.second-step` where their role there asks for one that they have
 * set up and this session never gave.
 */
export async function switchOrganization(db: Database, scope: ShopScope, wish: SwitchWish): Promise<SignedIn | null> {
  if (wish.org === scope.org) return withTenant(db, scope.org, (tx) => choose(tx, scope, scope.org));
  if (isByService(scope)) throw new Fault('session.of-service');
  return withTenant(db, wish.org, async (tx) => {
    const old = await endOldSession(tx, scope);
    await choose(tx, scope, wish.org);
    await requireSecondStep(tx, scope, wish.org);
    const { person, cameBy } = scope;
    const next = await writeSession(tx, { ...wish, person, cameBy }, old);
    await noteInBoth(tx, scope, next, wish.address);
    return next;
  });
}

/** Of two windows that switch at once the second finds no session. Throws `api.signed-out`. */
async function endOldSession(tx: Tx, scope: ShopScope): Promise<{ readonly expiresAt: Date }> {
  const [old] = await tx<{ expires_at: Date }[]>`
    update sessions
    set ended_at = now(), ended_because = 'switched'
    where session_id = ${scope.session} and ended_at is null
    returning expires_at`;
  if (old === undefined) throw new Fault('api.signed-out');
  await tx`select pg_notify(${SESSION_ENDS_CHANNEL}, ${`${scope.session} ${SWITCHED}`})`;
  return { expiresAt: old.expires_at };
}

/** Remembers the choice; the lock on the membership makes a removal wait and then end the new session, too. */
async function choose(tx: Tx, scope: ShopScope, org: string): Promise<null> {
  const chosen = await tx`
    update memberships
    set chosen_at = now()
    where org_id = ${org} and person_id = ${scope.person} and removed_at is null
    returning 1`;
  if (chosen.length === 0) throw new Fault('api.not-found');
  return null;
}

/** Whoever has not set it up yet goes on all the same: only the own account is open there until they have. */
async function requireSecondStep(tx: Tx, scope: ShopScope, org: string): Promise<void> {
  if (scope.cameBy !== 'password') return;
  const [withheld] = await tx`
    select 1
    from memberships m
    join roles r on r.org_id = m.org_id and r.role_id = m.role_id
    join two_steps t on t.person_id = m.person_id and t.confirmed_at is not null
    where m.org_id = ${org} and m.person_id = ${scope.person} and r.two_step_required`;
  if (withheld !== undefined) throw new Fault('session.second-step');
}

/** Neither trail names the other organization: whom else somebody works for is theirs to tell. */
async function noteInBoth(tx: Tx, scope: ShopScope, next: SignedIn, address: string): Promise<void> {
  const entry = { actorKind: 'person', actor: scope.person, address } as const;
  const left = { ...entry, org: scope.org, action: 'session.switched-away', subject: scope.session } as const;
  const { org, session } = next.claim;
  const entered = { ...entry, org, action: 'session.switched-here', subject: session, detail: { by: scope.cameBy } };
  for (const event of [left, entered].sort((one, two) => (one.org < two.org ? -1 : 1))) {
    await goOnAs(tx, event.org);
    await appendAudit(tx, event);
  }
}
