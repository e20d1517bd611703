import { Fault } from '@tillbridge/shared/faults/fault';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { committed } from '../ingest/committed.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { refuseOpenCase } from './refuse-open-case.ts';

/**
 * Books what somebody else asked for, with its sums, in one transaction. Throws `api.not-found`, `reversal.ended`,
 * `reversal.same-person` for whoever asked, and `reversal.case-open` where a case was opened meanwhile.
 */
export async function approveReversal(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  const shop = await withTenant(db, scope.org, async (tx) => {
    const asked = await lockAsked(tx, scope, id);
    if (asked.asked_by === scope.person) throw new Fault('reversal.same-person');
    await refuseOpenCase(tx, scope.org, { machine: asked.machine_id, transaction: asked.transaction_id });
    const [booked] = await tx<{ booked_number: number; booked_day: string }[]>`
      select booked_number, booked_day from book_reversal(${scope.org}, ${id}, ${scope.person})`;
    if (booked === undefined) throw new Fault('reversal.ended');
    const { booked_number: number, booked_day: day } = booked;
    const action = asked.reverses === null ? 'reversal.booked' : 'reversal.restored';
    await appendAudit(tx, entry(scope, action, asked, address, { number, day, askedBy: asked.asked_by }));
    return asked.shop_id;
  });
  committed(db, scope.org, shop);
  return { id };
}

/** Takes the question back, by whoever asked or by whoever would have to approve. Throws `api.not-found`, `reversal.ended`. */
export async function withdrawReversal(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  await withTenant(db, scope.org, async (tx) => {
    const asked = await lockAsked(tx, scope, id);
    await tx`
      update reversals
      set ended = 'withdrawn', ended_by = ${scope.person}, ended_at = now()
      where org_id = ${scope.org} and reversal_id = ${id}`;
    await appendAudit(tx, entry(scope, 'reversal.withdrawn', asked, address, {}));
  });
  return { id };
}

interface Asked {
  readonly shop_id: string;
  readonly machine_id: string;
  readonly transaction_id: string;
  readonly asked_by: string;
  readonly ended: string | null;
  readonly reverses: string | null;
}

async function lockAsked(tx: Tx, scope: ShopScope, id: string): Promise<Asked> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<Asked[]>`
    select shop_id, machine_id, transaction_id, asked_by, ended, reverses
    from reversals
    where org_id = ${scope.org} and reversal_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.ended !== null) throw new Fault('reversal.ended');
  return row;
}

function entry(
  scope: ShopScope,
  action: string,
  { shop_id: shop, transaction_id: subject }: Asked,
  address: string,
  detail: NonNullable<AuditEntry['detail']>,
): AuditEntry {
  return {
    org: scope.org,
    actorKind: 'person',
    actor: scope.person,
    action,
    subject,
    address,
    detail: { shop, ...detail },
  };
}
