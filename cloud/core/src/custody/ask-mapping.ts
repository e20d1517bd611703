import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { minorDigits } from '@tillbridge/shared/money';
import type { QuarantineKeyOf } from '@tillbridge/shared/reads-custody';
import type { MappedName } from '@tillbridge/shared/reads-mappings';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopNames } from '../ingest/shop-names.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { namesOf, readMachines, unknownNames } from './unknown-names.ts';

export interface MappingWish {
  /** The line in which the name stands; its shop is the shop of the mapping. */
  readonly line: QuarantineKeyOf;
  readonly what: MappedName;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/**
 * Asks that a name of a quarantined line stand for one that its shop knows. Nothing changes before another person approves.
 * Throws `api.not-found` for a line outside the scope and for a machine that is not of the line's shop,
 * `quarantine.settled`, `mapping.not-in-line`, `mapping.not-safe`, and `mapping.asked` where the name has a mapping.
 */
export async function askMapping(
  db: Database,
  scope: ShopScope,
  wish: MappingWish,
  address: string,
): Promise<{ readonly id: string }> {
  const id = uuidv7(Date.now(), randomBytes(10));
  const { what, from, to, reason } = wish;
  await withTenant(db, scope.org, async (tx) => {
    const line = await readPending(tx, scope, wish.line);
    const names = namesOf(await readMachines(tx, scope.org, line.shop_id));
    requireTarget(names, wish);
    const isInLine = unknownNames(line.raw, line.code, names).some((each) => each.what === what && each.name === from);
    if (!isInLine) throw new Fault('mapping.not-in-line');
    const asked = await tx`
      insert into quarantine_mappings (org_id, mapping_id, shop_id, what, from_name, to_name, reason, asked_by)
      values (${scope.org}, ${id}, ${line.shop_id}, ${what}, ${from}, ${to}, ${reason}, ${scope.person})
      on conflict do nothing`;
    if (asked.count === 0) throw new Fault('mapping.asked');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'quarantine.mapping-asked',
      subject: id,
      address,
      detail: { shop: line.shop_id, what, from, to, reason },
    });
  });
  return { id };
}

/** A machine of another shop, or of nobody, is not found; two currencies whose smallest coins differ are never one. */
function requireTarget(names: ShopNames, { what, from, to }: MappingWish): void {
  if (!names.knows(what, to)) {
    if (what === 'machine') throw new Fault('api.not-found');
    throw new Fault('mapping.not-safe', { detail: `${what} ${to} is not known here` });
  }
  if (what === 'currency' && minorDigits(from) !== minorDigits(to))
    throw new Fault('mapping.not-safe', { detail: `${from} and ${to} count in different parts` });
}

interface PendingLine {
  readonly shop_id: string;
  readonly state: string;
  readonly code: string;
  readonly raw: Buffer;
}

async function readPending(tx: Tx, scope: ShopScope, key: QuarantineKeyOf): Promise<PendingLine> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<PendingLine[]>`
    select shop_id, state, code, raw
    from quarantine
    where org_id = ${scope.org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
      and hash = decode(${key.hash}, 'hex') and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.state !== 'pending') throw new Fault('quarantine.settled');
  return row;
}
