import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEPTH_MAX, readJson } from './read-json.ts';

const read = (text: string) => readJson(Buffer.from(text));

describe('strict JSON', () => {
  it('reads every document of ours as JSON.parse does', () => {
    const ordinary = fc
      .jsonValue({ maxDepth: 5 })
      .filter((value) => !/__proto__|constructor/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(ordinary, (value) => {
        expect(read(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('never answers anything but a value or a fault, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readJson(Buffer.from(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'api.invalid' });
        }
      }),
    );
  });

  it('refuses a key twice wherever it lies', () => {
    const wrap = fc.constantFrom(
      (x: string) => x,
      (x: string) => `[${x}]`,
      (x: string) => `{"a":${x}}`,
      (x: string) => `[1,{"b":[${x}]}]`,
    );
    fc.assert(
      fc.property(wrap, fc.string({ maxLength: 8 }), (around, key) => {
        const name = JSON.stringify(key);
        expect(() => read(around(`{${name}:1,"other one":2,${name}:3}`))).toThrow('api.invalid');
      }),
    );
  });

  it('takes depth up to its limit and not beyond, brackets in text not counted', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(() => read(nested(DEPTH_MAX))).not.toThrow();
    expect(() => read(nested(DEPTH_MAX + 1))).toThrow('api.invalid');
    expect(read(JSON.stringify({ text: `"${'['.repeat(99)}` }))).toEqual({ text: `"${'['.repeat(99)}` });
  });
});
