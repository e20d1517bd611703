/** Seeded chance: the same seed gives the same plan on every machine. */
export interface Dice {
  /** Whole number in 0 … below − 1. */
  below(limit: number): number;
  between(least: number, most: number): number;
  /** True in `share` of all throws, 0 … 1. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
  /** Dice of its own for a part, so that one part's throws do not move another's. */
  fork(name: string): Dice;
}

/** SplitMix-like generator over 32 bits (mulberry32): small, fast, and good enough to choose faults with. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (share) => next() < share,
    pick: (list) => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
    shuffle: (list) => {
      const order = list.map((item) => ({ item, key: next() }));
      return order.sort((a, b) => a.key - b.key).map((entry) => entry.item);
    },
    fork: (name) => createDice(mixText(seed, name)),
  };
}

/** One number from a seed and a name (FNV-1a). */
export function mixText(seed: number, text: string): number {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  return hash;
}
