import { describe, expect, it } from 'vitest';
import { isEasyPin } from './configuration.ts';

describe('a PIN', () => {
  it.each(['0000', '1111', '1234', '4321', '56789'])('like %s is the first that anybody tries', (pin) => {
    expect(isEasyPin(pin)).toBe(true);
  });

  it.each(['2580', '1212', '1357', '9091'])('like %s is not', (pin) => {
    expect(isEasyPin(pin)).toBe(false);
  });
});
