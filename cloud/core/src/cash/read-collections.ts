import type { CashLine } from '@tillbridge/shared/cash';
import { Fault } from '@tillbridge/shared/faults/fault';
import type {
  CollectionDetail,
  CollectionPage,
  CollectionRow,
  CustodyRecord,
  CustodyState,
} from '@tillbridge/shared/reads-collections';
import type { Database, Tx } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

const RECORDS_MAX = 500;

export interface CollectionsWish {
  readonly shop?: string;
  readonly state?: CustodyState;
  readonly cursor?: string;
  readonly limit?: number;
}

/** A page of what was taken out of the machines of the scope to be carried away, newest first. */
export function readCollections(db: Database, scope: ShopScope, wish: CollectionsWish): Promise<CollectionPage> {
  const limit = pageRows(wish.limit);
  const after = readCursor(wish.cursor);
  const { shop, state } = wish;
  return readTenant(db, scope.org, async (tx) => {
    const which: ReturnType<Tx> = tx`
      ${shop === undefined ? tx`true` : tx`c.shop_id = ${shop}`}
      ${state === undefined ? tx`` : tx`and c.state = ${state}`}
      ${
        after === null
          ? tx``
          : tx`and c.collected_at <= ${after.at}::timestamptz
               and (c.collected_at < ${after.at}::timestamptz or c.collection_id > ${after.id}::uuid)`
      }`;
    const rows = (await collectionRows(tx, scope, which, limit + 1)).map(({ row }) => row);
    return { asOf: new Date().toISOString(), ...listPage(rows, limit, (row) => ({ at: row.collectedAt, id: row.id })) };
  });
}

/** One collection with its pieces and its chain of custody. Throws `api.not-found` for one outside the scope. */
export function readCollection(db: Database, scope: ShopScope, id: string): Promise<CollectionDetail> {
  return readTenant(db, scope.org, async (tx) => {
    const [found] = await collectionRows(tx, scope, tx`c.collection_id = ${id}`, 1);
    if (found === undefined) throw new Fault('api.not-found');
    const records = await readRecords(tx, scope.org, found.row.machine.id, id);
    return { asOf: new Date().toISOString(), row: found.row, lines: found.lines, records };
  });
}

interface Columns extends Omit<CollectionRow, 'machine' | 'collectedAt' | 'receivedAt' | 'countedAt'> {
  readonly machineId: string;
  readonly machineName: string;
  readonly retired: boolean;
  readonly collectedAt: Date;
  readonly receivedAt: Date;
  readonly countedAt: Date | null;
  readonly lines: CashLine[];
}

async function collectionRows(
  tx: Tx,
  scope: ShopScope,
  which: ReturnType<Tx>,
  limit: number,
): Promise<{ readonly row: CollectionRow; readonly lines: CashLine[] }[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Columns[]>`
    select c.collection_id as id, ${shopRef(tx)} as shop, c.machine_id as "machineId", m.name as "machineName", m.retired_at is not null as retired,
      c.business_date as "businessDate", c.collected_at as "collectedAt", c.received_at as "receivedAt", c.outcome, c.currency,
      c.out_minor as "outMinor", c.operator, c.seal, c.receiver, c.state, c.counted_minor as "countedMinor", c.counted_at as "countedAt", c.lines
    from collections c
    join shops s on s.org_id = c.org_id and s.shop_id = c.shop_id
    join machines m on m.org_id = c.org_id and m.machine_id = c.machine_id
    where c.org_id = ${scope.org} and ${which} and (${all} or c.shop_id = any(${[...list]}::uuid[]))
    order by c.collected_at desc, c.collection_id
    limit ${limit}`;
  return rows.map(({ machineId, machineName, retired, lines, ...row }) => ({
    lines,
    row: {
      ...row,
      machine: { id: machineId, name: machineName, retired },
      collectedAt: row.collectedAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
      countedAt: row.countedAt?.toISOString() ?? null,
    },
  }));
}

interface RecordColumns extends Omit<CustodyRecord, 'by' | 'saidAt' | 'happenedAt'> {
  readonly person: string;
  readonly name: string;
  readonly saidAt: Date;
  readonly happenedAt: Date;
}

async function readRecords(tx: Tx, org: string, machine: string, id: string): Promise<CustodyRecord[]> {
  const rows = await tx<RecordColumns[]>`
    select r.record_id as id, r.said_at as "saidAt", r.person_id as person, p.name, r.what, r.happened_at as "happenedAt", r.party, r.place,
      r.seal, r.said, r.counted
    from collection_records r
    join people p on p.person_id = r.person_id
    where r.org_id = ${org} and r.machine_id = ${machine} and r.collection_id = ${id}
    order by r.said_at, r.record_id
    limit ${RECORDS_MAX}`;
  return rows.map(({ person, name, ...row }) => ({
    ...row,
    by: { id: person, name },
    saidAt: row.saidAt.toISOString(),
    happenedAt: row.happenedAt.toISOString(),
  }));
}
