/** Facts of one epoch; far more than a shop writes in a lifetime. */
const FACTS_PER_EPOCH = 2 ** 40;
export const EPOCHS_MAX = 8_000;

/** Key of a fact in the journal: epochs lie one after the other, so appending always happens at the end of one tree. */
export function placeOf(ordinal: number, sequence: number): number {
  return ordinal * FACTS_PER_EPOCH + sequence;
}

/** Lowest and highest key of an epoch; both belong to no fact. */
export function placesOf(ordinal: number): { readonly low: number; readonly high: number } {
  return { low: ordinal * FACTS_PER_EPOCH, high: (ordinal + 1) * FACTS_PER_EPOCH };
}

export function ordinalOf(place: number): number {
  return Math.floor(place / FACTS_PER_EPOCH);
}

export function sequenceOf(place: number): number {
  return place % FACTS_PER_EPOCH;
}
