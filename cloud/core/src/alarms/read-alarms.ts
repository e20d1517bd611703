import { Fault } from '@tillbridge/shared/faults/fault';
import type { Need } from '@tillbridge/shared/reads';
import type { AlarmPage, AlarmSeverity, AlarmState } from '@tillbridge/shared/reads-alarms';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

export const ALARM_ROWS = 50;
const ALARM_ROWS_MAX = 200;

export interface AlarmsWish {
  readonly state?: AlarmState;
  readonly severity?: AlarmSeverity;
  readonly shop?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

interface Columns {
  readonly alarm_id: string;
  readonly need: Need;
  readonly time_zone: string;
  readonly currency: string;
  readonly raised_at: Date;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly note: string | null;
  readonly escalated_at: Date | null;
  readonly cleared_at: Date | null;
}

/** Alarms that were raised, newest first: those nobody acknowledged unless asked otherwise. Throws `api.invalid` for a foreign cursor. */
export function readAlarms(
  db: Database,
  scope: ShopScope,
  wish: AlarmsWish,
  now: Date = new Date(),
): Promise<AlarmPage> {
  const { state = 'open', severity = null, shop = null } = wish;
  const limit = Math.min(wish.limit ?? ALARM_ROWS, ALARM_ROWS_MAX);
  const after = wish.cursor === undefined ? null : readCursor(wish.cursor);
  const { all, list } = shopFilter(scope);
  return readTenant(db, scope.org, async (tx) => {
    const theirs = tx`a.org_id = ${scope.org} and a.raised_at is not null and (${all} or a.shop_id = any(${[...list]}::uuid[]))`;
    const [counts] = await tx<{ open: number; acknowledged: number }[]>`
      select count(*) filter (where a.acknowledged_at is null) as open,
        count(*) filter (where a.acknowledged_at is not null) as acknowledged
      from alarms a
      where ${theirs} and a.cleared_at is null`;
    const found = await tx<Columns[]>`
      select a.alarm_id, a.need, s.time_zone, s.currency, a.raised_at, a.acknowledged_at, p.name as acknowledged_by, a.note,
        a.escalated_at, a.cleared_at
      from alarms a
      join shops s on s.org_id = a.org_id and s.shop_id = a.shop_id
      left join people p on p.person_id = a.acknowledged_by
      where ${theirs}
        and (${state === 'cleared'} = (a.cleared_at is not null))
        and (${state === 'cleared'} or ${state === 'acknowledged'} = (a.acknowledged_at is not null))
        and (${severity}::text is null or a.severity = ${severity})
        and (${shop}::uuid is null or a.shop_id = ${shop}::uuid)
        and (${after === null} or (a.raised_at, a.alarm_id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by a.raised_at desc, a.alarm_id desc
      limit ${limit + 1}`;
    const last = found.slice(0, limit).at(-1);
    return {
      asOf: now.toISOString(),
      open: counts?.open ?? 0,
      acknowledged: counts?.acknowledged ?? 0,
      rows: found.slice(0, limit).map(alarmOf),
      ...(found.length > limit && last ? { next: writeCursor(last) } : {}),
    };
  });
}

function alarmOf(row: Columns): AlarmPage['rows'][number] {
  const state = row.cleared_at !== null ? 'cleared' : row.acknowledged_at !== null ? 'acknowledged' : 'open';
  return {
    id: row.alarm_id,
    state,
    need: row.need,
    timeZone: row.time_zone,
    currency: row.currency,
    raisedAt: row.raised_at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
    note: row.note,
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    clearedAt: row.cleared_at?.toISOString() ?? null,
  };
}

function writeCursor(row: Columns): string {
  return Buffer.from(`alarm ${row.raised_at.toISOString()} ${row.alarm_id}`).toString('base64url');
}

const CURSOR = /^alarm (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCursor(cursor: string): { readonly at: string; readonly id: string } {
  const [, at, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)))
    throw new Fault('api.invalid', { errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  return { at, id };
}
