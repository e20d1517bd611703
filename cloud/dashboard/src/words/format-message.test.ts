import { formatMessage } from '@tillbridge/shared/format-message';
import fc from 'fast-check';
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { th } from './th.ts';

type Tree = { readonly [key: string]: string | Tree };

function texts(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));
}

/** Every value that some string takes as it is. */
const PLAIN = [en, th].flatMap(texts).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));

describe('a message', () => {
  it('reads exactly as a full ICU library would write it, for every string and any count', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.constantFrom('note', 'coin', 'other'),
        fc.constantFrom(0, 1, 20),
        (n, form, rest) => {
          const values = {
            ...Object.fromEntries(PLAIN.map((word) => [word, `<${word}>`])),
            n,
            form,
            rest,
            count: n,
            pieces: n,
            capacity: n + 1,
          };
          for (const [language, tree] of [
            ['en', en],
            ['th', th],
          ] as const) {
            for (const message of texts(tree)) {
              const full = createTranslator({ locale: language, messages: { message }, timeZone: 'UTC' })(
                'message',
                values,
              );
              const raw = /\{(\w+)\}/.test(message) ? full.replaceAll(/<(\w+)>/g, '<$1>') : full;
              expect(formatMessage(message, language, { ...values })).toBe(raw);
            }
          }
        },
      ),
      { numRuns: 5 },
    );
  }, 30_000);

  it('shows the name of a value that is missing', () => {
    expect(formatMessage('as of {time}', 'en')).toBe('as of time');
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof formatMessage(text, 'en', { n: 1 })).toBe('string');
      }),
    );
  });
});
