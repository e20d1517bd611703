import { Fault } from '@tillbridge/shared/faults/fault';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { standingOf } from '../../counter/books.ts';
import type { Counter } from '../../counter/counter.ts';
import type { PlanWish } from '../../counter/plan-for.ts';
import { holdingsOf } from '../../counter/stock-book.ts';
import { operationOf } from '../approved-payout.ts';
import { callerOfRequest, operatorOf } from '../identity.ts';
import type { LocalApiParts } from '../parts.ts';
import { KeySchema, OutcomeSchema } from '../schemas.ts';
import { showsExpected } from '../shows-expected.ts';
import {
  type AtMachine,
  AtMachineSchema,
  type CollectionBody,
  CollectionSchema,
  type DepositBody,
  DepositSchema,
  type EmptyingBody,
  EmptyingSchema,
  type ExchangeBody,
  ExchangeSchema,
  type PlanBody,
  PlanSchema,
  type RecountBody,
  RecountSchema,
  type RefillBody,
  RefillSchema,
  type ResetBody,
  ResetSchema,
} from '../verb-schemas.ts';
import { told } from './told.ts';

type VerbParts = Pick<LocalApiParts, 'agent' | 'counter' | 'shift'>;

/** What people do at a machine beside selling and paying: each moves or counts cash, so each needs a key. */
export function verbRoutes(app: FastifyInstance, parts: VerbParts): void {
  const { agent, counter } = parts;
  const keyed = <S>(may: CounterPermission, body: S) => ({
    config: { may },
    schema: { body, headers: KeySchema, response: { 200: OutcomeSchema } },
  });
  const asked = (request: FastifyRequest<{ Body: { readonly operator?: string } }>) => ({
    ...operatorOf(callerOfRequest(request), request.body.operator),
    ...operationOf(agent, request),
  });

  app.post<{ Body: DepositBody }>('/v1/deposits', keyed('machine.exchange', DepositSchema), async (request) =>
    told(await counter.takeIn({ amountMinor: 0, ...request.body, ...asked(request) })),
  );
  app.post<{ Body: ExchangeBody }>('/v1/exchanges', keyed('machine.exchange', ExchangeSchema), async (request) => {
    const { largestMinor, want, ...body } = request.body;
    if (largestMinor !== undefined && want !== undefined)
      throw new Fault('api.invalid', { fields: ['body names both largestMinor and want'] });
    const wish = want !== undefined ? { lines: want } : largestMinor === undefined ? undefined : { largestMinor };
    return told(await counter.exchange({ ...body, ...asked(request), ...(wish === undefined ? {} : { wish }) }));
  });
  app.post<{ Body: RefillBody }>('/v1/refills', keyed('machine.refill', RefillSchema), async (request) => {
    const { declaredMinor = 0, ...body } = request.body;
    return told(await counter.refill({ ...body, amountMinor: declaredMinor, ...asked(request) }));
  });
  app.post<{ Body: CollectionBody }>('/v1/collections', keyed('machine.empty', CollectionSchema), async (request) =>
    told(await counter.collect({ ...request.body, ...asked(request) })),
  );
  app.post<{ Body: EmptyingBody }>('/v1/emptyings', keyed('machine.empty', EmptyingSchema), async (request) =>
    told(await counter.empty({ ...request.body, ...asked(request) })),
  );
  app.post<{ Body: RecountBody }>('/v1/recounts', keyed('machine.empty', RecountSchema), async (request) =>
    told(await counter.recount({ ...request.body, ...asked(request) })),
  );
  app.post<{ Body: AtMachine }>(
    '/v1/finish',
    { config: { may: 'machine.exchange' }, schema: { body: AtMachineSchema } },
    async (request) => ({ finished: counter.finish(request.body.machine) }),
  );
  app.post<{ Body: ResetBody }>(
    '/v1/resets',
    { config: { may: 'machine.service' }, schema: { body: ResetSchema } },
    async (request) => {
      const { machine, operator } = request.body;
      await counter.reset(machine, operatorOf(callerOfRequest(request), operator).operator);
      return { cases: counter.cases(counter.deskOf(machine).machine.id).length };
    },
  );
  addReads(app, parts);
}

/** What moves nothing: plans, cases, and what a machine holds by its own report and by our books. */
function addReads(app: FastifyInstance, parts: VerbParts): void {
  const { counter } = parts;
  const query = { config: { may: 'machine.see' }, schema: { querystring: AtMachineSchema } } as const;

  app.post<{ Body: PlanBody }>(
    '/v1/plans',
    { config: { may: 'machine.see' }, schema: { body: PlanSchema } },
    async ({ body }) => counter.plan(body.machine, planWish(body)),
  );
  app.get<{ Querystring: AtMachine }>('/v1/cases', query, async (request) => ({
    cases: counter.cases(request.query.machine),
  }));
  app.get<{ Querystring: AtMachine }>('/v1/stock', query, async (request) => {
    const { machine, holds } = deskAt(counter, request.query.machine);
    const { inventory, books } = holds;
    const reported = { machine: machine.id, currency: machine.currency, reported: inventory };
    if (!showsExpected(parts, callerOfRequest(request))) return reported;
    return { ...reported, expected: holdingsOf(books.expected), standing: standingOf(books) };
  });
}

function deskAt(counter: Counter, machine: string | undefined) {
  const desk = counter.deskOf(machine);
  const holds = desk.holds();
  if (holds === undefined) throw new Fault('counter.reconciling');
  return { machine: desk.machine, holds };
}

function planWish({ plan, amountMinor, floatMinor, objective, largestMinor }: PlanBody): PlanWish {
  if (plan === 'float') return { plan, ...(floatMinor === undefined ? {} : { floatMinor }) };
  if (amountMinor === undefined) throw new Fault('api.invalid', { fields: ['body must have amountMinor'] });
  if (plan === 'payout') return { plan, amountMinor, ...(objective === undefined ? {} : { objective }) };
  return { plan, amountMinor, ...(largestMinor === undefined ? {} : { wish: { largestMinor } }) };
}
