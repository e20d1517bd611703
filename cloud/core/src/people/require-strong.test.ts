import { describe, expect, it } from 'vitest';
import { refuseWeak } from './require-strong.ts';

const SAID = ['somchai.jaidee@coffee-house.test', 'Somchai Jaidee', 'ร้านกาแฟริมน้ำ', 'Riverside Coffee'];
const codeOf = (password: string) => {
  try {
    refuseWeak(password, SAID);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a password that anybody tries first', () => {
  it.each([
    ['as it stands on the list', 'leavemealone'],
    ['in capitals', 'FinalFantasy'],
    ['with lookalike signs', '@dm1n1str@t0r'],
    ['with digits behind', 'password123456'],
    ['with a year and a sign', 'Sunshine2026!'],
    ['said twice', 'passwordpassword'],
    ['spaced', 'leave me alone'],
    ['as digits in order', '123456789012'],
    ['as digits backwards', '987654321098'],
    ['as the alphabet', 'abcdefghijklmn'],
    ['as rows of keys', 'qwertyuiopasdfgh'],
    ['in Thai', 'รหัสผ่าน123456'],
    ['as a row of the Thai keyboard', 'ๆไำพะัีรนยบล'],
  ])('attack: %s', (_how, password) => {
    expect(codeOf(password)).toBe('account.common-password');
  });

  it.each([
    ['one letter again and again', 'aaaaaaaaaaaa'],
    ['the address', 'somchai.jaidee@coffee-house.test'],
    ['the name in the address', 'somchai.jaidee1'],
    ['one’s name with a year', 'Somchai2569!!'],
    ['the name of the organization', 'RiversideCoffee1'],
    ['the name of the organization in Thai', 'ร้านกาแฟริมน้ำ2569'],
    ['the name of the product', 'Tillbridge-2026'],
    ['several of them', 'tillbridge.somchai.coffee'],
  ])('attack: %s', (_how, password) => {
    expect(codeOf(password)).toBe('account.weak-password');
  });

  it.each([
    'seven kites over a green bay',
    'mXv4-kQ9w-T2pz',
    'แมวสามตัวนอนบนหลังคาสีฟ้า',
    'coffee, then trumpets and fog',
    '8351907264185',
  ])('is not %s', (password) => {
    expect(codeOf(password)).toBe('taken');
  });
});
