import {
  giveKeyBack,
  KEPT_ANSWER_BYTES_MAX,
  keepAnswer,
  takeRequestKey,
} from '@tillbridge/core/idempotency/request-key';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export const IDEMPOTENCY_HEADER = 'idempotency-key';
/** Printable ASCII, as long as a UUID or somewhat longer. */
export const IDEMPOTENCY_KEY = /^[!-~]{8,128}$/;
/** Says that an answer is the one that the first request got. */
export const REPLAYED_HEADER = 'idempotency-replayed';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer shows a secret once; it is not kept for whoever asks again with the same Idempotency-Key. */
    answersSecret?: true;
  }
  interface FastifyRequest {
    /** Set while this request holds a key whose answer is still to be kept. */
    requestKey: string | null;
  }
}

/**
 * Every change that a person asks for may carry an Idempotency-Key: asked again, it is answered as the first time and
 * nothing is changed again. A change whose outcome nobody knows is never carried out again by itself.
 */
export function registerIdempotency(app: FastifyInstance): void {
  app.decorateRequest('requestKey', null);
  app.addHook('preHandler', takeKey);
  app.addHook('onSend', async (request, reply, payload) => {
    await settleKey(request, reply, payload);
    return payload;
  });
}

async function takeKey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const key = request.headers[IDEMPOTENCY_HEADER];
  const { person } = request;
  if (key === undefined || person === null || SAFE.has(request.method)) return undefined;
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw new Fault('api.invalid', {
      errors: [{ path: `headers/${IDEMPOTENCY_HEADER}`, message: '8 to 128 visible characters' }],
    });
  }
  const what = `${request.method} ${request.url}`;
  const kept = await takeRequestKey(request.server.database, person, { key, what, body: request.body });
  if (kept === null) {
    request.requestKey = key;
    return undefined;
  }
  if (kept.answer === null && kept.status !== 204) throw new Fault('api.answer-not-kept');
  reply.code(kept.status).header(REPLAYED_HEADER, 'true');
  if (kept.answer === null) return reply.send();
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(kept.answer);
}

/** Success is kept, a refusal gives the key back, and a failure of ours leaves it taken: its outcome is unknown. */
async function settleKey(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
  const { requestKey, person } = request;
  if (requestKey === null || person === null) return;
  request.requestKey = null;
  const { database } = request.server;
  const status = reply.statusCode;
  if (status >= 500) return;
  if (status >= 400) return giveKeyBack(database, person, requestKey);
  const text = typeof payload === 'string' && Buffer.byteLength(payload) <= KEPT_ANSWER_BYTES_MAX ? payload : null;
  const answer = request.routeOptions.config.answersSecret === true ? null : text;
  await keepAnswer(database, person, requestKey, { status, answer });
}
