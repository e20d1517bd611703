import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { committed } from '../ingest/committed.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * A person looked at both histories and says what became of it. No row is changed by that; it is told no more while it
 * stays as it is. The first who says so is kept, and what was put right meanwhile stays so. Throws `api.not-found`.
 */
export async function settleDivergence(
  db: Database,
  scope: ShopScope,
  id: string,
  said: string,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  const shop = await withTenant(db, scope.org, async (tx) => {
    const [row] = await tx<{ shop_id: string; what: string; subject: string; open: boolean }[]>`
      select shop_id, what, subject, state = 'open' as open
      from divergences
      where org_id = ${scope.org} and divergence_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    if (!row.open) return row.shop_id;
    await tx`
      update divergences
      set state = 'settled', ended_at = now(), ended_by = ${scope.person}, said = ${said}
      where org_id = ${scope.org} and divergence_id = ${id}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'divergence.settled',
      subject: row.subject,
      address,
      detail: { shop: row.shop_id, what: row.what, said },
    });
    return row.shop_id;
  });
  committed(db, scope.org, shop);
  return { id };
}
