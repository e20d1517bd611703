import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type HeldInvitation, holdInvitation, knownPerson, requireOrgOf } from './open-invitation.ts';
import { isByService } from './own-account.ts';
import { hashPassword } from './password.ts';
import type { ShopScope } from './require-person.ts';
import { requireStrong } from './require-strong.ts';
import { insertSession, type SignedIn } from './start-session.ts';
import { switchOrganization } from './switch-organization.ts';
import { ACCEPT_BY_ADDRESS, addressGroup, takeTry } from './throttle.ts';

export interface Acceptance {
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Somebody new comes in with a name and a password of their own. Throws `people.invitation`, `people.has-account` where
 * the address signs in already (nobody is joined by an address), `api.throttled`, and as `requireStrong`.
 */
export async function acceptInvitation(db: Database, wish: Acceptance): Promise<SignedIn> {
  const { address, userAgent } = wish;
  await takeTry(db, ACCEPT_BY_ADDRESS, addressGroup(address));
  const org = requireOrgOf(wish.token);
  await withTenant(db, org, async (tx) => {
    const { email } = await holdInvitation(tx, org, wish.token);
    await requireStrong(tx, org, wish.password, { email, name: wish.name });
  });
  const hash = await hashPassword(wish.password);
  return withTenant(db, org, async (tx) => {
    const held = await holdInvitation(tx, org, wish.token);
    const person = await newPerson(tx, held, { name: wish.name, passwordHash: hash });
    await join(tx, held, person, address);
    return insertSession(tx, { org, person, cameBy: 'password', address, userAgent });
  });
}

/**
 * Somebody who is signed in comes into one more organization, and goes on there. Throws `people.invitation`,
 * `people.other-person`, and `session.of-service`: a service of one organization opens no other.
 */
export async function acceptAsMyself(
  db: Database,
  scope: ShopScope,
  { token, address, userAgent }: Pick<Acceptance, 'token' | 'address' | 'userAgent'>,
): Promise<SignedIn> {
  if (isByService(scope)) throw new Fault('session.of-service');
  const org = requireOrgOf(token);
  await withTenant(db, org, async (tx) => {
    const held = await holdInvitation(tx, org, token);
    const [me] = await tx<{ email: string }[]>`select email from people where person_id = ${scope.person}`;
    if (me?.email !== held.email) throw new Fault('people.other-person');
    await join(tx, held, scope.person, address);
  });
  const next = await switchOrganization(db, scope, { org, address, userAgent });
  if (next === null) throw new Fault('people.member');
  return next;
}

/** An account for whoever holds the mailbox. Throws `people.has-account` where it belongs to somebody who signs in. */
export async function newPerson(
  tx: Tx,
  held: HeldInvitation,
  { name, passwordHash }: { readonly name: string; readonly passwordHash: string | null },
): Promise<string> {
  if ((await knownPerson(tx, held.email)) !== undefined) throw new Fault('people.has-account');
  const [row] = await tx<{ id: string }[]>`
    insert into people as p (person_id, email, name, language, password_hash, password_set_at)
    values (${uuidv7(Date.now(), randomBytes(10))}, ${held.email}, ${name}, ${held.language}, ${passwordHash},
      case when ${passwordHash !== null} then now() end)
    on conflict (email) do update
      set name = excluded.name, language = excluded.language, password_hash = excluded.password_hash,
        password_set_at = excluded.password_set_at, removed_at = null
    returning person_id as id`;
  if (row === undefined) throw new Error('no person was made');
  // Of an account that opened nothing, nothing that proved its former owner is left.
  await tx`delete from two_steps where person_id = ${row.id}`;
  await tx`delete from recovery_codes where person_id = ${row.id}`;
  return row.id;
}

/** The membership as it was offered, and the end of the invitation. */
export async function join(tx: Tx, held: HeldInvitation, person: string, address: string): Promise<void> {
  const { org, invitation, role, allShops } = held;
  const joined = await tx`
    insert into memberships as m (org_id, person_id, role_id, all_shops)
    values (${org}, ${person}, ${role}, ${allShops})
    on conflict (org_id, person_id) do update
      set role_id = excluded.role_id, all_shops = excluded.all_shops, created_at = now(), removed_at = null
      where m.removed_at is not null
    returning 1`;
  if (joined.length === 0) throw new Fault('people.member');
  await tx`delete from membership_shops where org_id = ${org} and person_id = ${person}`;
  await tx`
    insert into membership_shops (org_id, person_id, shop_id)
    select org_id, ${person}, shop_id from invitation_shops where org_id = ${org} and invitation_id = ${invitation}`;
  await tx`
    update invitations
    set accepted_at = now(), accepted_by = ${person}
    where org_id = ${org} and invitation_id = ${invitation}`;
  const entry = {
    org,
    actorKind: 'person',
    actor: person,
    action: 'invitation.accepted',
    subject: invitation,
  } as const;
  await appendAudit(tx, { ...entry, address });
}
