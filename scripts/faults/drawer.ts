import type { CashLine } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import type { Dice } from './dice.ts';

/** What lies in the machine of a run, moved by each scripted movement and read now and then. */
export interface Drawer {
  move(lines: readonly CashLine[]): void;
  /** All units as they are after movement number `key`. */
  read(key: number): Inventory;
  /** A hand in the machine: pieces that nobody recorded, as lines. */
  hand(): CashLine[];
}

export const VALUES: readonly number[] = [2_000, 5_000, 10_000, 50_000, 100_000];
const PIECES_FIRST = 20_000;
const CAPACITY = 60_000;
/** Readings lie in the past, one second apart, so that the newest is known by its time. */
const READ_BEFORE_MS = 6 * 3_600_000;
const READ_STEP_MS = 1_000;

export function fillDrawer(dice: Dice): Drawer {
  const pieces = new Map(VALUES.map((value) => [value, PIECES_FIRST]));
  const firstMs = Date.now() - READ_BEFORE_MS;
  const move = (lines: readonly CashLine[]): void => {
    for (const line of lines) {
      const sign = line.direction === 'in' ? 1 : -1;
      pieces.set(line.valueMinor, (pieces.get(line.valueMinor) ?? 0) + sign * line.pieces);
    }
  };
  return {
    move,
    read: (key) => ({
      readAt: new Date(firstMs + key * READ_STEP_MS).toISOString(),
      units: [...pieces].map(([valueMinor, held], at) => ({
        unit: `N${at + 1}`,
        valueMinor,
        form: 'note' as const,
        role: 'recycle' as const,
        pieces: held,
        capacity: CAPACITY,
        lowMark: 0,
        highMark: CAPACITY,
        level: 'ok' as const,
        accuracy: 'accurate' as const,
        canDispense: true,
        canAccept: true,
      })),
    }),
    hand: () => {
      const direction = dice.chance(0.5) ? 'in' : 'out';
      const lines: CashLine[] = [
        { valueMinor: dice.pick(VALUES), form: 'note', pieces: dice.between(1, 9), direction, place: 'stock' },
      ];
      move(lines);
      return lines;
    },
  };
}
