import { EmployeeNumberSchema, PinSchema } from '@tillbridge/shared/configuration';
import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Caller, callerOfRequest, requireRight } from '../identity.ts';
import { operationId } from '../operation-id.ts';
import type { LocalApiParts } from '../parts.ts';
import { AmountSchema, IdempotencyKeySchema } from '../schemas.ts';

const SignInSchema = Type.Object(
  { employeeNumber: EmployeeNumberSchema, pin: PinSchema },
  { additionalProperties: false },
);
const PayoutApprovalSchema = Type.Object(
  {
    /** The Idempotency-Key that the payout will carry. */
    key: IdempotencyKeySchema,
    amountMinor: AmountSchema,
    employeeNumber: EmployeeNumberSchema,
    pin: PinSchema,
  },
  { additionalProperties: false },
);
const WhoSchema = Type.Object({
  till: Type.Union([Type.String(), Type.Null()]),
  person: Type.Union([Type.Object({ number: Type.String(), name: Type.String() }), Type.Null()]),
  /** What this caller may do now. */
  permissions: Type.Array(Type.String()),
});
const NamesSchema = Type.Object({
  people: Type.Array(Type.Object({ number: Type.String(), name: Type.String() })),
});
export const ApprovalSchema = Type.Object({
  /** For the header of the act, once. */
  approval: Type.String(),
  lastsMs: Type.Integer(),
  by: Type.Object({ number: Type.String(), name: Type.String() }),
});

/** Who is at the counter: signing in with a PIN, out again, and the second person who approves. */
export function sessionRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const { people, sessions, approvals, agent, log } = parts;
  app.get('/v1/people', { config: { may: 'anybody' }, schema: { response: { 200: NamesSchema } } }, async () => ({
    people: people.list(),
  }));
  app.post<{ Body: Static<typeof SignInSchema> }>(
    '/v1/session',
    { config: { may: 'anybody' }, schema: { body: SignInSchema } },
    async (request) => {
      const person = await people.identify(request.body.employeeNumber, request.body.pin);
      log.info('signed in', { employee: person.id });
      return { ...sessions.begin(person), ...whoOf({ till: undefined, person, sessionToken: undefined }) };
    },
  );
  app.get('/v1/session', { config: { may: 'known' }, schema: { response: { 200: WhoSchema } } }, async (request) =>
    whoOf(callerOfRequest(request)),
  );
  app.delete('/v1/session', { config: { may: 'known' } }, async (request) => {
    const { sessionToken } = callerOfRequest(request);
    if (sessionToken !== undefined) sessions.end(sessionToken);
    return { ended: sessionToken !== undefined };
  });
  app.post<{ Body: Static<typeof PayoutApprovalSchema> }>(
    '/v1/approvals',
    { config: { may: 'machine.withdraw' }, schema: { body: PayoutApprovalSchema, response: { 200: ApprovalSchema } } },
    async (request) => {
      const { key, amountMinor, employeeNumber: number, pin } = request.body;
      const what = { action: 'payout', subject: operationId(agent, key), amountMinor } as const;
      return approvals.give(what, callerOfRequest(request).person, { number, pin });
    },
  );
}

function whoOf(caller: Caller): Static<typeof WhoSchema> {
  const { till, person } = caller;
  const permissions = COUNTER_PERMISSIONS.filter((permission) => holds(caller, permission));
  return {
    till: till?.name ?? null,
    person: person === undefined ? null : { number: person.number, name: person.name },
    permissions,
  };
}

function holds(caller: Caller, permission: (typeof COUNTER_PERMISSIONS)[number]): boolean {
  try {
    requireRight(caller, permission);
    return true;
  } catch {
    return false;
  }
}
