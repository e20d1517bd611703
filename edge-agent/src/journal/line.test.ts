import { canonical } from '@tillbridge/shared/canonical';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnding, writeLine } from './line.ts';
import { ordinalOf, placeOf, placesOf, sequenceOf } from './place.ts';

const parts = {
  agent: '01890000-0000-7000-8000-000000000001',
  epoch: 'e'.repeat(32),
  sequence: 7,
  id: '01890000-0000-7000-8000-000000000002',
  kind: 'cash.transaction',
  occurredAt: '2026-11-20T07:21:03.112Z',
  businessDate: '2026-11-20',
  boot: 'b'.repeat(32),
  ms: 123_456,
  clockOk: true,
  body: { z: 1, a: 'ส้ม "x" \n' },
  prev: 'f'.repeat(64),
};

describe('a line', () => {
  test('is the canonical form of its fact, whatever the body', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
        fc.nat(),
        fc.boolean(),
        (body, sequence, clockOk) => {
          const { boot, ms, ...rest } = { ...parts, body, sequence, clockOk };
          expect(writeLine({ ...parts, body, sequence, clockOk })).toBe(
            canonical({ ...rest, mono: { boot, ms }, v: 1 }),
          );
        },
      ),
    );
  });

  test('tells its kind, time, number and link without being parsed', () => {
    expect(readEnding(Buffer.from(writeLine(parts)))).toEqual({
      kind: 'cash.transaction',
      occurredAt: parts.occurredAt,
      prev: parts.prev,
      sequence: 7,
    });
  });

  test('cannot be deceived by a body that ends like a line', () => {
    const inner = writeLine({ ...parts, sequence: 99, prev: '0'.repeat(64) });
    expect(readEnding(Buffer.from(writeLine({ ...parts, body: { text: inner } })))).toMatchObject({
      sequence: 7,
      prev: parts.prev,
    });
  });

  test('that is noise has no ending, and does not throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => readEnding(Buffer.from(noise)) === undefined));
  });
});

describe('a place', () => {
  test('holds epoch and sequence, in order, for every epoch a journal may have', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8_000 }), fc.integer({ min: 1, max: 2 ** 40 - 1 }), (ordinal, sequence) => {
        const place = placeOf(ordinal, sequence);
        expect(Number.isSafeInteger(place)).toBe(true);
        expect([ordinalOf(place), sequenceOf(place)]).toEqual([ordinal, sequence]);
        expect(place).toBeGreaterThan(placesOf(ordinal).low);
        expect(place).toBeLessThan(placesOf(ordinal).high);
      }),
    );
  });
});
