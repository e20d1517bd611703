import type { Fact } from '@tillbridge/shared/fact';
import type { ClosingBody } from '@tillbridge/shared/shift';
import { isTransaction, readJournal } from './rig-books.ts';
import { THB_UNITS } from './rig-machine.ts';

/** What a shift came to, worked out from the facts alone and without a line of the code that makes closings. */
export interface DayFigures {
  readonly openingMinor: number;
  readonly inMinor: number;
  readonly outMinor: number;
  /** Pieces that should be there, by `place/value`. */
  readonly expected: Readonly<Record<string, number>>;
  /** How often, in, out; by kind. */
  readonly kinds: Readonly<Record<string, readonly [operations: number, inMinor: number, outMinor: number]>>;
}

/** Every fact of a journal, oldest first. Throws where bytes are gone. */
export function rawFacts(journalFile: string): readonly Fact[] {
  return readJournal(journalFile).map(({ bytes, sequence }) => {
    if (bytes === undefined) throw new Error(`place ${sequence} has no bytes`);
    return JSON.parse(bytes.toString('utf8')) as Fact;
  });
}

/** Adds up everything between the opening and the closing of the one shift. */
export function addUp(facts: readonly Fact[]): DayFigures {
  const from = facts.findIndex(({ kind }) => kind === 'shift.opened');
  const to = facts.findIndex(({ kind }) => kind === 'shift.closed');
  const opening = (facts[from]?.body as Fact<'shift.opened'>['body'] | undefined)?.lines ?? [];
  const expected: Record<string, number> = {};
  const kinds: Record<string, [number, number, number]> = {};
  const sums = { in: 0, out: 0 };
  let openingMinor = 0;
  const add = (place: string, valueMinor: number, pieces: number) => {
    const key = `${place}/${valueMinor}`;
    expected[key] = (expected[key] ?? 0) + pieces;
  };
  for (const { place, valueMinor, pieces } of opening) {
    openingMinor += valueMinor * pieces;
    add(place, valueMinor, pieces);
  }
  for (const fact of facts.slice(from + 1, to)) {
    if (!isTransaction(fact)) continue;
    const { kind, lines } = fact.body;
    const own = { in: 0, out: 0 };
    for (const { place, valueMinor, pieces, direction } of lines) {
      own[direction] += valueMinor * pieces;
      add(place, valueMinor, direction === 'in' ? pieces : -pieces);
    }
    const [many, inMinor, outMinor] = kinds[kind] ?? [0, 0, 0];
    kinds[kind] = [many + 1, inMinor + own.in, outMinor + own.out];
    sums.in += own.in;
    sums.out += own.out;
  }
  return { openingMinor, inMinor: sums.in, outMinor: sums.out, expected, kinds };
}

/** The closing that a journal holds. Throws when there is not exactly one. */
export function onlyClosing(facts: readonly Fact[]): ClosingBody {
  const closings = facts.filter(({ kind }) => kind === 'shift.closed');
  const [closing] = closings;
  if (closing === undefined || closings.length !== 1) throw new Error(`${closings.length} closings`);
  return closing.body as ClosingBody;
}

/** The figures that a closing says, in the form of the oracle's. */
export function saidBy({ sums, kinds, lines }: ClosingBody): DayFigures {
  const [sum] = sums;
  return {
    openingMinor: sum?.openingMinor ?? 0,
    inMinor: sum?.inMinor ?? 0,
    outMinor: sum?.outMinor ?? 0,
    expected: Object.fromEntries(
      lines.map((line) => [`${line.place}/${line.valueMinor}`, line.expected ?? Number.NaN]),
    ),
    kinds: Object.fromEntries(
      kinds.map((each) => [each.kind, [each.operations, each.inMinor, each.outMinor] as const]),
    ),
  };
}

/** What truly lies in stackers and box, by `place/value`; only what is there. */
export function truly(cash: { readonly stock: readonly number[]; readonly cassette: readonly number[] }) {
  const held: Record<string, number> = {};
  THB_UNITS.forEach(({ valueMinor }, at) => {
    if ((cash.stock[at] ?? 0) > 0) held[`stock/${valueMinor}`] = cash.stock[at] ?? 0;
    if ((cash.cassette[at] ?? 0) > 0) held[`box/${valueMinor}`] = cash.cassette[at] ?? 0;
  });
  return held;
}

/** The same without what is not there. */
export const present = (held: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(held).filter(([, pieces]) => pieces !== 0));
