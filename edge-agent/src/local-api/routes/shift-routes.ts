import { oneOf } from '@tillbridge/shared/cash';
import { EmployeeNumberSchema, PinSchema } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import { CountLinesSchema, OPENING_SOURCES, ReasonSchema, ShiftClosedSchema } from '@tillbridge/shared/shift';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Figures } from '../../shift/figures.ts';
import { type OpenShift, told } from '../../shift/shift-state.ts';
import { callerOfRequest, nameOf, personOfRequest } from '../identity.ts';
import type { LocalApiParts } from '../parts.ts';
import { APPROVAL_HEADER } from '../schemas.ts';
import { showsExpected } from '../shows-expected.ts';
import { ApprovalSchema } from './session-routes.ts';

/** A count of every denomination of several machines. */
const COUNT_BYTES_MAX = 65_536;
const CLOSINGS_MAX = 50;

const OpenSchema = Type.Object(
  { source: oneOf(OPENING_SOURCES), lines: Type.Optional(CountLinesSchema) },
  { additionalProperties: false },
);
const CountSchema = Type.Object({ lines: CountLinesSchema }, { additionalProperties: false });
const CloseSchema = Type.Object({ reason: Type.Optional(ReasonSchema) }, { additionalProperties: false });
const CloseHeadersSchema = Type.Object({ [APPROVAL_HEADER]: Type.Optional(Type.String({ maxLength: 64 })) });
const ApproverSchema = Type.Object(
  { employeeNumber: EmployeeNumberSchema, pin: PinSchema },
  { additionalProperties: false },
);
const NumberSchema = Type.Object({ number: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) });

/** The shift of this shop PC. Everything here is done by a person: a till alone has no shift. */
export function shiftRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const { shift, approvals } = parts;
  app.get('/v1/shift', { config: { may: 'machine.see' } }, async () => shift.public());
  app.post<{ Body: Static<typeof OpenSchema> }>(
    '/v1/shift/open',
    { config: { may: 'shift.open' }, bodyLimit: COUNT_BYTES_MAX, schema: { body: OpenSchema } },
    async (request) => {
      const { source, lines } = request.body;
      if ((source === 'counted') !== (lines !== undefined))
        throw new Fault('api.invalid', { fields: ['lines go with the source counted, and only with it'] });
      return told(
        await shift.open(who(request), source === 'counted' ? { source, lines: lines ?? [] } : { source: 'machine' }),
      );
    },
  );
  app.post<{ Body: Static<typeof CountSchema> }>(
    '/v1/shift/count',
    { config: { may: 'shift.close' }, bodyLimit: COUNT_BYTES_MAX, schema: { body: CountSchema } },
    async (request) => shift.count(who(request), request.body.lines),
  );
  app.post<{ Body: Static<typeof ApproverSchema> }>(
    '/v1/shift/approval',
    { config: { may: 'shift.close' }, schema: { body: ApproverSchema, response: { 200: ApprovalSchema } } },
    async (request) => {
      const { employeeNumber: number, pin } = request.body;
      const open = shift.current();
      if (open.count === undefined) throw new Fault('shift.not-counted');
      const what = whatToApprove(open, await shift.figures());
      return approvals.give(what, personOfRequest(request), { number, pin });
    },
  );
  app.post<{ Body: Static<typeof CloseSchema> }>(
    '/v1/shift/close',
    {
      config: { may: 'shift.close' },
      schema: { body: CloseSchema, headers: CloseHeadersSchema, response: { 200: ShiftClosedSchema } },
    },
    async (request) => {
      const person = personOfRequest(request);
      const approval = request.headers[APPROVAL_HEADER];
      const approve = (open: OpenShift, figures: Figures) =>
        typeof approval === 'string'
          ? nameOf(approvals.use(approval, whatToApprove(open, figures), person))
          : undefined;
      return shift.close(nameOf(person), { ...request.body, approve });
    },
  );
  readRoutes(app, parts);
}

/** X at any time, and the closings that are still on this PC. */
function readRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const { shift } = parts;
  app.get('/v1/shift/x', { config: { may: 'shift.close' } }, async (request) => {
    const x = { ...told(shift.current()), asOf: shift.now() };
    if (!showsExpected(parts, callerOfRequest(request))) return x;
    const figures = await shift.figures();
    return { ...told(shift.current()), asOf: shift.now(), figures };
  });
  app.get('/v1/shift/sheet', { config: { may: 'shift.close' } }, async () => ({ lines: await shift.sheet() }));
  app.get('/v1/closings', { config: { may: 'shift.close' } }, async () => {
    const closings = [];
    for (const { lines: _, ...closing } of shift.closings()) {
      closings.push(closing);
      if (closings.length >= CLOSINGS_MAX) break;
    }
    return { closings };
  });
  app.get<{ Params: Static<typeof NumberSchema> }>(
    '/v1/closings/:number',
    { config: { may: 'shift.close' }, schema: { params: NumberSchema } },
    async (request) => shift.closing(Number(request.params.number)),
  );
  app.post<{ Params: Static<typeof NumberSchema>; Body: Static<typeof CloseSchema> }>(
    '/v1/closings/:number/approve',
    { config: { may: 'shift.approve' }, schema: { params: NumberSchema, body: CloseSchema } },
    async (request) => {
      const number = Number(request.params.number);
      const by = who(request);
      if (shift.closing(number).by === by) throw new Fault('local.same-person');
      shift.approve(number, by, request.body.reason);
      return { number, approvedBy: by };
    },
  );
}

const who = (request: FastifyRequest): string => nameOf(personOfRequest(request));

/** An approval is for this shift and this difference: a movement or another count makes it void. */
function whatToApprove(open: OpenShift, { sums }: Figures) {
  const amountMinor = sums.reduce((sum, { varianceMinor }) => sum + Math.abs(varianceMinor), 0);
  return { action: 'closing', subject: `${open.shift}/${open.counts}`, amountMinor } as const;
}
