import { Fault } from '@tillbridge/shared/faults/fault';
import { MAPPED_REDRIVE_MAX, type MappedRedrive } from '@tillbridge/shared/reads-mappings';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type QuarantineKey, redrive } from '../ingest/redrive.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * Tries the lines again that wait with this name, oldest first, each in a transaction of its own: killed midway, what is
 * applied stays applied and the rest waits. Throws `api.not-found` and `mapping.not-in-force`.
 */
export async function redriveMapped(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<MappedRedrive> {
  const waiting = await withTenant(db, scope.org, async (tx) => {
    const keys = await readWaiting(tx, scope, await requireInForce(tx, scope, id));
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'quarantine.mapping-redriven',
      subject: id,
      address,
      detail: { lines: Math.min(keys.length, MAPPED_REDRIVE_MAX) },
    });
    return keys;
  });
  const result = { applied: 0, pending: 0, more: waiting.length > MAPPED_REDRIVE_MAX };
  for (const key of waiting.slice(0, MAPPED_REDRIVE_MAX)) {
    const { state } = await redrive(db, key, { person: scope.person });
    if (state !== 'gone') result[state] += 1;
  }
  return result;
}

interface InForce {
  readonly shop_id: string;
  readonly from_name: string;
}

async function requireInForce(tx: Tx, scope: ShopScope, id: string): Promise<InForce> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<(InForce & { in_force: boolean })[]>`
    select shop_id, from_name, approved_at is not null and ended_at is null as in_force
    from quarantine_mappings
    where org_id = ${scope.org} and mapping_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined) throw new Fault('api.not-found');
  if (!row.in_force) throw new Fault('mapping.not-in-force');
  return row;
}

/** Lines of the shop that say the name somewhere; the redrive itself decides whether they mean it. */
async function readWaiting(tx: Tx, { org }: ShopScope, { shop_id, from_name }: InForce): Promise<QuarantineKey[]> {
  const written = JSON.stringify(from_name);
  const rows = await tx<Omit<QuarantineKey, 'org'>[]>`
    select agent_id as agent, epoch, sequence, encode(hash, 'hex') as hash
    from quarantine
    where org_id = ${org} and shop_id = ${shop_id} and state = 'pending' and code in ('fact.machine', 'fact.schema')
      and position(convert_to(${written}, 'UTF8') in raw) > 0
    order by received_at, agent_id, epoch, sequence
    limit ${MAPPED_REDRIVE_MAX + 1}`;
  return rows.map((row) => ({ ...row, org }));
}
