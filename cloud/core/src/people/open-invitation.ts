import { Fault } from '@tillbridge/shared/faults/fault';
import type { Invitation } from '@tillbridge/shared/reads-people';
import type postgres from 'postgres';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { hashMailToken, orgOfToken } from './mail-token.ts';
import { ownMemberships } from './own-memberships.ts';

/** An invitation whose mail somebody holds; not yet who they are. */
export interface HeldInvitation {
  readonly org: string;
  readonly invitation: string;
  readonly email: string;
  readonly language: 'th' | 'en';
  readonly role: string;
  readonly allShops: boolean;
}

/** Unknown, used, revoked and old tokens are one answer: `people.invitation`. */
export function requireOrgOf(token: string): string {
  const org = orgOfToken(token);
  if (org === undefined) throw new Fault('people.invitation');
  return org;
}

/** Locks the invitation, so that of two who accept at once one is refused. Throws `people.invitation`. */
export function holdInvitation(tx: Tx, org: string, token: string): Promise<HeldInvitation> {
  return hold(tx, org, tx`token_hash = ${hashMailToken(token)}`);
}

/** The same for one whose token was shown before, at the start of a trip to a sign-in service. */
export function holdInvitationById(tx: Tx, org: string, invitation: string): Promise<HeldInvitation> {
  return hold(tx, org, tx`invitation_id = ${invitation}`);
}

async function hold(tx: Tx, org: string, which: postgres.PendingQuery<postgres.Row[]>): Promise<HeldInvitation> {
  const [row] = await tx<{ id: string; email: string; language: 'th' | 'en'; role_id: string; all_shops: boolean }[]>`
    select invitation_id as id, email, language, role_id, all_shops
    from invitations
    where org_id = ${org} and ${which} and accepted_at is null and revoked_at is null and expires_at > now()
    for update`;
  if (row === undefined) throw new Fault('people.invitation');
  return {
    org,
    invitation: row.id,
    email: row.email,
    language: row.language,
    role: row.role_id,
    allShops: row.all_shops,
  };
}

/** What its page shows to whoever holds the token. Throws `people.invitation`. */
export async function readInvitation(db: Database, token: string): Promise<Invitation> {
  const org = requireOrgOf(token);
  return withTenant(db, org, async (tx) => {
    const held = await holdInvitation(tx, org, token);
    const [row] = await tx<
      { org_th: string; org_en: string; role_th: string; role_en: string; inviter: string; expires_at: Date }[]
    >`
      select o.name_th as org_th, o.name_en as org_en, r.name_th as role_th, r.name_en as role_en, p.name as inviter,
        i.expires_at
      from invitations i
      join organizations o on o.org_id = i.org_id
      join roles r on r.org_id = i.org_id and r.role_id = i.role_id
      join people p on p.person_id = i.invited_by
      where i.org_id = ${org} and i.invitation_id = ${held.invitation}`;
    if (row === undefined) throw new Fault('people.invitation');
    const providers = await tx<{ id: string; label: string }[]>`
      select provider_id as id, label
      from sign_in_providers
      where org_id = ${org} and removed_at is null
      order by label, provider_id`;
    return {
      organization: { th: row.org_th, en: row.org_en },
      role: { th: row.role_th, en: row.role_en },
      email: held.email,
      invitedBy: row.inviter,
      expiresAt: row.expires_at.toISOString(),
      knownPerson: (await knownPerson(tx, held.email)) !== undefined,
      providers: [...providers],
    };
  });
}

/**
 * The person who has this address and signs in somewhere with it. An account without any membership opens nothing: it
 * counts as none, and whoever holds the mailbox may set it up anew.
 */
export async function knownPerson(tx: Tx, email: string): Promise<string | undefined> {
  const [person] = await tx<{ id: string }[]>`
    select person_id as id from people where email = ${email}`;
  if (person === undefined) return undefined;
  const memberships = await ownMemberships(tx, person.id);
  return memberships.length === 0 ? undefined : person.id;
}

/** Which open invitation a token is for, without saying more. Throws `people.invitation`. */
export function readHeldInvitation(db: Database, token: string): Promise<HeldInvitation> {
  const org = requireOrgOf(token);
  return withTenant(db, org, (tx) => holdInvitation(tx, org, token));
}
