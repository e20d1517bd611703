import type { Permission } from '@tillbridge/shared/permissions';
import type { TSchema } from 'typebox';
import type { Database, Tx } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import type { SealedPlace } from '../store/read-places.ts';

/** How a column is written: an amount is decimal text beside a column of its currency, times and days are ISO. */
export type CellKind = 'text' | 'whole' | 'amount' | 'instant' | 'day' | 'yes';
export type Cell = string | number | boolean | null;

export interface Column {
  readonly kind: CellKind;
  readonly title: { readonly en: string; readonly th: string };
}

/** What a list is read from: one snapshot of one tenant, and the archive where there is one. */
export interface ExportSource {
  readonly tx: Tx;
  readonly db: Database;
  readonly scope: ShopScope;
  readonly archive: SealedPlace | undefined;
}

/**
 * One list that can be taken out. A list of another matter joins by one entry in `EXPORT_LISTS`. `rows` yields what the
 * screen shows for the same filters, in the same order, in batches from a cursor.
 */
export interface ExportList {
  /** Its name in addresses and files. */
  readonly key: string;
  /** The right to see the list itself; `export.run` is asked beside it. */
  readonly permission: Permission;
  /** Properties of an object; every value is text, as in an address. */
  readonly filters: Readonly<Record<string, TSchema>>;
  readonly columns: readonly Column[];
  rows(source: ExportSource, filters: ExportFilters): AsyncIterable<readonly (readonly Cell[])[]>;
}

export type ExportFilters = Readonly<Partial<Record<string, string>>>;

/** Rows that a cursor brings at once; with the writer's one chunk all that an export holds. */
export const ROWS_AT_ONCE = 500;

/** A column by its words; text unless said otherwise. */
export function column(en: string, th: string, kind: CellKind = 'text'): Column {
  return { kind, title: { en, th } };
}

/** Each batch of a cursor turned into cells. */
export async function* cellsOf<T>(
  batches: AsyncIterable<T[]>,
  toCells: (row: T) => readonly Cell[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const batch of batches) yield batch.map(toCells);
}
