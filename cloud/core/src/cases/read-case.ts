import { Fault } from '@tillbridge/shared/faults/fault';
import type { CaseDetail, CaseRecord, RecountRow } from '@tillbridge/shared/reads-cases';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { readAssignable } from './assignable.ts';
import { readCaseRows } from './case-rows.ts';
import { isOrphaned } from './orphaned.ts';

/** Facts that name one case: more than these say nothing new. */
const RECOUNTS_MAX = 50;
const RECORDS_MAX = 500;

interface Place {
  readonly agent_id: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
}

/** One case with its evidence and what people said about it. Throws `api.not-found` for one outside the scope. */
export function readCase(db: Database, scope: ShopScope, id: string, now = new Date()): Promise<CaseDetail> {
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await readCaseRows(tx, scope, { id }, { after: null, limit: 1, now });
    if (row === undefined) throw new Fault('api.not-found');
    const machine = row.machine.id;
    const [place] = await tx<Place[]>`
      select agent_id, epoch, sequence, branch
      from cases
      where org_id = ${scope.org} and machine_id = ${machine} and case_id = ${id}`;
    if (place === undefined) throw new Fault('api.not-found');
    const { agent_id: agent, epoch, sequence, branch } = place;
    const [orphaned, recounts, records, assignable] = await Promise.all([
      isOrphaned(tx, scope.org, { agent, epoch, branch }),
      readRecounts(tx, scope.org, machine, id),
      readRecords(tx, scope.org, machine, id),
      scope.permissions.has('case.resolve')
        ? readAssignable(tx, { org: scope.org, shop: row.shop.id, right: 'case.see' })
        : [],
    ]);
    return {
      asOf: now.toISOString(),
      row,
      fact: { agent, epoch, sequence, branch },
      orphaned,
      recounts,
      records,
      assignable,
    };
  });
}

async function readRecounts(tx: Tx, org: string, machine: string, id: string): Promise<RecountRow[]> {
  const rows = await tx<(Omit<RecountRow, 'occurredAt' | 'receivedAt'> & { occurredAt: Date; receivedAt: Date })[]>`
    select operation_id as operation, occurred_at as "occurredAt", received_at as "receivedAt", operator, note,
      cardinality(cases) as cases, counted, expected, reported
    from recounts
    where org_id = ${org} and machine_id = ${machine} and cases @> array[${id}::uuid]
    order by occurred_at, operation_id
    limit ${RECOUNTS_MAX}`;
  return rows.map((row) => ({
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  }));
}

interface RecordColumns {
  readonly id: string;
  readonly at: Date;
  readonly person: string;
  readonly name: string;
  readonly what: CaseRecord['what'];
  readonly said: string | null;
  readonly assignee: string | null;
  readonly assignee_name: string | null;
  readonly until: Date | null;
}

async function readRecords(tx: Tx, org: string, machine: string, id: string): Promise<CaseRecord[]> {
  const rows = await tx<RecordColumns[]>`
    select r.record_id as id, r.said_at as at, r.person_id as person, p.name, r.what, r.said, r.assigned_to as assignee,
      a.name as assignee_name, r.snoozed_until as until
    from case_records r
    join people p on p.person_id = r.person_id
    left join people a on a.person_id = r.assigned_to
    where r.org_id = ${org} and r.machine_id = ${machine} and r.case_id = ${id}
    order by r.said_at, r.record_id
    limit ${RECORDS_MAX}`;
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: { id: row.person, name: row.name },
    what: row.what,
    said: row.said,
    assignee: row.assignee === null ? null : { id: row.assignee, name: row.assignee_name ?? '' },
    until: row.until?.toISOString() ?? null,
  }));
}
