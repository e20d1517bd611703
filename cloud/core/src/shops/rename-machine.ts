import { Fault } from '@tillbridge/shared/faults/fault';
import type { MachinePlate } from '@tillbridge/shared/machine-set-up';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * What a machine is called from now on, and the number on its plate; its facts stay its own. Throws `api.not-found` and
 * `shop.machine-name-taken`.
 */
export function renameMachine(
  db: Database,
  scope: ShopScope,
  machine: string,
  wish: MachinePlate,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    // The row of the shop is what names within it wait for.
    const [shop] = await tx<{ shop_id: string }[]>`
      select s.shop_id
      from shops s
      join machines m on m.org_id = s.org_id and m.shop_id = s.shop_id
      where m.org_id = ${scope.org} and m.machine_id = ${machine} and (${all} or m.shop_id = any(${[...list]}::uuid[]))
      for update of s`;
    const [before] = await tx<(MachinePlate & { readonly retired: boolean })[]>`
      select name, serial, retired_at is not null as retired from machines where org_id = ${scope.org} and machine_id = ${machine}`;
    if (shop === undefined || before === undefined) throw new Fault('api.not-found');
    const [taken] = await tx`
      select from machines
      where org_id = ${scope.org} and shop_id = ${shop.shop_id} and name = ${wish.name} and machine_id <> ${machine}
        and retired_at is null`;
    if (taken !== undefined && !before.retired) throw new Fault('shop.machine-name-taken');
    await tx`
      update machines set name = ${wish.name}, serial = ${wish.serial}
      where org_id = ${scope.org} and machine_id = ${machine}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'machine.renamed',
      subject: machine,
      address,
      detail: {
        'before.name': before.name,
        'after.name': wish.name,
        ...(before.serial === null ? {} : { 'before.serial': before.serial }),
        ...(wish.serial === null ? {} : { 'after.serial': wish.serial }),
      },
    });
    return { id: machine };
  });
}
