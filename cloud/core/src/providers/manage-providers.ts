import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { ProviderRows, ProviderWish } from '@tillbridge/shared/reads-providers';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { seal, unseal } from '../secrets/seal.ts';
import { callbackUri, isAllowedIssuer, type Provider } from './provider-client.ts';

const PROVIDERS_MAX = 20;

export function providerContext(org: string, provider: string): string {
  return `sign-in provider ${org} ${provider}`;
}

/** The sign-in services of the organization, with the addresses to hand on; a client secret is never read back. */
export function readProviders(db: Database, scope: ShopScope, origin: string): Promise<ProviderRows> {
  return readTenant(db, scope.org, async (tx) => {
    const rows = await tx<
      { id: string; label: string; issuer: string; client_id: string; scopes: string; people: number }[]
    >`
      select p.provider_id as id, p.label, p.issuer, p.client_id, p.scopes,
        (select count(*) from identities i where i.org_id = p.org_id and i.provider_id = p.provider_id) as people
      from sign_in_providers p
      where p.org_id = ${scope.org} and p.removed_at is null
      order by p.label, p.provider_id`;
    return {
      signInPage: `${origin}/sign-in?organization=${scope.org}`,
      rows: rows.map(({ client_id: clientId, ...row }) => ({
        ...row,
        clientId,
        redirectUri: callbackUri(origin, row.id),
      })),
    };
  });
}

/** Throws `provider.issuer` for an issuer that is not https, and `provider.too-many`. */
export function addProvider(
  db: Database,
  pepper: Buffer,
  scope: ShopScope,
  wish: ProviderWish,
  address: string,
): Promise<{ readonly id: string }> {
  if (!isAllowedIssuer(wish.issuer)) throw new Fault('provider.issuer');
  const id = uuidv7(Date.now(), randomBytes(10));
  const sealed = seal(pepper, providerContext(scope.org, id), wish.secret);
  return withTenant(db, scope.org, async (tx) => {
    await tx`
      insert into sign_in_providers (org_id, provider_id, label, issuer, client_id, secret_sealed, scopes)
      values (${scope.org}, ${id}, ${wish.label}, ${wish.issuer}, ${wish.clientId}, ${sealed}, ${wish.scopes})`;
    const [{ n } = { n: 0 }] = await tx<{ n: number }[]>`
      select count(*) as n from sign_in_providers where org_id = ${scope.org} and removed_at is null`;
    if (n > PROVIDERS_MAX) throw new Fault('provider.too-many');
    await note(tx, scope, id, address, 'provider.added', { issuer: wish.issuer, label: wish.label });
    return { id };
  });
}

/** Nobody signs in by it any more, and who they were there is forgotten; their sessions go on. Throws `api.not-found`. */
export function removeProvider(db: Database, scope: ShopScope, id: string, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    const removed = await tx`
      update sign_in_providers
      set removed_at = now()
      where org_id = ${scope.org} and provider_id = ${id} and removed_at is null
      returning 1`;
    if (removed.length === 0) throw new Fault('api.not-found');
    const gone = await tx`delete from identities where org_id = ${scope.org} and provider_id = ${id} returning 1`;
    await note(tx, scope, id, address, 'provider.removed', { people: gone.length });
  });
}

/** The buttons of an organization's sign-in page; an organization that is not there has none. */
export function readButtons(db: Database, org: string): Promise<{ readonly rows: { id: string; label: string }[] }> {
  return readTenant(db, org, async (tx) => ({
    rows: await tx<{ id: string; label: string }[]>`
      select provider_id as id, label
      from sign_in_providers
      where org_id = ${org} and removed_at is null
      order by label, provider_id`,
  }));
}

/** With its secret, for a trip. Throws `api.not-found` for one that is removed or another's. */
export async function openProvider(tx: Tx, pepper: Buffer, org: string, id: string): Promise<Provider> {
  const [row] = await tx<{ issuer: string; client_id: string; secret_sealed: Buffer; scopes: string }[]>`
    select issuer, client_id, secret_sealed, scopes
    from sign_in_providers
    where org_id = ${org} and provider_id = ${id} and removed_at is null`;
  if (row === undefined) throw new Fault('api.not-found');
  const secret = unseal(pepper, providerContext(org, id), row.secret_sealed);
  return { id, issuer: row.issuer, clientId: row.client_id, secret, scopes: row.scopes };
}

function note(
  tx: Tx,
  scope: ShopScope,
  subject: string,
  address: string,
  action: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const entry = { org: scope.org, actorKind: 'person', actor: scope.person } as const;
  return appendAudit(tx, { ...entry, action, subject, address, detail });
}
