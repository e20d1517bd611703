import { Fault } from '@tillbridge/shared/faults/fault';
import type { IdentityRows } from '@tillbridge/shared/reads-providers';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';

/** By which services the person who asks signs in, and by which they could. */
export function readOwnIdentities(db: Database, scope: ShopScope): Promise<IdentityRows> {
  return readTenant(db, scope.org, async (tx) => {
    const rows = await tx<
      { id: string; provider: string; label: string; linked_at: Date; last_used_at: Date | null }[]
    >`
      select i.identity_id as id, i.provider_id as provider, p.label, i.linked_at, i.last_used_at
      from identities i
      join sign_in_providers p on p.org_id = i.org_id and p.provider_id = i.provider_id
      where i.org_id = ${scope.org} and i.person_id = ${scope.person}
      order by p.label, i.identity_id`;
    const providers = await tx<{ id: string; label: string }[]>`
      select provider_id as id, label
      from sign_in_providers
      where org_id = ${scope.org} and removed_at is null
      order by label, provider_id`;
    return {
      rows: rows.map(({ linked_at: linkedAt, last_used_at: usedAt, ...row }) => ({
        ...row,
        linkedAt: linkedAt.toISOString(),
        lastUsedAt: usedAt?.toISOString() ?? null,
      })),
      providers: [...providers],
    };
  });
}

/** Throws `api.not-found`, and `provider.only-way` where nothing else would let the person in. */
export function unlinkIdentity(db: Database, scope: ShopScope, identity: string, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    const gone = await tx`
      delete from identities
      where org_id = ${scope.org} and identity_id = ${identity} and person_id = ${scope.person}
      returning 1`;
    if (gone.length === 0) throw new Fault('api.not-found');
    const [left] = await tx<{ ways: boolean }[]>`
      select p.password_hash is not null or exists (
        select 1 from identities i where i.org_id = ${scope.org} and i.person_id = p.person_id
      ) as ways
      from people p
      where p.person_id = ${scope.person}`;
    if (left?.ways !== true) throw new Fault('provider.only-way');
    const entry = { org: scope.org, actorKind: 'person', actor: scope.person, action: 'provider.unlinked' } as const;
    await appendAudit(tx, { ...entry, subject: identity, address });
  });
}
