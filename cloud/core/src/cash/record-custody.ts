import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { AMOUNT_MINOR_MAX } from '@tillbridge/shared/money';
import type { BankLine, CustodyWish } from '@tillbridge/shared/reads-collections';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** A person may say a little later's time; clocks differ. */
const AHEAD_MS = 300_000;

interface LockedCollection {
  readonly machine_id: string;
  readonly shop_id: string;
  readonly collected_at: Date;
  readonly state: string;
}

/**
 * One more link in the chain of custody of a collection, or a note; nothing before it is changed, and what left the
 * machine stays what its fact says. Throws `api.not-found` for a collection outside the scope, `collection.order` for
 * anything but a note after the bank counted, and `api.invalid` for a time before the collection or ahead of now, a
 * denomination named twice, or a sum beyond what is counted.
 */
export async function recordCustody(
  db: Database,
  scope: ShopScope,
  id: string,
  wish: CustodyWish,
  address: string,
): Promise<{ readonly id: string }> {
  const record = uuidv7(Date.now(), randomBytes(10));
  const countedMinor = wish.what === 'counted' ? sumOf(wish.counted) : null;
  await withTenant(db, scope.org, async (tx) => {
    const found = await lockCollection(tx, scope, id);
    requireMoment(wish.happenedAt, found.collected_at);
    if (wish.what !== 'noted' && found.state === 'counted') throw new Fault('collection.order');
    const { party = null, place = null, seal = null, said = null } = 'party' in wish ? wish : { said: wish.said };
    const counted = wish.what === 'counted' ? JSON.stringify(wish.counted) : null;
    await tx`
      insert into collection_records (
        org_id, machine_id, collection_id, record_id, person_id, what, happened_at, party, place, seal, said, counted, counted_minor)
      values (
        ${scope.org}, ${found.machine_id}, ${id}, ${record}, ${scope.person}, ${wish.what}, ${wish.happenedAt}::timestamptz, ${party}, ${place},
        ${seal}, ${said}, ${counted}::jsonb, ${countedMinor}::bigint)`;
    if (wish.what !== 'noted') {
      await tx`
        update collections
        set state = ${wish.what}, counted_minor = ${countedMinor}::bigint,
          counted_at = case when ${countedMinor !== null} then ${wish.happenedAt}::timestamptz end
        where org_id = ${scope.org} and machine_id = ${found.machine_id} and collection_id = ${id}`;
    }
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: `collection.${wish.what}`,
      subject: id,
      address,
      detail: { shop: found.shop_id, record, party, place, seal, countedMinor },
    });
  });
  return { id: record };
}

async function lockCollection(tx: Tx, scope: ShopScope, id: string): Promise<LockedCollection> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<LockedCollection[]>`
    select machine_id, shop_id, collected_at, state
    from collections
    where org_id = ${scope.org} and collection_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))
    order by collected_at desc, machine_id
    limit 1
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}

function requireMoment(happenedAt: string, collectedAt: Date): void {
  const ms = Date.parse(happenedAt);
  const known = new Date(ms).getTime() === ms && new Date(ms).toISOString() === happenedAt;
  if (known && ms >= collectedAt.getTime() && ms <= Date.now() + AHEAD_MS) return;
  throw new Fault('api.invalid', { errors: [{ path: '/happenedAt', message: 'between the collection and now' }] });
}

function sumOf(counted: readonly BankLine[]): number {
  const names = new Set(counted.map(({ form, valueMinor }) => `${form} ${valueMinor}`));
  const sum = counted.reduce((total, { valueMinor, pieces }) => total + valueMinor * pieces, 0);
  if (names.size === counted.length && sum <= AMOUNT_MINOR_MAX) return sum;
  throw new Fault('api.invalid', {
    errors: [{ path: '/counted', message: 'each denomination once, within what is counted' }],
  });
}
