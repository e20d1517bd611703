import type { FastifyInstance } from 'fastify';
import { approvedPayout, operationOf } from '../approved-payout.ts';
import { callerOfRequest, operatorOf } from '../identity.ts';
import type { LocalApiParts } from '../parts.ts';
import {
  ApprovalHeadersSchema,
  type CancelBody,
  CancelSchema,
  KeySchema,
  OutcomeSchema,
  type PayoutBody,
  PayoutSchema,
  type SaleBody,
  SaleSchema,
} from '../schemas.ts';
import { told } from './told.ts';

/** What a till asks of a machine all day. */
export function tillRoutes(app: FastifyInstance, parts: LocalApiParts): void {
  const { agent, counter, status } = parts;
  const response = { 200: OutcomeSchema };
  app.post<{ Body: SaleBody }>(
    '/v1/sales',
    { config: { may: 'machine.exchange' }, schema: { body: SaleSchema, headers: KeySchema, response } },
    async (request) => {
      const { operator: said, ...wish } = request.body;
      const operator = operatorOf(callerOfRequest(request), said);
      return told(await counter.takeCash({ ...wish, ...operator, ...operationOf(agent, request) }));
    },
  );
  app.post<{ Body: PayoutBody }>(
    '/v1/payouts',
    { config: { may: 'machine.withdraw' }, schema: { body: PayoutSchema, headers: ApprovalHeadersSchema, response } },
    async (request) => {
      const { operator: said, ...wish } = request.body;
      const operator = operatorOf(callerOfRequest(request), said);
      const approved = approvedPayout(parts, request, wish.amountMinor);
      return told(await counter.payOut({ ...wish, ...operator, ...approved, ...operationOf(agent, request) }));
    },
  );
  app.post<{ Body: CancelBody }>(
    '/v1/cancel',
    { config: { may: 'machine.exchange' }, schema: { body: CancelSchema } },
    async (request) => ({ cancelled: counter.cancel(request.body.machine) }),
  );
  app.get('/v1/status', { config: { may: 'machine.see' } }, async () => status());
}
