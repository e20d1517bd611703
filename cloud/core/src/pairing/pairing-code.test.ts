import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPairingCode, parsePairingCode, showPairingCode } from './pairing-code.ts';

describe('a pairing code', () => {
  it('comes back from how it is shown, in any case and spacing', () => {
    const spelling = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toLowerCase(),
      (text: string) => text.replaceAll('-', ' '),
      (text: string) => text.replaceAll('-', ''),
      (text: string) => text.replaceAll('0', 'O').replaceAll('1', 'l'),
    );
    fc.assert(
      fc.property(spelling, (spell) => {
        const code = drawPairingCode();
        expect(parsePairingCode(spell(showPairingCode(code)))).toEqual(code);
      }),
    );
  });

  it('fits the contract: thirteen to twenty characters', () => {
    expect(showPairingCode(drawPairingCode())).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  });

  it.each(['', 'ABC', 'ABC-DEFGH-JKMN', 'ABC-DEFGH-JKMNPQ', 'ABU-DEFGH-JKMNP', 'ABC-DEFGH-JKMN!', 'ＡBC-DEFGH-JKMNP'])(
    'is not %j',
    (text) => {
      expect(parsePairingCode(text)).toBeUndefined();
    },
  );
});
