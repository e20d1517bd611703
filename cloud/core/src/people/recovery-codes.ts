import { createHmac, randomInt } from 'node:crypto';
import type { Tx } from '../db/client.ts';

export const RECOVERY_CODES = 10;
/** Without characters that look alike on paper. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_CHARACTERS = 10;

/** Replaces the recovery codes of a person; the new ones are shown once and kept only as HMACs. */
export async function replaceRecoveryCodes(tx: Tx, pepper: Buffer, person: string): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, drawCode);
  const hmacs = codes.map((code) => recoveryCodeHmac(pepper, person, code).toString('hex'));
  await tx`delete from recovery_codes where person_id = ${person}`;
  await tx`
    insert into recovery_codes (person_id, code_hmac)
    select ${person}, decode(h, 'hex') from unnest(${hmacs}::text[]) h`;
  return codes;
}

/** Spends one code. Two that come at once: one of them is refused. */
export async function spendRecoveryCode(tx: Tx, pepper: Buffer, person: string, code: string): Promise<boolean> {
  const spent = await tx`
    update recovery_codes
    set spent_at = now()
    where person_id = ${person} and code_hmac = ${recoveryCodeHmac(pepper, person, code)} and spent_at is null
    returning 1`;
  return spent.length === 1;
}

function drawCode(): string {
  const text = Array.from({ length: CODE_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${text.slice(0, CODE_CHARACTERS / 2)}-${text.slice(CODE_CHARACTERS / 2)}`;
}

function recoveryCodeHmac(pepper: Buffer, person: string, code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^0-9a-z]/g, '');
  return createHmac('sha256', pepper).update(`recovery ${person} ${plain}`).digest();
}
