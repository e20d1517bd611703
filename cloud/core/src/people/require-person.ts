import { Fault } from '@tillbridge/shared/faults/fault';
import type { Permission } from '@tillbridge/shared/permissions';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { permissionSet } from './permission-set.ts';

/** For so long a password or a code counts as a proof of who sits there. */
export const PROOF_LASTS_MS = 5 * 60_000;
/** How fine the time of last use is kept; finer would write a row on every request. */
const LAST_USE_MS = 60_000;

declare const shopScopeBrand: unique symbol;

/** Proof that a person is signed in, with what they may do and where, right now. Only `requirePerson` makes one. */
export interface ShopScope {
  readonly org: string;
  readonly person: string;
  readonly session: string;
  readonly permissions: ReadonlySet<Permission>;
  /** `all`, or the only shops whose rows may be seen. */
  readonly shops: 'all' | readonly string[];
  /** Whether the person proved to be there within the last `PROOF_LASTS_MS`. */
  readonly proven: boolean;
  readonly cameBy: SessionRows['rows'][number]['cameBy'];
  /** The role asks for a second step that this person has not set up: only the own account is open. */
  readonly twoStepMissing: boolean;
  /** The role that is looked through, or null. Rights and shops are what both allow, and nothing may be changed. */
  readonly viewing: { readonly th: string; readonly en: string } | null;
  readonly [shopScopeBrand]: true;
}

/** What a verified web token says; nothing of it is believed without the rows behind it. */
export interface PersonClaim {
  readonly org: string;
  readonly person: string;
  readonly session: string;
}

/**
 * Reads session, person, membership and role on every request, so that a removal or a changed role is in force on the
 * next one. Throws `api.signed-out`.
 */
export async function requirePerson(db: Database, claim: PersonClaim): Promise<ShopScope> {
  const row = await withTenant(db, claim.org, (tx) => readClaim(tx, claim));
  if (row === undefined) throw new Fault('api.signed-out');
  const scope: Omit<ShopScope, typeof shopScopeBrand> = {
    ...claim,
    permissions: permissionSet(both(row.permissions, row.viewing_permissions)),
    shops: row.all_shops ? (row.viewing_shops ?? 'all') : both(row.shops, row.viewing_shops),
    proven: row.proven,
    cameBy: row.came_by,
    twoStepMissing: row.two_step_missing,
    viewing: row.viewing_th === null ? null : { th: row.viewing_th, en: row.viewing_en ?? row.viewing_th },
  };
  return scope as ShopScope;
}

interface ClaimRow {
  readonly permissions: string[];
  readonly all_shops: boolean;
  readonly shops: string[];
  readonly proven: boolean;
  readonly came_by: ShopScope['cameBy'];
  readonly two_step_missing: boolean;
  readonly long_unused: boolean;
  readonly viewing_th: string | null;
  readonly viewing_en: string | null;
  readonly viewing_permissions: string[] | null;
  readonly viewing_shops: string[] | null;
}

/** What is in both; looking through something never adds to what one has. */
function both(own: readonly string[], through: readonly string[] | null): readonly string[] {
  return through === null ? own : own.filter((one) => through.includes(one));
}

async function readClaim(tx: Tx, claim: PersonClaim): Promise<ClaimRow | undefined> {
  const [row] = await tx<ClaimRow[]>`
      select r.permissions, m.all_shops, s.came_by, v.name_th as viewing_th, v.name_en as viewing_en,
        v.permissions as viewing_permissions, s.viewing_shops,
        s.proven_at > now() - make_interval(secs => ${PROOF_LASTS_MS / 1000}) as proven,
        s.last_used_at < now() - make_interval(secs => ${LAST_USE_MS / 1000}) as long_unused,
        r.two_step_required and s.came_by <> 'provider' and not exists (
          select 1 from two_steps t where t.person_id = s.person_id and t.confirmed_at is not null
        ) as two_step_missing,
        array(
          select ms.shop_id
          from membership_shops ms
          where ms.org_id = m.org_id and ms.person_id = m.person_id
        ) as shops
      from sessions s
      join people p on p.person_id = s.person_id
      join memberships m on m.org_id = s.org_id and m.person_id = s.person_id
      join roles r on r.org_id = m.org_id and r.role_id = m.role_id
      left join roles v on v.org_id = s.org_id and v.role_id = s.viewing_role_id
      where s.session_id = ${claim.session}
        and s.person_id = ${claim.person}
        and s.org_id = ${claim.org}
        and s.ended_at is null
        and s.expires_at > now()
        and p.removed_at is null
        and m.removed_at is null`;
  if (row?.long_unused === true) {
    await tx`update sessions set last_used_at = now() where session_id = ${claim.session}`;
  }
  return row;
}

/** For a SQL filter `(all or shop_id = any(list))`. */
export function shopFilter(scope: Pick<ShopScope, 'shops'>): {
  readonly all: boolean;
  readonly list: readonly string[];
} {
  return scope.shops === 'all' ? { all: true, list: [] } : { all: false, list: scope.shops };
}
