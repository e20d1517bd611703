import { appendAudit } from '@tillbridge/core/audit/append-audit';
import { AUDIT_ROWS_MAX, readAudit } from '@tillbridge/core/audit/read-audit';
import { verifyAudit } from '@tillbridge/core/audit/verify-audit';
import { withTenant } from '@tillbridge/core/db/client';
import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import { AuditCheckSchema, AuditPageSchema } from '@tillbridge/shared/reads-audit';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import { requireDay } from '../input/require-day.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

/** Filters of the trail; everything is text, because nothing is coerced. */
export const AUDIT_FILTERS = {
  who: Type.Optional(UuidSchema),
  what: Type.Optional(Type.String({ pattern: '^[a-z-]{2,40}(\\.[a-z_-]{2,40})?$' })),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  shop: Type.Optional(UuidSchema),
  from: Type.Optional(DaySchema),
  to: Type.Optional(DaySchema),
  refused: Type.Optional(Type.Literal('yes')),
};
const ListQuery = Type.Object(
  {
    ...AUDIT_FILTERS,
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$' })),
  },
  { additionalProperties: false },
);

/** The trail, and the proof that nobody touched it. */
export async function auditRoutes(app: App, { database, places }: ApiOptions): Promise<void> {
  const tags = ['audit'];
  app.get(
    '/api/v1/audit',
    {
      config: { access: 'audit.see' },
      schema: { tags, querystring: ListQuery, response: answers(AuditPageSchema, [401, 403]) },
    },
    (request) => {
      const { limit, refused, ...wish } = request.query;
      requireDay(wish.from, 'from');
      requireDay(wish.to, 'to');
      return readAudit(database, personOf(request), {
        ...wish,
        refused: refused === 'yes',
        ...(limit === undefined ? {} : { limit: Math.min(Number(limit), AUDIT_ROWS_MAX) }),
      });
    },
  );
  app.post(
    '/api/v1/audit/verify',
    {
      config: { access: 'audit.see' },
      schema: { tags, response: answers(AuditCheckSchema, [401, 403]) },
    },
    async (request) => {
      const { org, person } = personOf(request);
      const check = await verifyAudit(database, org, places?.audit);
      await withTenant(database, org, (tx) =>
        appendAudit(tx, {
          org,
          actorKind: 'person',
          actor: person,
          action: 'audit.verified',
          address: request.ip,
          detail: { sound: check.sound, events: check.events, checkpoints: check.checkpoints.place },
        }),
      );
      return check;
    },
  );
}
