import { Fault } from '@tillbridge/shared/faults/fault';
import type { MachineRetirement } from '@tillbridge/shared/machine-set-up';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { holdShop, raiseVersion } from '../divergences/hold-shop.ts';
import { committed } from '../ingest/committed.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { requirePlace } from './machine-place.ts';

interface MachineRow {
  readonly shop: string;
  readonly closed: boolean;
  readonly name: string;
  readonly retired: boolean;
  readonly reported: boolean;
}

/**
 * Takes a machine out of service, or puts it back; its facts stay where they are. One that reported all the same may be
 * retired once more, by which a person says that this was looked at. Throws `api.not-found`, `api.unavailable`; unless nothing
 * of it is open `shop.machine-busy`, `shop.machine-cases-open`, `shop.machine-holds-cash`; on the way back `shop.shut`,
 * `shop.machine-name-taken` and `shop.too-many-machines`.
 */
export async function retireMachine(
  db: Database,
  scope: ShopScope,
  machine: string,
  wish: MachineRetirement,
  address: string,
): Promise<{ readonly id: string }> {
  const changed = await withTenant(db, scope.org, async (tx) => {
    const row = await lockMachine(tx, scope, machine);
    if (wish.retired ? row.retired && !row.reported : !row.retired) return undefined;
    const { shop, name } = row;
    const detail = wish.retired
      ? {
          shop,
          name,
          again: row.retired,
          cashLeft: await takeOut(tx, scope.org, shop, machine, wish.cashSettled === true),
        }
      : await putBack(tx, scope.org, row, machine);
    await raiseVersion(tx, scope.org, shop);
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: wish.retired ? 'machine.retired' : 'machine.put-back',
      subject: machine,
      address,
      detail,
    });
    return shop;
  });
  if (changed !== undefined) committed(db, scope.org, changed);
  return { id: machine };
}

async function lockMachine(tx: Tx, scope: ShopScope, machine: string): Promise<MachineRow> {
  const { all, list } = shopFilter(scope);
  // Not a lock that ingest waits for: it holds a stream while it needs the key of the shop, and streams are taken below.
  const [shop] = await tx<Pick<MachineRow, 'shop' | 'closed'>[]>`
    select s.shop_id as shop, s.closed_at is not null as closed
    from shops s
    join machines m on m.org_id = s.org_id and m.shop_id = s.shop_id
    where m.org_id = ${scope.org} and m.machine_id = ${machine} and (${all} or m.shop_id = any(${[...list]}::uuid[]))
    for no key update of s`;
  const [row] = await tx<Omit<MachineRow, 'shop' | 'closed'>[]>`
    select name, retired_at is not null as retired, reported_at is not null as reported
    from machines
    where org_id = ${scope.org} and machine_id = ${machine}`;
  if (shop === undefined || row === undefined) throw new Fault('api.not-found');
  return { ...shop, ...row };
}

/** Answers what it last told to hold, `THB 12345` in minor units, for the trail. */
async function takeOut(tx: Tx, org: string, shop: string, machine: string, cashSettled: boolean): Promise<string> {
  if (!(await holdShop(tx, org, shop))) throw new Fault('api.unavailable', { detail: 'custody kept changing' });
  const [running] = await tx`select from open_operations where org_id = ${org} and machine_id = ${machine} limit 1`;
  if (running !== undefined) throw new Fault('shop.machine-busy');
  const [open] = await tx`
    select
    from cases
    where org_id = ${org} and machine_id = ${machine}
      and opened_at is not null and settled_at is null and resolved_at is null
    limit 1`;
  if (open !== undefined) throw new Fault('shop.machine-cases-open');
  const held = await tx<{ currency: string; minor: number }[]>`
    select currency, sum(value_minor * pieces)::bigint as minor
    from machine_inventory
    where org_id = ${org} and machine_id = ${machine} and bucket <> 'dispensable'
    group by currency
    having sum(value_minor * pieces) > 0
    order by currency`;
  if (held.length > 0 && !cashSettled) throw new Fault('shop.machine-holds-cash');
  await tx`
    update machines set retired_at = clock_timestamp(), reported_at = null where org_id = ${org} and machine_id = ${machine}`;
  // What was decided while the machine was in service is decided again, so that nothing of it arrives unnoticed.
  await tx`
    update streams s
    set revision = s.revision + 1
    from agents a
    where a.org_id = s.org_id and a.agent_id = s.agent_id and s.org_id = ${org} and a.shop_id = ${shop}`;
  return held.map(({ currency, minor }) => `${currency} ${minor}`).join(', ');
}

async function putBack(tx: Tx, org: string, { shop, name, closed }: MachineRow, machine: string) {
  if (closed) throw new Fault('shop.shut');
  await requirePlace(tx, org, shop, name, machine);
  await tx`update machines set retired_at = null, reported_at = null where org_id = ${org} and machine_id = ${machine}`;
  return { shop, name };
}
