import type { Inventory } from '@tillbridge/shared/fact';
import type { CountLine } from '@tillbridge/shared/shift';
import { bookOf } from '../counter/stock-book.ts';

/**
 * What a device says of its stock, as lines of a count; what it does not know is not there. A place that it lists whole
 * has none of the denominations it leaves out, and says so with a zero.
 */
export function reportedLines(machine: string, inventory: Inventory): readonly CountLine[] {
  const { held, whole } = bookOf(inventory);
  const listed = [...held.values()].map(({ place, form, valueMinor, pieces }): CountLine => {
    return { machine, place, form, valueMinor, pieces };
  });
  const denominations = new Map(listed.map((line) => [`${line.form}/${line.valueMinor}`, line]));
  const none = [...whole].flatMap((place) =>
    [...denominations.values()]
      .filter(({ form, valueMinor }) => !held.has(`${place}/${form}/${valueMinor}`))
      .map((line): CountLine => ({ ...line, place, pieces: 0 })),
  );
  return [...listed, ...none];
}
