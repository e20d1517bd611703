import { Fault } from '@tillbridge/shared/faults/fault';
import type { Tx } from '../db/client.ts';
import { isCommonPassword } from './common-passwords.ts';

/** Signs that are left of a password without the words that anybody knows. */
const OWN_LETTERS_MIN = 6;
const DISTINCT_LETTERS_MIN = 5;
/** A shorter word stands in many passwords by chance. */
const WORD_MIN = 4;
const HOUSE = ['tillbridge'];

/** Whom a password is for: what whoever knows them tries first. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
}

/**
 * Long enough is said by the schema; this refuses what a guesser tries first. Throws `account.weak-password` for one
 * made of the person's or the organization's own words, `account.common-password` for one that many others have.
 */
export async function requireStrong(tx: Tx, org: string, password: string, owner: PasswordOwner): Promise<void> {
  const [names] = await tx<{ th: string; en: string }[]>`
    select name_th as th, name_en as en from organizations where org_id = ${org}`;
  refuseWeak(password, [owner.email, owner.name, names?.th ?? '', names?.en ?? '']);
}

/** The same for words that are known already. */
export function refuseWeak(password: string, said: readonly string[]): void {
  const plain = password.normalize('NFC').toLowerCase();
  if (new Set(plain).size < DISTINCT_LETTERS_MIN || lettersLeft(plain, said) < OWN_LETTERS_MIN) {
    throw new Fault('account.weak-password');
  }
  if (isCommonPassword(plain)) throw new Fault('account.common-password');
}

/** How many letters are left once every word that anybody knows is taken out; digits and signs are added by anybody. */
function lettersLeft(plain: string, said: readonly string[]): number {
  const words = [...said.flatMap(wordsOf), ...HOUSE].sort((one, two) => two.length - one.length);
  const without = words.reduce((text, word) => text.replaceAll(word, ' '), plain);
  // Where none of them stands in it, digits are as good as letters.
  return without === plain ? plain.length : without.replaceAll(/[^\p{L}\p{M}]/gu, '').length;
}

/** A whole name and its parts, with and without what joins them. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFC').toLowerCase();
  const parts = plain.split(/[^\p{L}\p{M}\p{N}]+/u);
  return [plain, parts.join(''), ...parts].filter((word) => word.length >= WORD_MIN);
}
