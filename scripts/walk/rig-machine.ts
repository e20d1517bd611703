import { MACHINE_PRESETS } from '@tillbridge/edge-agent/recycler/glory-300/presets';

const PRESET = MACHINE_PRESETS['thb-ci10'];

/** Its units by position, each with the value of a piece. */
export const THB_UNITS = PRESET.positions.map(({ unit, valueMinor }) => ({ unit, valueMinor: valueMinor ?? 0 }));

/** Pieces by position, wherever they are. */
export interface MachineCash {
  readonly opening: readonly number[];
  readonly stock: readonly number[];
  readonly cassette: readonly number[];
  readonly path: readonly number[];
  readonly outlet: readonly number[];
  readonly taken: readonly number[];
  readonly inserted: readonly number[];
  readonly reject: readonly number[];
}

export interface MachineSaid {
  readonly machine: { readonly payout: string; readonly deposit: string };
  readonly cash: MachineCash;
  /** When the last byte of the newest answer to each command was sent, by command byte; milliseconds of this PC's clock. */
  readonly lastByteAt: Readonly<Record<string, number>>;
}

/** The simulated machine's own account of itself, through its control port. */
export async function askMachine(control: number): Promise<MachineSaid> {
  const answer = await fetch(`http://127.0.0.1:${control}/state`);
  return (await answer.json()) as MachineSaid;
}

export type CashPlace = keyof MachineCash;

/** Value of some places together, in minor units. */
export function heldMinor(cash: MachineCash, ...places: readonly CashPlace[]): number {
  return places.reduce((sum, place) => sum + minorOf(cash[place]), 0);
}

/** Pieces that people put in and did not get back, by value and form. */
export function netByValue(cash: MachineCash): ReadonlyMap<number, number> {
  return new Map(
    PRESET.positions.flatMap(({ valueMinor }, at) =>
      valueMinor === null ? [] : [[valueMinor, (cash.inserted[at] ?? 0) - (cash.taken[at] ?? 0)] as const],
    ),
  );
}

/** Positions where a piece was made or lost; there must be none, ever. */
export function unaccounted(cash: MachineCash): readonly number[] {
  const places = ['stock', 'cassette', 'path', 'outlet', 'taken', 'reject'] as const;
  return PRESET.positions.flatMap((_, at) => {
    const now = places.reduce((sum, place) => sum + (cash[place][at] ?? 0), 0);
    return now === (cash.opening[at] ?? 0) + (cash.inserted[at] ?? 0) ? [] : [at];
  });
}

const minorOf = (pieces: readonly number[]) =>
  pieces.reduce((sum, many, at) => sum + many * (PRESET.positions[at]?.valueMinor ?? 0), 0);
