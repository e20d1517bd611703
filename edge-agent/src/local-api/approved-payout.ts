import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyRequest } from 'fastify';
import { callerOfRequest, nameOf } from './identity.ts';
import { operationId } from './operation-id.ts';
import type { LocalApiParts } from './parts.ts';
import { APPROVAL_HEADER, IDEMPOTENCY_HEADER, ONLY_RECORDED_HEADER } from './schemas.ts';

/** The operation that a request's Idempotency-Key stands for. */
export function idOf(agent: string, request: FastifyRequest): string {
  return operationId(agent, String(request.headers[IDEMPOTENCY_HEADER]));
}

/** The operation a request is about, and whether it only asks what became of it. */
export function operationOf(agent: string, request: FastifyRequest) {
  const onlyRecorded = request.headers[ONLY_RECORDED_HEADER] !== undefined;
  return { operation: idOf(agent, request), ...(onlyRecorded ? { onlyRecorded } : {}) };
}

/**
 * Who approved money that goes out, for its fact; nobody up to the limit of the shop. Uses the approval up. Throws
 * `local.approval-needed` above the limit without one, and `local.approval` for one that is not for exactly this.
 */
export function approvedPayout(
  parts: Pick<LocalApiParts, 'agent' | 'limits' | 'isKnown' | 'approvals'>,
  request: FastifyRequest,
  amountMinor: number,
): { readonly approvedBy?: string } {
  const limit = parts.limits().payoutWithoutApprovalMinor;
  const subject = idOf(parts.agent, request);
  // Asking again for an outcome moves nothing.
  if (limit === undefined || amountMinor <= limit || parts.isKnown(subject)) return {};
  if (request.headers[ONLY_RECORDED_HEADER] !== undefined) return {};
  const approval = request.headers[APPROVAL_HEADER];
  if (typeof approval !== 'string') throw new Fault('local.approval-needed');
  const what = { action: 'payout', subject, amountMinor } as const;
  return { approvedBy: nameOf(parts.approvals.use(approval, what, callerOfRequest(request).person)) };
}
