import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';
import type { Cell, Column } from './export-list.ts';

export interface XlsxWish {
  readonly columns: readonly Column[];
  readonly language: 'en' | 'th';
  readonly name: string;
}

const SHEET_NAME_CHARACTERS = 31;
/** One line is the header's. */
export const XLSX_ROWS_MAX = XLSX_MAX_ROWS_PER_SHEET - 1;

/**
 * A workbook of one sheet, written as its rows are pulled. Texts are cells of type text, which no spreadsheet takes for
 * formulas. Throws when there are more rows than a sheet can have: a sheet that is cut would lie.
 */
export function writeXlsx(
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  { columns, language, name }: XlsxWish,
): AsyncIterable<Uint8Array> {
  const stream = writeXlsxStream(cellRows(batches, columns), {
    name: name.slice(0, SHEET_NAME_CHARACTERS),
    columns: columns.map(({ title, kind }) => ({
      header: title[language],
      ...(kind === 'amount' ? { numFmt: '#,##0.00' } : {}),
    })),
    freezePane: { rows: 1 },
  });
  return stream as unknown as AsyncIterable<Uint8Array>;
}

async function* cellRows(
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  columns: readonly Column[],
): AsyncGenerator<(string | number | boolean | null)[]> {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    if (rows > XLSX_ROWS_MAX) throw new RangeError(`a sheet holds ${XLSX_ROWS_MAX} rows`);
    for (const row of batch) yield columns.map((one, i) => cellOf(one, row[i] ?? null));
  }
}

/** A decimal text becomes a number at this last step only: a sheet writes it down as the same decimal digits. */
function cellOf({ kind }: Column, cell: Cell): string | number | boolean | null {
  return kind === 'amount' && cell !== null ? Number(cell) : cell;
}
