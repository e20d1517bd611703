import { sign } from 'node:crypto';
import { AgentNonceAnswerSchema, AgentTokenAnswerSchema } from '@tillbridge/shared/sync';
import type { Clock } from '../clock.ts';
import { type Answer, type CloudLine, question } from './ask-cloud.ts';
import type { AgentCredentials } from './credentials.ts';

const askNonce = question(AgentNonceAnswerSchema);
const askToken = question(AgentTokenAnswerSchema);
/** A token is renewed when this share of its life is over, so that no batch meets an old one. */
const RENEW_AT = 0.8;

/** The short-lived token that every request of the delivery carries. */
export interface TokenKeeper {
  /** One that is still fresh, fetched when needed. */
  token(): Promise<Answer<string>>;
  /** Throws the present one away: the cloud did not take it. */
  forget(): void;
}

export function keepToken(
  line: CloudLine,
  credentials: AgentCredentials,
  clock: Pick<Clock, 'monotonicMs'>,
): TokenKeeper {
  let kept: { readonly token: string; readonly renewAt: number } | undefined;
  return {
    async token() {
      if (kept !== undefined && clock.monotonicMs() < kept.renewAt) return { value: kept.token };
      const bought = await buyToken(line, credentials);
      if ('refused' in bought) return bought;
      const { token, expiresInMs } = bought.value;
      kept = { token, renewAt: clock.monotonicMs() + expiresInMs * RENEW_AT };
      return { value: token };
    },
    forget() {
      kept = undefined;
    },
  };
}

/** Key and a signature over the cloud's nonce buy a token; freshness never depends on the clock of the PC. */
async function buyToken(
  line: CloudLine,
  { key, privateKey }: AgentCredentials,
): Promise<Answer<{ token: string; expiresInMs: number }>> {
  const nonce = await askNonce(line, { method: 'GET', path: '/v1/agent/nonce' });
  if ('refused' in nonce) return nonce;
  const signature = sign(null, Buffer.from(`${nonce.value.nonce}.${key}`, 'utf8'), privateKey).toString('base64url');
  return askToken(line, {
    method: 'POST',
    path: '/v1/agent/token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, nonce: nonce.value.nonce, signature }),
  });
}
