import { streamXlsxRows } from 'hucre/xlsx';

/** The cells of a workbook's first sheet, row by row. */
export async function readWorkbook(bytes: Uint8Array): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const row of streamXlsxRows(bytes)) rows.push(row.values);
  return rows;
}
