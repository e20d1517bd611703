import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { InvitationWish } from '@tillbridge/shared/reads-people';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { queueMail } from '../notify/queue-mail.ts';
import { hashMailToken, newOrgToken } from './mail-token.ts';
import { type ShopScope, shopFilter } from './require-person.ts';
import { INVITE_BY_ORGANIZATION, takeTry } from './throttle.ts';
import { type Reach, requireWithin } from './within.ts';

export const INVITATION_LASTS_MS = 7 * 24 * 60 * 60_000;

/** Where the mails of this installation lead to, such as `https://till.example`. */
export type Origin = string;

/**
 * Invites somebody by mail. Throws `api.forbidden` for a role or shops beyond those of the one who asks, `api.not-found`
 * for a role or shop that is not there, `people.member`, `people.invited` and `api.throttled`.
 */
export async function invite(
  db: Database,
  scope: ShopScope,
  wish: InvitationWish,
  origin: Origin,
  address: string,
): Promise<{ readonly id: string }> {
  await takeTry(db, INVITE_BY_ORGANIZATION, scope.org);
  const id = uuidv7(Date.now(), randomBytes(10));
  const email = wish.email.trim().toLowerCase();
  const shops = wish.allShops ? [] : wish.shops;
  return withTenant(db, scope.org, async (tx) => {
    requireWithin(scope, { ...(await readRole(tx, scope.org, wish.role)), allShops: wish.allShops, shops });
    await requireShops(tx, scope, wish.allShops, shops);
    await requireStranger(tx, scope.org, email);
    const token = newOrgToken(scope.org);
    const made = await tx`
      insert into invitations (org_id, invitation_id, email, language, role_id, all_shops, token_hash, invited_by, expires_at)
      values (${scope.org}, ${id}, ${email}, ${wish.language}, ${wish.role}, ${wish.allShops}, ${hashMailToken(token)},
        ${scope.person}, now() + make_interval(secs => ${INVITATION_LASTS_MS / 1000}))
      on conflict (org_id, email) where accepted_at is null and revoked_at is null do nothing
      returning 1`;
    if (made.length === 0) throw new Fault('people.invited');
    await tx`
      insert into invitation_shops (org_id, invitation_id, shop_id)
      select ${scope.org}, ${id}, s from unnest(${[...shops]}::uuid[]) s`;
    await sendInvitation(tx, scope, { email, language: wish.language }, token, origin);
    const detail = { email, role: wish.role, allShops: wish.allShops, shops: shops.join(' ') };
    await note(tx, scope, id, address, 'invitation.sent', detail);
    return { id };
  });
}

/** A new mail with a new token and a new time; the mail before it opens nothing any more. Throws `api.not-found`. */
export async function resendInvitation(
  db: Database,
  scope: ShopScope,
  id: string,
  origin: Origin,
  address: string,
): Promise<void> {
  await takeTry(db, INVITE_BY_ORGANIZATION, scope.org);
  await withTenant(db, scope.org, async (tx) => {
    const invitation = await lockInvitation(tx, scope, id);
    const token = newOrgToken(scope.org);
    await tx`
      update invitations
      set token_hash = ${hashMailToken(token)}, sent_at = now(), invited_by = ${scope.person},
        expires_at = now() + make_interval(secs => ${INVITATION_LASTS_MS / 1000})
      where org_id = ${scope.org} and invitation_id = ${id}`;
    await sendInvitation(tx, scope, invitation, token, origin);
    await note(tx, scope, id, address, 'invitation.sent', { email: invitation.email, again: true });
  });
}

/** The mail that is under way opens nothing any more. Throws `api.not-found`. */
export function revokeInvitation(db: Database, scope: ShopScope, id: string, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    const { email } = await lockInvitation(tx, scope, id);
    await tx`update invitations set revoked_at = now() where org_id = ${scope.org} and invitation_id = ${id}`;
    await note(tx, scope, id, address, 'invitation.revoked', { email });
  });
}

interface Open extends Reach {
  readonly email: string;
  readonly language: 'th' | 'en';
}

/** An open invitation of what the person who asks holds too; all others answer `api.not-found` alike. */
async function lockInvitation(tx: Tx, scope: ShopScope, id: string): Promise<Open> {
  const [row] = await tx<(Omit<Open, 'allShops'> & { all_shops: boolean })[]>`
    select i.email, i.language, i.all_shops, r.permissions,
      array(
        select s.shop_id from invitation_shops s where s.org_id = i.org_id and s.invitation_id = i.invitation_id
      ) as shops
    from invitations i
    join roles r on r.org_id = i.org_id and r.role_id = i.role_id
    where i.org_id = ${scope.org} and i.invitation_id = ${id} and i.accepted_at is null and i.revoked_at is null
    for update of i`;
  if (row === undefined) throw new Fault('api.not-found');
  const { all, list } = shopFilter(scope);
  if (!all && (row.all_shops || !row.shops.every((shop) => list.includes(shop)))) throw new Fault('api.not-found');
  const open = { ...row, allShops: row.all_shops };
  requireWithin(scope, open);
  return open;
}

async function readRole(tx: Tx, org: string, role: string): Promise<{ permissions: readonly string[] }> {
  const [row] = await tx<{ permissions: string[] }[]>`
    select permissions from roles where org_id = ${org} and role_id = ${role} and removed_at is null`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}

async function requireShops(tx: Tx, scope: ShopScope, allShops: boolean, shops: readonly string[]): Promise<void> {
  if (allShops) return;
  if (shops.length === 0) throw new Fault('people.no-shop');
  const known = await tx`
    select 1 from shops where org_id = ${scope.org} and shop_id = any(${[...shops]}::uuid[])`;
  if (known.length !== shops.length) throw new Fault('api.not-found');
}

async function requireStranger(tx: Tx, org: string, email: string): Promise<void> {
  const [member] = await tx`
    select 1
    from memberships m
    join people p on p.person_id = m.person_id
    where m.org_id = ${org} and p.email = ${email} and m.removed_at is null`;
  if (member !== undefined) throw new Fault('people.member');
}

/** The token stands behind the `#`: browsers send it to no server, so it is in no log on the way. */
async function sendInvitation(
  tx: Tx,
  scope: ShopScope,
  to: Pick<Open, 'email' | 'language'>,
  token: string,
  origin: Origin,
): Promise<void> {
  const [names] = await tx<{ inviter: string; th: string; en: string }[]>`
    select p.name as inviter, o.name_th as th, o.name_en as en
    from people p
    join organizations o on o.org_id = ${scope.org}
    where p.person_id = ${scope.person}`;
  const values = {
    inviter: names?.inviter ?? '',
    organization: names?.[to.language] ?? '',
    link: `${origin}/invitation#${token}`,
    days: INVITATION_LASTS_MS / (24 * 60 * 60_000),
  };
  await queueMail(tx, { org: scope.org, to: to.email, language: to.language, template: 'invitation', values });
}

function note(
  tx: Tx,
  scope: ShopScope,
  subject: string,
  address: string,
  action: string,
  detail: Readonly<Record<string, string | boolean>>,
): Promise<void> {
  return appendAudit(tx, {
    org: scope.org,
    actorKind: 'person',
    actor: scope.person,
    action,
    subject,
    address,
    detail,
  });
}
