import { dictionary } from '@zxcvbn-ts/language-common';

/** What is added around a common password to make it long enough: digits, signs, a year. Guessers add it, too. */
const DECORATION_MAX = 8;
const DECORATED = /^[^\p{L}]*(.*?)[^\p{L}]*$/su;
/** Signs that are typed for the letter they look like. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** What the list, made where Latin is typed, does not know: the word itself, and rows of the Thai keyboard. */
const OF_THE_HOUSE = [
  'รหัสผ่าน',
  'รหัสผ่านของฉัน',
  'ขอรหัสผ่าน',
  'ฟหกดเาสว',
  'ฟหกด่าสวง',
  'ๆไำพะัีรนยบล',
  'ผปแอิืทมใฝ',
  'สวัสดีครับ',
  'สวัสดีค่ะ',
];
/** Rows of keys and of the alphabet, in which whoever is in a hurry walks to and fro. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const STEP_MIN = 0.8;

let list: ReadonlySet<string> | undefined;

/**
 * Whether a password is one that is tried first: on the list of what others chose, also in capitals, with lookalike
 * signs, said twice, spaced, or with a few digits and signs around it; or a walk along rows of keys. Nothing is asked
 * of anybody.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize('NFC').toLowerCase();
  list ??= new Set([...dictionary['passwords-common'], ...OF_THE_HOUSE]);
  const known = list;
  return isWalk(plain) || shapesOf(plain).some((shape) => known.has(shape));
}

function shapesOf(plain: string): readonly string[] {
  const joined = plain.replaceAll(/[\s._-]+/gu, '');
  const letters = [plain, joined].flatMap((text) => [text, read(text)]);
  return letters.flatMap((text) => [text, bare(text)]).flatMap((text) => [text, once(text)]);
}

function read(text: string): string {
  return [...text].map((letter) => LOOKALIKES[letter] ?? letter).join('');
}

/** Without what stands around it, where that is little. */
function bare(text: string): string {
  const core = DECORATED.exec(text)?.[1] ?? '';
  return core !== '' && text.length - core.length <= DECORATION_MAX ? core : text;
}

/** One of what is said several times over. */
function once(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) {
      return text.slice(0, length);
    }
  }
  return text;
}

/** Nearly every key stands beside the one before, or is the same. */
function isWalk(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at++) if (areNeighbours(text.charAt(at - 1), text.charAt(at))) steps += 1;
  return steps >= (text.length - 1) * STEP_MIN;
}

function areNeighbours(one: string, two: string): boolean {
  if (one === two) return true;
  return ROWS.some((row) => row.includes(one + two) || row.includes(two + one));
}
