import { moneyText } from '@tillbridge/shared/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AMOUNT_MINOR_MAX, type PadKey, padKeyOf, press, pressCount, typedLabel, typedMinor } from './pad.ts';

const type = (keys: string, currency = 'THB') =>
  [...keys].reduce((typed, key) => press(typed, key === '<' ? 'back' : (key as PadKey), currency), '');

describe('the pad', () => {
  it.each([
    ['1275', 127_500],
    ['0', 0],
    ['007', 700],
    ['12.5', 1_250],
    ['.25', 25],
    ['12.507', 1_250],
    ['1.2.3', 123],
    ['12<<<', 0],
    ['99999999999', 999_999_900],
  ])('turns %s into %i satang', (keys, minor) => {
    expect(typedMinor(type(keys), 'THB')).toBe(minor);
  });

  it('has no point where the currency has no minor digits', () => {
    expect(typedMinor(type('12.5', 'JPY'), 'JPY')).toBe(125);
  });

  it('groups what is typed and keeps the point that was just pressed', () => {
    expect(typedLabel('1275.')).toEqual({ whole: '1,275', rest: '.' });
    expect(typedLabel('')).toEqual({ whole: '0', rest: '' });
  });

  it('never makes an amount that the counter refuses, whatever is pressed', () => {
    const keys = fc.array(fc.constantFrom<PadKey>('0', '1', '5', '9', '.', 'back'), { maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.constantFrom('THB', 'JPY'), (pressed, currency) => {
        const minor = typedMinor(
          pressed.reduce((typed, key) => press(typed, key, currency), ''),
          currency,
        );
        return Number.isSafeInteger(minor) && minor >= 0 && minor <= AMOUNT_MINOR_MAX;
      }),
    );
  });

  it('gives back every amount that is typed as it is printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: AMOUNT_MINOR_MAX }), (minor) => {
        expect(typedMinor(type(moneyText(minor, 'THB')), 'THB')).toBe(minor);
      }),
    );
  });

  it('counts pieces without a point and with five digits at most', () => {
    const count = (keys: string) => [...keys].reduce((typed, key) => pressCount(typed, key as PadKey), '');
    expect(count('0123456.')).toBe('12345');
  });

  it('hears the keyboard', () => {
    expect(['7', ',', 'Backspace', 'Delete', 'x'].map(padKeyOf)).toEqual(['7', '.', 'back', 'clear', undefined]);
  });
});
