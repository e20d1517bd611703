import { type KeyObject, sign } from 'node:crypto';
import { AgentNonceAnswerSchema, AgentTokenAnswerSchema } from '@tillbridge/shared/sync';
import { askOnce, type CloudAddress } from './ask-once.ts';

export interface KeyPairOfPc {
  readonly agentKey: string;
  readonly privateKey: KeyObject;
}

/** Buys a token with a key, as the agent does, and answers whose it is. Throws what the cloud refuses with. */
export async function tryKey(
  to: CloudAddress,
  { agentKey: key, privateKey }: KeyPairOfPc,
): Promise<{ readonly agent: string }> {
  const { nonce } = await askOnce(to, AgentNonceAnswerSchema, '/v1/agent/nonce');
  const signature = sign(null, Buffer.from(`${nonce}.${key}`, 'utf8'), privateKey).toString('base64url');
  const { agent } = await askOnce(to, AgentTokenAnswerSchema, '/v1/agent/token', { key, nonce, signature });
  return { agent };
}
