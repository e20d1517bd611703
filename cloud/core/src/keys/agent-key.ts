import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { type AgentKey, agentKeyText, KEY_ALPHABET, type KeyMode } from '@tillbridge/shared/agent-key-text';

const ID_LENGTH = 8;

/** Draws a key: its text, shown once, and its parts. */
export function makeAgentKey(mode: KeyMode): AgentKey & { readonly text: string } {
  const id = Array.from({ length: ID_LENGTH }, () => KEY_ALPHABET.charAt(randomInt(KEY_ALPHABET.length))).join('');
  const secret = randomBytes(32).toString('base64url');
  return { id, secret, text: agentKeyText(mode, { id, secret }) };
}

/** What the database keeps of a key: worthless without the pepper, which lies elsewhere. */
export function hmacOfKey(pepper: Buffer, key: AgentKey): Buffer {
  return createHmac('sha256', pepper).update(`agent-key ${key.id} ${key.secret}`).digest();
}

export function isKeyOf(pepper: Buffer, key: AgentKey, kept: Buffer): boolean {
  const own = hmacOfKey(pepper, key);
  return own.length === kept.length && timingSafeEqual(own, kept);
}
