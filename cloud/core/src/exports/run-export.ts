import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import type { SealedPlace } from '../store/read-places.ts';
import type { Cell, ExportFilters, ExportList } from './export-list.ts';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';

export const FORMATS = ['csv', 'xlsx'] as const;

export interface ExportWish {
  readonly list: ExportList;
  readonly filters: ExportFilters;
  readonly format: (typeof FORMATS)[number];
  readonly bom: boolean;
  readonly language: 'en' | 'th';
  readonly address: string;
}

export interface ExportTools {
  readonly db: Database;
  readonly scope: ShopScope;
  readonly archive: SealedPlace | undefined;
  readonly onFailure: (error: unknown) => void;
}

/** Bytes that wait for a slow client; above it nothing more is read from the database. */
const WAITING_BYTES = 65_536;

/**
 * A list as a stream of bytes, from one snapshot that ends with it. A client that leaves destroys the stream, and with
 * it the cursor and the transaction. Beginning and end, with the number of rows, are in the trail.
 */
export async function runExport(tools: ExportTools, wish: ExportWish): Promise<Readable> {
  await note(tools, wish, 'export.started', {});
  const out = new PassThrough({ highWaterMark: WAITING_BYTES });
  void fill(tools, wish, out);
  return out;
}

async function fill(tools: ExportTools, wish: ExportWish, out: PassThrough): Promise<void> {
  const { db, scope, archive } = tools;
  const count = { rows: 0 };
  try {
    await readTenant(db, scope.org, async (tx) => {
      const batches = counted(wish.list.rows({ tx, db, scope, archive }, wish.filters), count);
      await pipeline(Readable.from(bytesOf(batches, wish), { objectMode: true, highWaterMark: 1 }), out);
    });
    await note(tools, wish, 'export.finished', { rows: count.rows });
  } catch (error) {
    const left = (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE' || out.destroyed;
    if (!left || out.errored !== null) tools.onFailure(error);
    out.destroy();
    await note(tools, wish, 'export.cut', { rows: count.rows }).catch(tools.onFailure);
  }
}

function bytesOf(
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  wish: ExportWish,
): AsyncIterable<string | Uint8Array> {
  const { list, language, bom } = wish;
  if (wish.format === 'csv') return writeCsv(batches, { columns: list.columns, language, bom });
  return writeXlsx(batches, { columns: list.columns, language, name: list.key });
}

async function* counted<T>(
  batches: AsyncIterable<readonly T[]>,
  count: { rows: number },
): AsyncGenerator<readonly T[]> {
  for await (const batch of batches) {
    count.rows += batch.length;
    yield batch;
  }
}

function note(
  { db, scope }: ExportTools,
  { list, format, filters, address }: ExportWish,
  action: string,
  detail: Readonly<Record<string, number>>,
): Promise<void> {
  const asked = Object.entries(filters).map(([name, value]) => `${name}=${value ?? ''}`);
  return withTenant(db, scope.org, (tx) =>
    appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action,
      subject: list.key,
      address,
      detail: { format, filters: asked.join(' '), ...detail },
    }),
  );
}
