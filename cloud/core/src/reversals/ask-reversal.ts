import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { refuseOpenCase } from './refuse-open-case.ts';

/**
 * Asks that a movement be taken back in the books. Nothing changes before another person approves, and no cash moves in any
 * case. Throws `api.not-found` outside the scope and for a movement that is archived, `reversal.nothing` where nothing moved,
 * `reversal.case-open` where a person must count first, and `reversal.asked` for one that was asked for or booked before.
 */
export async function askReversal(
  db: Database,
  scope: ShopScope,
  wish: { readonly transaction: string; readonly reason: string },
  address: string,
): Promise<{ readonly id: string }> {
  const id = uuidv7(Date.now(), randomBytes(10));
  const { transaction, reason } = wish;
  await withTenant(db, scope.org, async (tx) => {
    const moved = await readMoved(tx, scope, transaction);
    if (moved.in_minor + moved.out_minor === 0) throw new Fault('reversal.nothing');
    await refuseOpenCase(tx, scope.org, { machine: moved.machine_id, transaction });
    const asked = await tx`
      insert into reversals (
        org_id, reversal_id, transaction_id, shop_id, machine_id, agent_id, occurred_at, kind, operator, currency, in_minor, out_minor,
        reason, asked_by)
      values (
        ${scope.org}, ${id}, ${transaction}, ${moved.shop_id}, ${moved.machine_id}, ${moved.agent_id}, ${moved.occurred_at}, ${moved.kind},
        ${moved.operator}, ${moved.currency}, ${moved.out_minor}, ${moved.in_minor}, ${reason}, ${scope.person})
      on conflict do nothing`;
    if (asked.count === 0) throw new Fault('reversal.asked');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'reversal.asked',
      subject: transaction,
      address,
      detail: { shop: moved.shop_id, kind: moved.kind, reason },
    });
  });
  return { id };
}

interface Moved {
  readonly shop_id: string;
  readonly machine_id: string;
  readonly agent_id: string;
  readonly occurred_at: Date;
  readonly kind: string;
  readonly operator: string | null;
  readonly currency: string;
  readonly in_minor: number;
  readonly out_minor: number;
}

async function readMoved(tx: Tx, scope: ShopScope, transaction: string): Promise<Moved> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<Moved[]>`
    select shop_id, machine_id, agent_id, occurred_at, kind, operator, currency, in_minor, out_minor
    from cash_transactions
    where org_id = ${scope.org} and transaction_id = ${transaction} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}
