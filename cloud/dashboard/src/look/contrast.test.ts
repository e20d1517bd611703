import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const TEXT = 4.5;
const DRAWING = 3;
const SHARED_LOOK = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'look');
const css = readFileSync(join(SHARED_LOOK, 'tokens.css'), 'utf8');
const TOKENS = new Map<string, readonly [string, string]>();
for (const [, name = '', value = ''] of css.matchAll(/^\s*--([\w-]+):\s*((?:light-dark\([^)]*\))|#[0-9a-f]{6});/gm)) {
  const [light = '', dark = light] = value.match(/#[0-9a-f]{6}/g) ?? [];
  TOKENS.set(name, [light, dark]);
}

const SURFACES = ['paper', 'recess', 'raised', 'hover'];
const STATES = ['bad', 'warn', 'good', 'accent'];
type Pair = readonly [front: string, back: string, least: number];
const PAIRS: readonly Pair[] = [
  ...['ink', 'ink-2', 'ink-3', ...STATES].flatMap((front) => SURFACES.map((back): Pair => [front, back, TEXT])),
  ...STATES.map((front): Pair => [front, `${front}-wash`, TEXT]),
  ...STATES.flatMap((state) => ['ink', 'ink-2', 'ink-3'].map((ink): Pair => [ink, `${state}-wash`, TEXT])),
  ...STATES.map((state): Pair => [`on-${state}`, `${state}-solid`, TEXT]),
  ['ink', 'track', TEXT],
  ['ink-3', 'closed', TEXT],
  ['paper', 'ink', TEXT],
  ...['line-strong', 'then', 'fill-edge', 'warn-mark'].map((front): Pair => [front, 'paper', DRAWING]),
  ...['note-1000', 'note-500', 'note-100', 'note-50', 'note-20', 'coin'].map(
    (front): Pair => [front, 'paper', DRAWING],
  ),
];

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe('the colours', () => {
  it('keep the AA contrast of every pair that is used, in both themes', () => {
    const failing = PAIRS.flatMap(([front, back, least]) =>
      [0, 1].flatMap((theme) => {
        const got = ratio(TOKENS.get(front)?.[theme] ?? '#000000', TOKENS.get(back)?.[theme] ?? '#000000');
        return got < least
          ? [`${front} on ${back} (${theme === 0 ? 'light' : 'dark'}): ${got.toFixed(2)} < ${least}`]
          : [];
      }),
    );
    expect(failing).toEqual([]);
  });

  it('come from the tokens only: no other file of the look writes one', () => {
    for (const file of ['words', 'controls', 'tables', 'layout', 'machine', 'charts', 'transaction', 'sign-in']) {
      expect(readFileSync(join(import.meta.dirname, `${file}.css`), 'utf8')).not.toMatch(
        /#[0-9a-f]{3,8}\b|rgb\(|hsl\(/i,
      );
    }
  });
});
