import { Fault } from './faults/fault.ts';

/** `test` outside production, so that a key of a trial is never taken for one that moves money. */
export type KeyMode = 'live' | 'test';

/** `tb_live_<8 id>_<43 secret>_<6 checksum>` taken apart. */
export interface AgentKey {
  readonly id: string;
  readonly secret: string;
}

/** What ids and checksums are written in. */
export const KEY_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Any key with room to spare; whatever is longer is none. */
export const KEY_TEXT_MAX = 200;
const CHECKSUM_LENGTH = 6;
const CRC_32 = 0xed_b8_83_20;
// By fixed lengths: the base64url secret may itself hold an underscore.
const KEY_TEXT = /^(tb_(?:live|test)_([0-9A-Za-z]{8})_([A-Za-z0-9_-]{43}))_([0-9A-Za-z]{6})$/;

/** The key as it is shown, with its checksum. */
export function agentKeyText(mode: KeyMode, key: AgentKey): string {
  const body = `tb_${mode}_${key.id}_${key.secret}`;
  return `${body}_${checksum(body)}`;
}

/** Throws `agent.key-malformed` for a typing mistake, which costs no question to anybody. */
export function parseAgentKey(text: string): AgentKey {
  const [, body, id, secret, check] = KEY_TEXT.exec(text) ?? [];
  if (body === undefined || id === undefined || secret === undefined || check !== checksum(body)) {
    throw new Fault('agent.key-malformed');
  }
  return { id, secret };
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = KEY_ALPHABET.charAt(rest % KEY_ALPHABET.length) + text;
    rest = Math.floor(rest / KEY_ALPHABET.length);
  }
  return text;
}

/** Of ASCII text. */
function crc32(text: string): number {
  let rest = 0xff_ff_ff_ff;
  for (const letter of text) {
    rest ^= letter.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? CRC_32 : 0);
  }
  return (rest ^ 0xff_ff_ff_ff) >>> 0;
}
