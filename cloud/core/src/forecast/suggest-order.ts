export interface OrderWish {
  /** Pieces there now, and pieces that are likely left when the order is brought. */
  readonly pieces: number;
  readonly leftPieces: number;
  readonly capacity: number;
  readonly par: number;
  readonly packPieces: number;
}

/**
 * Whole packs that bring a denomination to par, rounded up; never more than there is room for, even if nothing is sold until
 * they are brought.
 */
export function suggestOrder({ pieces, leftPieces, capacity, par, packPieces }: OrderWish): number {
  const wanted = Math.ceil(Math.max(0, par - leftPieces) / packPieces);
  const room = Math.floor(Math.max(0, capacity - Math.max(pieces, leftPieces)) / packPieces);
  return Math.min(wanted, room);
}
