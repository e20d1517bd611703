import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASH_KINDS } from '@tillbridge/shared/cash';
import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import th from './th.json' with { type: 'json' };

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') all.set(here, value);
    else for (const [inner, text] of leaves(value, here)) all.set(inner, text);
  }
  return all;
}

const ENGLISH = leaves(en);
const THAI = leaves(th);
const valuesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]))].sort();

describe('the words of the console', () => {
  it('stand in both languages, none in one only and none empty', () => {
    expect([...THAI.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
    expect([...ENGLISH, ...THAI].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill the same values into both languages', () => {
    const differing = [...ENGLISH].filter(
      ([key, text]) => valuesIn(text).join() !== valuesIn(THAI.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('are Thai in Thai, and no Thai sentence ends with a full stop', () => {
    expect([...THAI].filter(([, text]) => !/[ก-๙]/.test(text)).map(([key]) => key)).toEqual([]);
    expect([...THAI].filter(([, text]) => /[ก-๙]\.$/.test(text)).map(([key]) => key)).toEqual([]);
  });

  it('know every kind of movement', () => {
    expect(CASH_KINDS.filter((kind) => !ENGLISH.has(`kind.${kind}`))).toEqual([]);
  });

  it('are all used by some screen', () => {
    const source = join(import.meta.dirname, '..');
    const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
      .map((file) => readFileSync(join(source, file), 'utf8'))
      .join('\n');
    const unused = [...ENGLISH.keys()].filter((key) => {
      const stem = key.slice(0, key.lastIndexOf('.'));
      return !code.includes(`'${key}'`) && !code.includes(`\`${stem}.\${`);
    });
    expect(unused).toEqual([]);
  });
});
