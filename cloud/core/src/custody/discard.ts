import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { QuarantineKeyOf } from '@tillbridge/shared/reads-custody';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { committed } from '../ingest/committed.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * Asks that a line be set aside for good. Nothing changes before another person approves; the bytes stay in any case.
 * Throws `api.not-found` outside the scope, `quarantine.settled`, and `quarantine.asked` where somebody asked before.
 */
export async function askDiscard(
  db: Database,
  scope: ShopScope,
  key: QuarantineKeyOf,
  reason: string,
  address: string,
): Promise<{ readonly id: string }> {
  const id = uuidv7(Date.now(), randomBytes(10));
  await withTenant(db, scope.org, async (tx) => {
    await lockPending(tx, scope, key);
    const asked = await tx`
      insert into quarantine_discards (org_id, discard_id, agent_id, epoch, sequence, hash, reason, asked_by)
      values (${scope.org}, ${id}, ${key.agent}, ${key.epoch}, ${key.sequence}, decode(${key.hash}, 'hex'), ${reason}, ${scope.person})
      on conflict do nothing`;
    if (asked.count === 0) throw new Fault('quarantine.asked');
    await appendAudit(tx, entry(scope, 'quarantine.discard-asked', key, address, { reason }));
  });
  return { id };
}

/**
 * Approves what somebody else asked for: the line is discarded, its bytes and its place stay. Throws `api.not-found`,
 * `quarantine.settled`, `quarantine.not-asked`, and `quarantine.same-person` for whoever asked.
 */
export async function approveDiscard(
  db: Database,
  scope: ShopScope,
  key: QuarantineKeyOf,
  address: string,
): Promise<{ readonly id: string }> {
  const { id, shop } = await withTenant(db, scope.org, async (tx) => {
    const { shop_id } = await lockPending(tx, scope, key);
    const asked = await lockAsked(tx, scope, key);
    if (asked.asked_by === scope.person) throw new Fault('quarantine.same-person');
    await endAsking(tx, scope, asked.discard_id, 'approved');
    await tx`
      update quarantine
      set state = 'discarded', settled_at = now(), settled_by = ${scope.person}
      where org_id = ${scope.org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
        and hash = decode(${key.hash}, 'hex') and state = 'pending'`;
    await appendAudit(
      tx,
      entry(scope, 'quarantine.discarded', key, address, { reason: asked.reason, askedBy: asked.asked_by }),
    );
    return { id: asked.discard_id, shop: shop_id };
  });
  committed(db, scope.org, shop);
  return { id };
}

/** Takes the question back, by whoever asked or by whoever would have to approve. Throws as `approveDiscard` does. */
export async function withdrawDiscard(
  db: Database,
  scope: ShopScope,
  key: QuarantineKeyOf,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, scope.org, async (tx) => {
    await lockPending(tx, scope, key);
    const asked = await lockAsked(tx, scope, key);
    await endAsking(tx, scope, asked.discard_id, 'withdrawn');
    await appendAudit(tx, entry(scope, 'quarantine.discard-withdrawn', key, address, {}));
    return { id: asked.discard_id };
  });
}

async function lockPending(tx: Tx, scope: ShopScope, key: QuarantineKeyOf): Promise<{ readonly shop_id: string }> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ shop_id: string; state: string }[]>`
    select shop_id, state
    from quarantine
    where org_id = ${scope.org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
      and hash = decode(${key.hash}, 'hex') and (${all} or shop_id = any(${[...list]}::uuid[]))
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.state !== 'pending') throw new Fault('quarantine.settled');
  return row;
}

interface Asked {
  readonly discard_id: string;
  readonly asked_by: string;
  readonly reason: string;
}

async function lockAsked(tx: Tx, scope: ShopScope, key: QuarantineKeyOf): Promise<Asked> {
  const [asked] = await tx<Asked[]>`
    select discard_id, asked_by, reason
    from quarantine_discards
    where org_id = ${scope.org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
      and hash = decode(${key.hash}, 'hex') and ended is null
    for update`;
  if (asked === undefined) throw new Fault('quarantine.not-asked');
  return asked;
}

function endAsking(tx: Tx, scope: ShopScope, id: string, ended: 'approved' | 'withdrawn'): Promise<unknown> {
  return tx`
    update quarantine_discards
    set ended = ${ended}, ended_by = ${scope.person}, ended_at = now()
    where org_id = ${scope.org} and discard_id = ${id}`;
}

function entry(
  scope: ShopScope,
  action: string,
  key: QuarantineKeyOf,
  address: string,
  detail: NonNullable<AuditEntry['detail']>,
): AuditEntry {
  const subject = `${key.agent}/${key.epoch}/${key.sequence}`;
  return {
    org: scope.org,
    actorKind: 'person',
    actor: scope.person,
    action,
    subject,
    address,
    detail: { ...detail, hash: key.hash },
  };
}
