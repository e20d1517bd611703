import type { PeoplePage } from '@tillbridge/shared/reads-people';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { readMembers } from './members.ts';
import { type ShopScope, shopFilter } from './require-person.ts';
import { isWithin } from './within.ts';

/** Members, open invitations, and the roles that may be given. */
export function readPeople(db: Database, scope: ShopScope): Promise<PeoplePage> {
  return readTenant(db, scope.org, async (tx) => {
    const members = await readMembers(tx, scope);
    const ids = members.map((member) => member.person);
    const seen = await readSeen(tx, scope.org, ids);
    return {
      asOf: new Date().toISOString(),
      rows: members.map((member) => ({
        id: member.person,
        name: member.name,
        email: member.email,
        role: { id: member.roleId, name: { th: member.roleTh, en: member.roleEn } },
        allShops: member.allShops,
        shops: [...member.shops],
        since: member.since.toISOString(),
        twoStep: seen.get(member.person)?.two_step ?? false,
        lastSeenAt: seen.get(member.person)?.last_seen?.toISOString() ?? null,
        openSessions: seen.get(member.person)?.open ?? 0,
        self: member.person === scope.person,
        manageable: member.person !== scope.person && isWithin(scope, member),
      })),
      invitations: await readInvitations(tx, scope),
      roles: await readGivable(tx, scope),
    };
  });
}

interface Seen {
  readonly person: string;
  readonly two_step: boolean;
  readonly last_seen: Date | null;
  readonly open: number;
}

async function readSeen(tx: Tx, org: string, people: readonly string[]): Promise<ReadonlyMap<string, Seen>> {
  const rows = await tx<Seen[]>`
    select p.person_id as person, bool_or(t.confirmed_at is not null) as two_step, max(s.last_used_at) as last_seen,
      count(s.session_id) filter (where s.ended_at is null and s.expires_at > now()) as open
    from people p
    left join two_steps t on t.person_id = p.person_id
    left join sessions s on s.person_id = p.person_id and s.org_id = ${org}
    where p.person_id = any(${[...people]}::uuid[])
    group by p.person_id`;
  return new Map(rows.map((row) => [row.person, row]));
}

interface InvitationRow {
  readonly id: string;
  readonly email: string;
  readonly role_id: string;
  readonly role_th: string;
  readonly role_en: string;
  readonly permissions: string[];
  readonly all_shops: boolean;
  readonly shops: string[];
  readonly invited_by: string;
  readonly sent_at: Date;
  readonly expires_at: Date;
}

/** Open ones, also those past their time: they can be sent again. Somebody with some shops sees those for these shops. */
async function readInvitations(tx: Tx, scope: ShopScope): Promise<PeoplePage['invitations']> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<InvitationRow[]>`
    select i.invitation_id as id, i.email, i.role_id, r.name_th as role_th, r.name_en as role_en, r.permissions, i.all_shops,
      array(
        select s.shop_id from invitation_shops s where s.org_id = i.org_id and s.invitation_id = i.invitation_id
      ) as shops,
      p.name as invited_by, i.sent_at, i.expires_at
    from invitations i
    join roles r on r.org_id = i.org_id and r.role_id = i.role_id
    join people p on p.person_id = i.invited_by
    where i.org_id = ${scope.org} and i.accepted_at is null and i.revoked_at is null
      and (
        ${all}
        or not i.all_shops and not exists (
          select 1
          from invitation_shops s
          where s.org_id = i.org_id and s.invitation_id = i.invitation_id and s.shop_id <> all(${[...list]}::uuid[])
        )
      )
    order by i.sent_at desc, i.invitation_id`;
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: { id: row.role_id, name: { th: row.role_th, en: row.role_en } },
    allShops: row.all_shops,
    shops: row.shops,
    invitedBy: row.invited_by,
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    manageable: isWithin(scope, { permissions: row.permissions, allShops: row.all_shops, shops: row.shops }),
  }));
}

async function readGivable(tx: Tx, scope: ShopScope): Promise<PeoplePage['roles']> {
  const rows = await tx<{ id: string; th: string; en: string }[]>`
    select role_id as id, name_th as th, name_en as en
    from roles
    where org_id = ${scope.org} and removed_at is null and permissions <@ ${[...scope.permissions]}::text[]
    order by system desc, cardinality(permissions) desc, name_en, role_id`;
  return rows.map(({ id, th, en }) => ({ id, name: { th, en } }));
}
