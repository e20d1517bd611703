import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasDuplicateKey } from './duplicate-key.ts';

describe('a key twice', () => {
  test.each([
    ['{"a":1,"a":2}', true],
    ['{"a":1,"\\u0061":2}', true],
    ['[{"b":{"a":1 , "c":[] , "a" : 2}}]', true],
    ['{"a":{"a":{"a":1}},"b":{"a":1}}', false],
    ['{"a":"a\\":","b":"\\\\","c":"{\\"a\\":1,\\"a\\":2}"}', false],
    ['["a","a"]', false],
    ['{"":1,"":2}', true],
    ['"a"', false],
  ])('%s: %s', (text, expected) => {
    expect(hasDuplicateKey(text)).toBe(expected);
  });

  test('is never found in what JSON.stringify wrote, and always when the first key is put in again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1), (object, indent) => {
        const text = JSON.stringify(object, undefined, indent);
        expect(hasDuplicateKey(text)).toBe(false);
        const [key] = Object.keys(object);
        if (key !== undefined)
          expect(hasDuplicateKey(`{${JSON.stringify(key)}:0,${text.slice(text.indexOf('{') + 1)}`)).toBe(true);
      }),
    );
  });
});
