import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASH_KINDS, MACHINE_STATES, OUTCOMES } from '@tillbridge/shared/cash';
import { PERMISSIONS } from '@tillbridge/shared/permissions';
import { NeedSchema } from '@tillbridge/shared/reads';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { th } from './th.ts';

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

describe('the dictionary', () => {
  it('has every string in both languages, and none in one only', () => {
    expect([...THAI.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  });

  it('leaves no string empty', () => {
    const empty = [...ENGLISH, ...THAI].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('fills the same values into both languages', () => {
    const differing = [...ENGLISH].filter(
      ([key, text]) => valuesIn(text).join() !== valuesIn(THAI.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('writes Thai in Thai', () => {
    const latin = [...THAI].filter(
      ([key, text]) =>
        !/[ก-๙]/.test(text) &&
        !/^(choice\.en|about\.hash|step\.|pieces|currency|need\.(unit_fault|machine_fault|machine_near_empty)\.(sentence|aside))/.test(
          key,
        ),
    );
    expect(latin.map(([key]) => key)).toEqual(['unit.trayPieces'].filter((key) => latin.some(([one]) => one === key)));
  });

  it('ends no Thai sentence with a full stop', () => {
    expect(
      [...THAI].filter(([key, text]) => !/^(choice|duration)\./.test(key) && /[ก-๙]\.$/.test(text)).map(([key]) => key),
    ).toEqual([]);
  });

  it('knows every kind, outcome, machine state and need', () => {
    const codes = (NeedSchema.properties.code as unknown as { readonly enum: readonly string[] }).enum;
    const wanted = [
      ...CASH_KINDS.map((kind) => `kind.${kind}`),
      ...OUTCOMES.map((outcome) => `outcome.${outcome}`),
      ...MACHINE_STATES.map((state) => `machineState.${state}`),
      ...codes.flatMap((code) => [`need.${code}.sentence`, `need.${code}.short`]),
    ];
    expect(codes.length).toBeGreaterThan(8);
    expect(wanted.filter((key) => !ENGLISH.has(key))).toEqual([]);
  });

  it('has a sentence for every permission, in both languages', () => {
    const silent = PERMISSIONS.filter((one) => !ENGLISH.has(`may.${one}`) || !THAI.has(`may.${one}`));
    expect(silent, 'add them to words/en/roles.json and words/th/roles.json').toEqual([]);
  });

  it('knows every step that a driver or the journal writes', () => {
    const agent = join(import.meta.dirname, '..', '..', '..', '..', 'edge-agent', 'src');
    const steps = readFileSync(join(agent, 'recycler', 'glory-300', 'steps.ts'), 'utf8');
    const codes = [...steps.matchAll(/\| '(\w+)'/g)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !ENGLISH.has(`step.${code}`))).toEqual([]);
  });

  it('has no string that no page uses', () => {
    const source = join(import.meta.dirname, '..');
    const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
      .map((file) => readFileSync(join(source, file), 'utf8'))
      .join('\n');
    const unused = [...ENGLISH.keys()].filter((key) => {
      const stem = key.slice(0, key.lastIndexOf('.'));
      return (
        !code.includes(`'${key}'`) &&
        !code.includes(`\`${stem}.\${`) &&
        !code.includes(`words.${key.slice(stem.length + 1)}`) &&
        !code.includes(`broken.${key.slice(stem.length + 1)}`) &&
        !/^need\.\w+\.\w+$|^pieces\.(into|from)|^step\.|^audit(Action|Detail|Matter)\.|^may\./.test(key)
      );
    });
    expect(unused).toEqual([]);
  });
});
