import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { refuseOpenCase } from './refuse-open-case.ts';

/**
 * Asks that a booked reversal be taken back by an entry beside it, so that its movement stands again. Another person approves,
 * as for a reversal. Throws `api.not-found` outside the scope, `reversal.not-booked`, `reversal.final` for an entry that
 * restored a movement, `reversal.case-open`, and `reversal.asked` for one that was asked for or booked before.
 */
export async function restoreMovement(
  db: Database,
  scope: ShopScope,
  wish: { readonly reversal: string; readonly reason: string },
  address: string,
): Promise<{ readonly id: string }> {
  const id = uuidv7(Date.now(), randomBytes(10));
  await withTenant(db, scope.org, async (tx) => {
    const booked = await readBooked(tx, scope, wish.reversal);
    await refuseOpenCase(tx, scope.org, { machine: booked.machine, transaction: booked.transaction });
    const asked = await tx`
      insert into reversals (
        org_id, reversal_id, reverses, transaction_id, shop_id, machine_id, agent_id, occurred_at, kind, operator, currency, in_minor,
        out_minor, reason, asked_by)
      select org_id, ${id}, reversal_id, transaction_id, shop_id, machine_id, agent_id, occurred_at, kind, operator, currency, out_minor,
        in_minor, ${wish.reason}, ${scope.person}
      from reversals
      where org_id = ${scope.org} and reversal_id = ${wish.reversal}
      on conflict do nothing`;
    if (asked.count === 0) throw new Fault('reversal.asked');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'reversal.restoring-asked',
      subject: booked.transaction,
      address,
      detail: { shop: booked.shop, number: booked.number, reason: wish.reason },
    });
  });
  return { id };
}

interface Booked {
  readonly transaction: string;
  readonly shop: string;
  readonly machine: string;
  readonly ended: string | null;
  readonly number: number | null;
  readonly reverses: string | null;
}

async function readBooked(tx: Tx, scope: ShopScope, reversal: string): Promise<Booked> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<Booked[]>`
    select transaction_id as transaction, shop_id as shop, machine_id as machine, ended, number, reverses
    from reversals
    where org_id = ${scope.org} and reversal_id = ${reversal} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.reverses !== null) throw new Fault('reversal.final');
  if (row.ended !== 'approved') throw new Fault('reversal.not-booked');
  return row;
}
