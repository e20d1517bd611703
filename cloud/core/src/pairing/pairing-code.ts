import { createHmac, randomInt } from 'node:crypto';

/** Crockford's base32: no I, L, O or U, so that it can be read out over a telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOCATOR_LENGTH = 3;
const SECRET_LENGTH = 10;
const CODE = new RegExp(`^[${ALPHABET}]{${LOCATOR_LENGTH + SECRET_LENGTH}}$`);

/** Thirteen characters without dashes: three to find the row by, fifty bits to guess. */
export interface PairingCode {
  readonly locator: string;
  readonly text: string;
}

export function drawPairingCode(): PairingCode {
  let text = '';
  for (let i = 0; i < LOCATOR_LENGTH + SECRET_LENGTH; i++) text += ALPHABET.charAt(randomInt(ALPHABET.length));
  return { locator: text.slice(0, LOCATOR_LENGTH), text };
}

/** Takes lower case, spaces, dashes, and O, I, L for 0 and 1. Undefined when it cannot be a code. */
export function parsePairingCode(typed: string): PairingCode | undefined {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return CODE.test(text) ? { locator: text.slice(0, LOCATOR_LENGTH), text } : undefined;
}

/** As people read it: `7KM-3QX9P-VT2HD`. */
export function showPairingCode(code: PairingCode): string {
  return `${code.locator}-${code.text.slice(LOCATOR_LENGTH, 8)}-${code.text.slice(8)}`;
}

export function hmacOfCode(pepper: Buffer, code: PairingCode): Buffer {
  return createHmac('sha256', pepper).update(`pairing-code ${code.text}`).digest();
}
