import type { Cell, Column } from './export-list.ts';

export interface CsvWish {
  readonly columns: readonly Column[];
  readonly language: 'en' | 'th';
  /** Excel takes UTF-8 for it only behind a byte order mark. */
  readonly bom: boolean;
}

const BOM = '\uFEFF';
const LINE_END = '\r\n';
/** A spreadsheet reads a text that begins so as a formula; the apostrophe makes it a text again. */
const FORMULA = /^[=+\-@\t\r\n]/;
const TO_BE_QUOTED = /[",\r\n]/;

/** RFC 4180: a header line, then a line a row, each ended by CRLF. */
export async function* writeCsv(
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  { columns, language, bom }: CsvWish,
): AsyncGenerator<string> {
  const header = columns.map(({ title }) => quoted(title[language])).join(',');
  yield `${bom ? BOM : ''}${header}${LINE_END}`;
  for await (const batch of batches) {
    yield batch.map((row) => `${columns.map((one, i) => fieldOf(one, row[i] ?? null)).join(',')}${LINE_END}`).join('');
  }
}

function fieldOf({ kind }: Column, cell: Cell): string {
  if (cell === null) return '';
  if (kind === 'yes') return cell === true ? 'yes' : 'no';
  if (kind !== 'text') return quoted(String(cell));
  const text = String(cell);
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

function quoted(text: string): string {
  return TO_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
