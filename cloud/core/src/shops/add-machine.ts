import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { NewMachine } from '@tillbridge/shared/machine-set-up';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { requirePlace } from './machine-place.ts';
import { isCurrency } from './require-day.ts';

/**
 * A machine that the PC of a shop takes with its next pairing. Throws `api.not-found`, `shop.shut`, `shop.currency`,
 * `shop.machine-name-taken` and `shop.too-many-machines`.
 */
export function addMachine(
  db: Database,
  scope: ShopScope,
  shop: string,
  wish: NewMachine,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  const id = uuidv7(Date.now(), randomBytes(10));
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx<{ closed: boolean }[]>`
      select closed_at is not null as closed
      from shops
      where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    if (row.closed) throw new Fault('shop.shut');
    if (!isCurrency(wish.currency)) throw new Fault('shop.currency');
    await requirePlace(tx, scope.org, shop, wish.name);
    const { name, serial, driver, currency } = wish;
    await tx`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency, serial)
      values (${scope.org}, ${id}, ${shop}, ${name}, ${driver}, ${currency}, ${serial})`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'machine.added',
      subject: id,
      address,
      detail: { shop, name, driver, currency, ...(serial === null ? {} : { serial }) },
    });
    return { id };
  });
}
