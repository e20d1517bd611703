import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Fault } from '@tillbridge/shared/faults/fault';

/** `test` outside production, so that a key of a trial is never taken for one that moves money. */
export type KeyMode = 'live' | 'test';

/** `tb_live_<8 id>_<43 secret>_<6 checksum>` taken apart. */
export interface AgentKey {
  readonly id: string;
  readonly secret: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 8;
const CHECKSUM_LENGTH = 6;
// By fixed lengths: the base64url secret may itself hold an underscore.
const KEY_TEXT = /^(tb_(?:live|test)_([0-9A-Za-z]{8})_([A-Za-z0-9_-]{43}))_([0-9A-Za-z]{6})$/;

/** Draws a key: its text, shown once, and its parts. */
export function makeAgentKey(mode: KeyMode): AgentKey & { readonly text: string } {
  const id = Array.from({ length: ID_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  const secret = randomBytes(32).toString('base64url');
  return { id, secret, text: agentKeyText(mode, { id, secret }) };
}

/** The key as it is shown, with its checksum. */
export function agentKeyText(mode: KeyMode, key: AgentKey): string {
  const body = `tb_${mode}_${key.id}_${key.secret}`;
  return `${body}_${checksum(body)}`;
}

/** Throws `agent.key-malformed` for a typing mistake, which costs no query. */
export function parseAgentKey(text: string): AgentKey {
  const [, body, id, secret, check] = KEY_TEXT.exec(text) ?? [];
  if (body === undefined || id === undefined || secret === undefined || check !== checksum(body)) {
    throw new Fault('agent.key-malformed');
  }
  return { id, secret };
}

/** What the database keeps of a key: worthless without the pepper, which lies elsewhere. */
export function hmacOfKey(pepper: Buffer, key: AgentKey): Buffer {
  return createHmac('sha256', pepper).update(`agent-key ${key.id} ${key.secret}`).digest();
}

export function isKeyOf(pepper: Buffer, key: AgentKey, kept: Buffer): boolean {
  const own = hmacOfKey(pepper, key);
  return own.length === kept.length && timingSafeEqual(own, kept);
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
