import { AgentNonceAnswerSchema, PairAnswerSchema } from '@tillbridge/shared/sync';
import type { Static } from 'typebox';
import { askOnce } from './ask-once.ts';

export type Paired = Static<typeof PairAnswerSchema>;

export interface Redemption {
  readonly fetch: typeof fetch;
  readonly cloud: string;
  readonly code: string;
  /** Raw Ed25519, base64url. */
  readonly publicKey: string;
  readonly sign: (text: string) => string;
  readonly installId: string;
  readonly hostName: string;
  readonly system: string;
}

/** Sends the code with a signature over the cloud's own nonce, so that the clock of this PC plays no part. */
export async function redeemCode(wish: Redemption): Promise<Paired> {
  const { code, publicKey, installId, hostName, system } = wish;
  const { nonce } = await askOnce(wish, AgentNonceAnswerSchema, '/v1/agent/nonce');
  const signature = wish.sign(`${nonce}.${code}`);
  const body = { code, publicKey, nonce, signature, installId, hostName, system };
  return askOnce(wish, PairAnswerSchema, '/v1/pair', body);
}
