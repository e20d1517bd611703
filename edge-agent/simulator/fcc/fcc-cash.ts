import type { FccPreset, FccUnitPreset } from '../../src/recycler/glory-fcc/presets.ts';

/** Pieces by denomination, `device/faceValue`. */
export type Pile = Record<string, number>;

/** Where every piece is. Nothing is ever made or lost: `opening + inserted = all the rest`. */
export interface FccCashState {
  opening: Pile;
  /** By `device/unit`: two stackers may hold one denomination. */
  stackers: Pile;
  box: Pile;
  /** Left its stacker, not yet in the outlet; or put in, not yet counted. */
  path: Pile;
  outlet: Pile;
  taken: Pile;
  inserted: Pile;
  reject: Pile;
}
export type FccPlace = Exclude<keyof FccCashState, 'stackers' | 'opening' | 'inserted'>;

export interface FccCash {
  readonly state: FccCashState;
  readonly preset: FccPreset;
  /** What people put in lands in a stacker with room, else in the box; false: it is given back. */
  accept(key: string, roomMax: number): boolean;
  /** It was put in, and sticks on its way. */
  stick(key: string): void;
  /** Takes a piece out of the fuller of its stackers. */
  draw(key: string, to: FccPlace): boolean;
  empty(from: FccPlace, to: FccPlace): void;
  stockOf(key: string): number;
  sum(place: FccPlace): number;
  /** Pieces for an amount out of the stock, largest first with another try where that gets stuck. */
  plan(amount: number): Pile | undefined;
  /** A person loads the machine: counts by unit name replace the stock and count as a new opening. */
  load(pieces: Readonly<Record<string, number>>): void;
}

export const keyOfStacker = ({ device, faceValue }: FccUnitPreset) => `${device}/${faceValue}`;
export const unitKey = ({ device, unit }: { readonly device: number; readonly unit: number }) => `${device}/${unit}`;
/** The name that the driver gives a unit. */
export const unitName = ({ device, unit }: FccUnitPreset) => `${device === 1 ? 'N' : 'C'}${unit}`;
export const faceValueOf = (key: string) => Number(key.split('/')[1]);
export const deviceOf = (key: string) => (key.startsWith('1/') ? 1 : 2);
export const worthOf = (pile: Pile) =>
  Object.entries(pile).reduce((sum, [key, pieces]) => sum + faceValueOf(key) * pieces, 0);

export function freshFccCash(preset: FccPreset, fillPercent: number, random: () => number): FccCashState {
  const stackers: Pile = {};
  const opening: Pile = {};
  for (const stacker of preset.stackers) {
    const fill = (fillPercent / 100) * (0.8 + 0.4 * random());
    const pieces = Math.min(stacker.capacity, Math.round(stacker.capacity * fill));
    stackers[unitKey(stacker)] = pieces;
    add(opening, keyOfStacker(stacker), pieces);
  }
  return { opening, stackers, box: {}, path: {}, outlet: {}, taken: {}, inserted: {}, reject: {} };
}

export function createFccCash(preset: FccPreset, state: FccCashState, changed: () => void): FccCash {
  const stackersOf = (key: string) => preset.stackers.filter((stacker) => keyOfStacker(stacker) === key);
  const piecesIn = (stacker: FccUnitPreset) => state.stackers[unitKey(stacker)] ?? 0;
  const stockOf = (key: string) => stackersOf(key).reduce((sum, stacker) => sum + piecesIn(stacker), 0);
  const keys = [...new Set(preset.stackers.map(keyOfStacker))].sort((a, b) => faceValueOf(b) - faceValueOf(a));

  function plan(amount: number, from = 0): Pile | undefined {
    if (amount === 0) return {};
    const key = keys[from];
    if (key === undefined) return undefined;
    const most = Math.min(Math.floor(amount / faceValueOf(key)), stockOf(key));
    for (let many = most; many >= Math.max(0, most - 4); many--) {
      const rest = plan(amount - many * faceValueOf(key), from + 1);
      if (rest !== undefined) return many === 0 ? rest : { ...rest, [key]: many };
    }
    return undefined;
  }

  return {
    state,
    preset,
    accept(key, roomMax) {
      const stacker = stackersOf(key).find((each) => Math.min(each.capacity - piecesIn(each), roomMax) >= 1);
      const box = preset.boxes.find((each) => each.device === deviceOf(key));
      const boxed = Object.entries(state.box).reduce(
        (n, [k, many]) => n + (deviceOf(k) === deviceOf(key) ? many : 0),
        0,
      );
      if (stackersOf(key).length === 0) return false;
      if (stacker === undefined && (box === undefined || boxed >= box.capacity)) return false;
      add(state.inserted, key, 1);
      if (stacker === undefined) add(state.box, key, 1);
      else add(state.stackers, unitKey(stacker), 1);
      changed();
      return true;
    },
    stick(key) {
      add(state.inserted, key, 1);
      add(state.path, key, 1);
      changed();
    },
    draw(key, to) {
      const [fullest] = stackersOf(key).sort((a, b) => piecesIn(b) - piecesIn(a));
      if (fullest === undefined || piecesIn(fullest) < 1) return false;
      add(state.stackers, unitKey(fullest), -1);
      add(state[to], key, 1);
      changed();
      return true;
    },
    empty(from, to) {
      for (const [key, pieces] of Object.entries(state[from])) add(state[to], key, pieces);
      state[from] = {};
      changed();
    },
    stockOf,
    sum: (place) => worthOf(state[place]),
    plan: (amount) => plan(amount),
    load(pieces) {
      for (const stacker of preset.stackers) {
        const many = pieces[unitName(stacker)];
        if (many === undefined) continue;
        add(state.opening, keyOfStacker(stacker), many - piecesIn(stacker));
        state.stackers[unitKey(stacker)] = many;
      }
      changed();
    },
  };
}

export function add(pile: Pile, key: string, pieces: number): void {
  pile[key] = (pile[key] ?? 0) + pieces;
}
