import { recordRefusal } from '@tillbridge/core/audit/record-refusal';
import type { ExportList } from '@tillbridge/core/exports/export-list';
import { EXPORT_LISTS } from '@tillbridge/core/exports/export-lists';
import { type ExportOrder, openTicket, sealTicket } from '@tillbridge/core/exports/export-ticket';
import { FORMATS, runExport } from '@tillbridge/core/exports/run-export';
import { oneOf } from '@tillbridge/shared/cash';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { personOf } from '../access/access.ts';
import { answers, answersFile } from '../answers/answer-schemas.ts';
import { requireDay } from '../input/require-day.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

/** Exports that one process runs at a time; each holds a connection as long as its client reads. */
const AT_ONCE_MAX = 3;
const BUSY_AGAIN_MS = 10_000;
const FILTERS_MAX = 12;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const OrderBody = Type.Object(
  {
    list: Type.String({ minLength: 1, maxLength: 40 }),
    format: oneOf(FORMATS),
    /** A byte order mark before CSV, which Excel needs to read Thai. */
    bom: Type.Boolean(),
    language: oneOf(['en', 'th']),
    filters: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), {
      maxProperties: FILTERS_MAX,
    }),
  },
  { additionalProperties: false },
);
const TicketAnswer = Type.Object({ path: Type.String() });
const TicketQuery = Type.Object(
  { ticket: Type.String({ minLength: 1, maxLength: 4_000 }) },
  { additionalProperties: false },
);

/** Lists as files: ordered by a proven person, fetched as a download. */
export async function exportRoutes(app: App, { database, places, secrets }: ApiOptions): Promise<void> {
  const tags = ['exports'];
  let running = 0;
  app.post(
    '/api/v1/exports',
    {
      config: { access: 'export.run', stepUp: true },
      schema: { tags, body: OrderBody, response: answers(TicketAnswer, [401, 403, 404]) },
    },
    async (request) => {
      const order = request.body as ExportOrder;
      await listFor(request, order);
      const ticket = sealTicket(secrets.pepper, personOf(request), order, Date.now());
      return { path: `/api/v1/exports/file?ticket=${encodeURIComponent(ticket)}` };
    },
  );
  app.get(
    '/api/v1/exports/file',
    {
      config: { access: 'export.run' },
      schema: {
        tags,
        querystring: TicketQuery,
        response: answersFile(Object.values(TYPES), [401, 403, 404, 409, 429]),
      },
    },
    async (request, reply) => {
      const scope = personOf(request);
      const order = openTicket(secrets.pepper, scope, request.query.ticket, Date.now());
      const list = await listFor(request, order);
      if (running >= AT_ONCE_MAX) throw new Fault('export.busy', { retryAfterMs: BUSY_AGAIN_MS });
      running += 1;
      const done = () => {
        running -= 1;
      };
      const tools = { db: database, scope, archive: places?.archive };
      const onFailure = (error: unknown) => request.log.error({ err: error }, 'an export failed');
      const stream = await runExport({ ...tools, onFailure }, { ...order, list, address: request.ip }).catch(
        (error) => {
          done();
          throw error;
        },
      );
      stream.once('close', done);
      const name = `${list.key}-${new Date().toISOString().slice(0, 10)}.${order.format}`;
      return reply
        .type(TYPES[order.format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(stream);
    },
  );

  /** The list that is asked for, with filters in its form, for somebody who may see it. */
  async function listFor(request: FastifyRequest, { list: key, filters }: ExportOrder): Promise<ExportList> {
    const scope = personOf(request);
    const list = EXPORT_LISTS.find((one) => one.key === key);
    if (list === undefined) throw new Fault('api.not-found');
    if (!scope.permissions.has(list.permission)) {
      await recordRefusal(database, {
        org: scope.org,
        actorKind: 'person',
        actor: scope.person,
        action: 'permission.refused',
        subject: list.permission,
        address: request.ip,
        detail: { route: `export ${key}` },
      });
      throw new Fault('api.forbidden', { detail: list.permission });
    }
    const form = Type.Object({ ...list.filters }, { additionalProperties: false });
    const [wrong] = Value.Errors(form, filters);
    if (wrong !== undefined)
      throw new Fault('api.invalid', {
        errors: [{ path: `body/filters${wrong.instancePath}`, message: wrong.message }],
      });
    for (const name of ['day', 'from', 'to']) requireDay(filters[name], name);
    return list;
  }
}
