import { Fault } from '@tillbridge/shared/faults/fault';
import type { AnomalyDetail, AnomalyEnd, AnomalyRecord, Evidence } from '@tillbridge/shared/reads-anomalies';
import { readAssignable } from '../cases/assignable.ts';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { readAnomalyRows } from './anomaly-rows.ts';

const RECORDS_MAX = 500;

/** One anomaly with its evidence and what people said about it. Throws `api.not-found` for one outside the scope. */
export function readAnomaly(db: Database, scope: ShopScope, id: string, now = new Date()): Promise<AnomalyDetail> {
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await readAnomalyRows(tx, scope, { id }, { after: null, limit: 1, now });
    if (row === undefined) throw new Fault('api.not-found');
    const [proof] = await tx<{ evidence: Evidence[]; total: number }[]>`
      select evidence, evidence_total as total
      from anomalies
      where org_id = ${scope.org} and anomaly_id = ${id}`;
    const matter = { org: scope.org, shop: row.shop.id, right: 'anomaly.see' } as const;
    return {
      asOf: now.toISOString(),
      row,
      evidence: proof?.evidence ?? [],
      evidenceTotal: proof?.total ?? 0,
      records: await readRecords(tx, scope.org, id),
      assignable: scope.permissions.has('anomaly.resolve') ? await readAssignable(tx, matter) : [],
    };
  });
}

interface RecordColumns {
  readonly id: string;
  readonly at: Date;
  readonly person: string;
  readonly name: string;
  readonly what: AnomalyRecord['what'];
  readonly said: string | null;
  readonly resolved_as: AnomalyEnd | null;
  readonly assignee: string | null;
  readonly assignee_name: string | null;
  readonly until: Date | null;
}

async function readRecords(tx: Tx, org: string, id: string): Promise<AnomalyRecord[]> {
  const rows = await tx<RecordColumns[]>`
    select r.record_id as id, r.said_at as at, r.person_id as person, p.name, r.what, r.said, r.resolved_as, r.assigned_to as assignee,
      a.name as assignee_name, r.snoozed_until as until
    from anomaly_records r
    join people p on p.person_id = r.person_id
    left join people a on a.person_id = r.assigned_to
    where r.org_id = ${org} and r.anomaly_id = ${id}
    order by r.said_at, r.record_id
    limit ${RECORDS_MAX}`;
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: { id: row.person, name: row.name },
    what: row.what,
    said: row.said,
    resolvedAs: row.resolved_as,
    assignee: row.assignee === null ? null : { id: row.assignee, name: row.assignee_name ?? '' },
    until: row.until?.toISOString() ?? null,
  }));
}
