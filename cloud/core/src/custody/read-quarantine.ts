import { Fault } from '@tillbridge/shared/faults/fault';
import {
  type QuarantineDetail,
  type QuarantineKeyOf,
  type QuarantineLine,
  type QuarantineList,
  SHOWN_BYTES_MAX,
} from '@tillbridge/shared/reads-custody';
import type { Database, Tx } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { countPending, type QuarantineQuery, readQuarantineRows } from './quarantine-rows.ts';
import { shownBytes } from './shown-bytes.ts';
import { readUnknownNames } from './unknown-names.ts';

/** So many other lines of one place are shown; a fork seldom has more than two sides. */
const BESIDES_MAX = 20;

export interface QuarantineWish extends Omit<QuarantineQuery, 'key'> {
  readonly cursor?: string;
  readonly limit?: number;
}

/** Lines that could not be applied, newest first. A shop outside the scope has none. */
export function readQuarantine(
  db: Database,
  scope: ShopScope,
  wish: QuarantineWish,
  now = new Date(),
): Promise<QuarantineList> {
  const { cursor, limit: asked, ...query } = wish;
  const limit = pageRows(asked);
  const after = readCursor(cursor);
  return readTenant(db, scope.org, async (tx) => {
    const [rows, pending] = await Promise.all([
      readQuarantineRows(tx, scope, query, { after, limit: limit + 1 }),
      countPending(tx, scope, query),
    ]);
    const page = listPage(rows, limit, (row) => ({ at: row.receivedAt, id: row.place }));
    return { asOf: now.toISOString(), pending, ...page, rows: page.rows.map(withoutPlace) };
  });
}

/** One line with its bytes and whatever else stands at its place. Throws `api.not-found` outside the scope. */
export function readQuarantineLine(
  db: Database,
  scope: ShopScope,
  key: QuarantineKeyOf,
  now = new Date(),
): Promise<QuarantineDetail> {
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await readQuarantineRows(tx, scope, { key }, { after: null, limit: 1 });
    if (row === undefined) throw new Fault('api.not-found');
    const [lines, besides] = await Promise.all([readRaw(tx, scope.org, key), readBesides(tx, scope.org, key)]);
    const [line] = lines;
    if (line === undefined) throw new Fault('api.not-found');
    const { code, shop } = row;
    const named = await readUnknownNames(tx, scope, { shop: shop.id, code, raw: line.raw });
    return {
      asOf: now.toISOString(),
      row: withoutPlace(row),
      raw: shownBytes(line.raw, line.bytes),
      besides,
      ...named,
    };
  });
}

function withoutPlace({ place: _place, ...row }: QuarantineLine & { readonly place: string }): QuarantineLine {
  return row;
}

interface RawColumns {
  readonly raw: Buffer;
  readonly bytes: number;
}

function readRaw(tx: Tx, org: string, key: QuarantineKeyOf): Promise<readonly RawColumns[]> {
  return tx<RawColumns[]>`
    select substring(raw from 1 for ${SHOWN_BYTES_MAX}) as raw, length(raw) as bytes
    from quarantine
    where org_id = ${org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
      and hash = decode(${key.hash}, 'hex')`;
}

async function readBesides(tx: Tx, org: string, key: QuarantineKeyOf): Promise<QuarantineDetail['besides']> {
  const rows = await tx<(RawColumns & { where: 'stream' | 'branch' | 'quarantine'; hash: string; received: Date })[]>`
    select case branch when 0 then 'stream' else 'branch' end as where, encode(sha256(raw), 'hex') as hash,
      received_at as received, substring(raw from 1 for ${SHOWN_BYTES_MAX}) as raw, length(raw) as bytes
    from facts
    where org_id = ${org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
    union all
    select 'quarantine', encode(hash, 'hex'), received_at, substring(raw from 1 for ${SHOWN_BYTES_MAX}), length(raw)
    from quarantine
    where org_id = ${org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
      and hash <> decode(${key.hash}, 'hex')
    limit ${BESIDES_MAX}`;
  return rows.map(({ where, hash, received, raw, bytes }) => ({
    where,
    hash,
    receivedAt: received.toISOString(),
    raw: shownBytes(raw, bytes),
  }));
}
