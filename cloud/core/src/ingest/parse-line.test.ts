import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Chain, newId } from '../../test/build-facts.ts';
import { parseLine } from './parse-line.ts';

const place = { agent: newId(), machine: newId() };
const NOW_MS = Date.now();

describe('a line', () => {
  test('that is a fact is read with its link and its time', () => {
    const chain = new Chain(place);
    const line = chain.sale().line.toString();
    expect(parseLine(line, line.length, NOW_MS, true)).toMatchObject({
      prev: chain.headerHash,
      fact: { kind: 'cash.transaction' },
    });
  });

  test('with its keys in another order, or with spaces, is read too', () => {
    const fact = JSON.parse(new Chain(place).sale().line.toString());
    const text = JSON.stringify(Object.fromEntries(Object.entries(fact).reverse()), undefined, 1);
    expect(parseLine(text, text.length, NOW_MS, true)).toMatchObject({ fact: { v: 1 } });
  });

  test('of poison still tells its link where that can be read', () => {
    const chain = new Chain(place);
    const line = chain.sale({ inMinor: 1 }).line.toString();
    expect(parseLine(line, line.length, NOW_MS, true)).toMatchObject({ code: 'fact.sums', prev: chain.headerHash });
  });

  test('whatever it is, is a fact or has a code, and never throws', () => {
    const line = new Chain(place).sale().line.toString();
    const cut = fc
      .tuple(fc.nat(line.length), fc.nat(8), fc.string())
      .map(([at, length, put]) => line.slice(0, at) + put + line.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string(), fc.json()), (text) => {
        const parsed = parseLine(text, text.length, NOW_MS, true);
        if (!('fact' in parsed)) expect(parsed.code).toMatch(/^fact\./);
      }),
    );
  });
});
