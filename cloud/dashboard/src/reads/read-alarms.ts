import 'server-only';
import type { AlarmPage, AlarmSeverity, AlarmState } from '@tillbridge/shared/reads-alarms';
import { callApi } from './call-api.ts';
import { pathWith } from './query.ts';

export interface AlarmsQuery {
  readonly state?: AlarmState | undefined;
  readonly severity?: AlarmSeverity | undefined;
  readonly shop?: string | undefined;
  readonly cursor?: string | undefined;
}

export function readAlarms(query: AlarmsQuery): Promise<AlarmPage> {
  return callApi<AlarmPage>(pathWith('/api/v1/alarms', { ...query }));
}
