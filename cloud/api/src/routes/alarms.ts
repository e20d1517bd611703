import { acknowledgeAlarm } from '@tillbridge/core/alarms/acknowledge-alarm';
import { readAlarms } from '@tillbridge/core/alarms/read-alarms';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import { AcknowledgeSchema, ALARM_SEVERITIES, ALARM_STATES, AlarmPageSchema } from '@tillbridge/shared/reads-alarms';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const AlarmsQuery = Type.Object(
  {
    ...LIST_QUERY,
    state: Type.Optional(oneOf(ALARM_STATES)),
    severity: Type.Optional(oneOf(ALARM_SEVERITIES)),
    shop: Type.Optional(UuidSchema),
  },
  { additionalProperties: false },
);

/** What was announced, and that somebody looks after it. */
export async function alarmRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['alarms'];
  app.get(
    '/api/v1/alarms',
    {
      config: { access: 'alarm.see' },
      schema: { tags, querystring: AlarmsQuery, response: answers(AlarmPageSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readAlarms(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.post(
    '/api/v1/alarms/:id/acknowledge',
    {
      config: { access: 'alarm.acknowledge' },
      schema: {
        tags,
        params: Type.Object({ id: UuidSchema }),
        body: AcknowledgeSchema,
        response: answers(Type.Object({ id: UuidSchema }), [401, 403, 404]),
      },
    },
    (request) => acknowledgeAlarm(database, personOf(request), request.params.id, request.body, request.ip),
  );
}
