import { evaluateAlarms } from '@tillbridge/core/alarms/evaluate-alarms';
import { type Database, withTenant } from '@tillbridge/core/db/client';
import { addNotice, NOTICE_CALLS, NOTICES_WITHOUT_TARGET, type NoticeTarget } from './notice-calls.ts';

export interface AlarmTarget extends NoticeTarget {
  readonly alarm: string;
}

/** An alarm of what is wrong with this shop, and a notice of the organization. */
export async function raiseAlarm(db: Database, org: string, shop: string): Promise<AlarmTarget> {
  await evaluateAlarms(db, org, [shop]);
  const [raised] = await withTenant(
    db,
    org,
    (tx) => tx<{ id: string }[]>`
      select alarm_id as id from alarms where shop_id = ${shop} and raised_at is not null`,
  );
  return { alarm: raised?.id ?? '', ...(await addNotice(db, org)) };
}

/** One that is not there. */
export const noAlarm = (missing: string): AlarmTarget => ({
  alarm: missing,
  channel: missing,
  doomed: missing,
  edited: missing,
  hook: missing,
  notice: missing,
});

export const ALARM_CALLS = {
  ...NOTICE_CALLS,
  'GET /api/v1/alarms': () => ({ method: 'GET', url: '/api/v1/alarms' }) as const,
  'POST /api/v1/alarms/:id/acknowledge': ({ alarm }: AlarmTarget) =>
    ({ method: 'POST', url: `/api/v1/alarms/${alarm}/acknowledge`, payload: {} }) as const,
};
export const ALARMS_WITHOUT_TARGET = ['GET /api/v1/alarms', ...NOTICES_WITHOUT_TARGET];
