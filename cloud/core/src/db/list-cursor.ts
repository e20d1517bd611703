import { Fault } from '@tillbridge/shared/faults/fault';

export const PAGE_ROWS_MAX = 200;
export const PAGE_ROWS = 50;

/** Place in a list that is read newest first: a time, then an id where times are equal. */
export interface ListPlace {
  readonly at: string;
  readonly id: string;
}

/** How many rows a page holds when so many are asked for. */
export function pageRows(asked: number | undefined): number {
  return Math.min(Math.max(asked ?? PAGE_ROWS, 1), PAGE_ROWS_MAX);
}

/** The page of a list of which one row more than `limit` was read; that one tells whether there is another page. */
export function listPage<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => ListPlace,
): { rows: Row[]; next?: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || last === undefined) return { rows: page };
  const { at, id } = placeOf(last);
  return { rows: page, next: Buffer.from(`${at} ${id}`).toString('base64url') };
}

/** Where the next page begins; null: at the beginning. Throws `api.invalid` for a cursor that is not ours. */
export function readCursor(cursor: string | undefined): ListPlace | null {
  if (cursor === undefined) return null;
  const [, at, id] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      Buffer.from(cursor, 'base64url').toString(),
    ) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw new Fault('api.invalid', { errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  }
  return { at, id };
}
