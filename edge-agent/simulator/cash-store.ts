import { NOTE_POSITIONS, POSITIONS } from '../src/recycler/glory-300/constants.ts';
import type { MachinePreset } from '../src/recycler/glory-300/presets.ts';

/** Where every piece is, by position. Nothing is ever made or lost: `opening + inserted = all the rest`. */
export interface CashState {
  opening: number[];
  stock: number[];
  cassette: number[];
  /** Left its stacker, not yet in the outlet. */
  path: number[];
  outlet: number[];
  /** In people's hands. */
  taken: number[];
  inserted: number[];
  reject: number[];
}

export type CashPlace = keyof CashState;

export interface CashStore {
  readonly state: CashState;
  move(position: number, from: CashPlace, to: CashPlace): void;
  /** Moves all pieces of one place. */
  empty(from: CashPlace, to: CashPlace): void;
  /** A piece that people put in lands in its stacker, or, when that is full, in the cassette; false: it is given back. */
  accept(position: number, roomMax: number): boolean;
  value(place: CashPlace): number;
  nearEmpty(): boolean;
  /** Pieces for an amount of minor units, largest first with another try where that gets stuck; undefined when impossible. */
  plan(amountMinor: number): number[] | undefined;
  /** A person loads the machine: counts by unit name replace the stock and count as a new opening. */
  load(pieces: Readonly<Record<string, number>>): void;
}

const zeros = () => new Array<number>(POSITIONS.length).fill(0);

/** A machine filled to about `fillPercent` of each stacker. */
export function freshCash(preset: MachinePreset, fillPercent: number, random: () => number): CashState {
  const stock = preset.positions.map((position) => {
    const fill = (fillPercent / 100) * (0.8 + 0.4 * random());
    return position.valueMinor === null ? 0 : Math.min(position.capacity, Math.round(position.capacity * fill));
  });
  const empty = {
    cassette: zeros(),
    path: zeros(),
    outlet: zeros(),
    taken: zeros(),
    inserted: zeros(),
    reject: zeros(),
  };
  return { opening: [...stock], stock, ...empty };
}

export function createCashStore(preset: MachinePreset, state: CashState, changed: () => void): CashStore {
  const pieceValue = (position: number) => preset.positions[position]?.valueMinor ?? 0;
  const capacityOf = (position: number) => preset.positions[position]?.capacity ?? 0;
  const add = (place: CashPlace, position: number, pieces: number) => {
    state[place][position] = (state[place][position] ?? 0) + pieces;
  };
  const boxPieces = () => state.cassette.reduce((sum, pieces) => sum + pieces, 0);

  function plan(amountMinor: number, from = 0): number[] | undefined {
    if (amountMinor === 0) return zeros();
    const position = order[from];
    if (position === undefined) return undefined;
    const most = Math.min(Math.floor(amountMinor / pieceValue(position)), state.stock[position] ?? 0);
    for (let many = most; many >= Math.max(0, most - 4); many--) {
      const rest = plan(amountMinor - many * pieceValue(position), from + 1);
      if (rest === undefined) continue;
      rest[position] = many;
      return rest;
    }
    return undefined;
  }
  const order = preset.positions.map((_, position) => position).filter((position) => pieceValue(position) > 0);
  order.sort((a, b) => pieceValue(b) - pieceValue(a));

  return {
    state,
    move(position, from, to) {
      add(from, position, -1);
      add(to, position, 1);
      changed();
    },
    empty(from, to) {
      state[from].forEach((pieces, position) => {
        add(from, position, -pieces);
        add(to, position, pieces);
      });
      changed();
    },
    accept(position, roomMax) {
      const room = Math.min(capacityOf(position) - (state.stock[position] ?? 0), roomMax);
      const boxTakes = position < NOTE_POSITIONS && boxPieces() < preset.boxCapacity;
      if (pieceValue(position) === 0 || (room < 1 && !boxTakes)) return false;
      add('inserted', position, 1);
      add(room < 1 ? 'cassette' : 'stock', position, 1);
      changed();
      return true;
    },
    value: (place) => state[place].reduce((sum, pieces, position) => sum + pieces * pieceValue(position), 0),
    nearEmpty: () =>
      preset.positions.some(
        (position, i) =>
          position.valueMinor !== null && (state.stock[i] ?? 0) <= (position.capacity * preset.lowPercent) / 100,
      ),
    plan: (amountMinor) => plan(amountMinor),
    load(pieces) {
      preset.positions.forEach((position, i) => {
        const many = pieces[position.unit];
        if (many === undefined) return;
        add('opening', i, many - (state.stock[i] ?? 0));
        state.stock[i] = many;
      });
      changed();
    },
  };
}
