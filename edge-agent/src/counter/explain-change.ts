import type { CashLine } from '@tillbridge/shared/cash';

/** What a change of stock while nothing ran can have been. Lines of one reason each; together they are the change. */
export interface Explained {
  /** Pieces that came into stackers and hoppers: somebody loaded the machine. */
  readonly refill: readonly CashLine[];
  /** Pieces that went from a stacker into the box at the machine itself, out and in. */
  readonly inside: readonly CashLine[];
  /** Pieces that left, or appeared where nobody loads: a person has to look. */
  readonly unexplained: readonly CashLine[];
}

/** Sorts a change by what people do with a machine. Pure; pieces are never made or lost by it. */
export function explainChange(gap: readonly CashLine[]): Explained {
  const inside: CashLine[] = [];
  const rest: CashLine[] = [];
  const intoBox = gap.filter((line) => line.direction === 'in' && line.place === 'box');
  for (const line of gap) {
    if (intoBox.includes(line)) continue;
    const boxed = intoBox.find((other) => other.valueMinor === line.valueMinor && other.form === line.form);
    const many = line.direction === 'out' && line.place === 'stock' ? Math.min(line.pieces, boxed?.pieces ?? 0) : 0;
    if (many > 0 && boxed !== undefined) inside.push({ ...line, pieces: many }, { ...boxed, pieces: many });
    if (line.pieces > many) rest.push({ ...line, pieces: line.pieces - many });
  }
  for (const line of intoBox) {
    const came = inside.find(
      (other) => other.direction === 'in' && other.valueMinor === line.valueMinor && other.form === line.form,
    );
    if (line.pieces > (came?.pieces ?? 0)) rest.push({ ...line, pieces: line.pieces - (came?.pieces ?? 0) });
  }
  const loaded = (line: CashLine) => line.direction === 'in' && line.place === 'stock';
  return { inside, refill: rest.filter(loaded), unexplained: rest.filter((line) => !loaded(line)) };
}
