import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import type { Database } from '../db/client.ts';
import { type NameMapping, ShopNames } from './shop-names.ts';

export const HASH_HEX = 64;

/** Custody of one stream at one revision, as far as a batch between two places needs it. Hashes in hex. */
export interface StreamView {
  readonly shop: string;
  readonly incarnation: string;
  /** Currency by machine id: the machines of the agent's shop. */
  readonly machines: ReadonlyMap<string, string>;
  /** Since when those of them are out of service that are, in milliseconds. */
  readonly retired: ReadonlyMap<string, number>;
  /** Undefined where the shop has no mapping in force, which is the usual case. */
  readonly names: ShopNames | undefined;
  /** Undefined: the cloud does not know this epoch. */
  readonly stream: StreamState | undefined;
}

export interface StreamState {
  readonly revision: number;
  readonly start: { readonly number: number; readonly nonce: string };
  readonly headerHash: string;
  readonly highWater: number;
  readonly highWaterHash: string;
  readonly segments: readonly Segment[];
  readonly losses: readonly Loss[];
  /** Whether the stream ever had a line set aside; `quarantined` holds only those around the batch. */
  readonly hasQuarantine: boolean;
  /** State by `${sequence}:${hash}`. */
  readonly quarantined: ReadonlyMap<string, 'pending' | 'applied' | 'discarded'>;
}

export interface Segment {
  readonly first: number;
  readonly last: number;
  /** Hashes of first … last, concatenated. */
  readonly hashes: string;
}

/** Places still missing of a declared loss: the last one's hash is known. */
export interface Loss {
  readonly first: number;
  readonly openTo: number;
  readonly openHash: string;
}

interface ViewRow {
  shop_id: string;
  incarnation: string;
  revision: number | null;
  start_number: number;
  start_nonce: string;
  header_hash: Buffer;
  high_water: number;
  high_water_hash: Buffer;
  segments: [number, number, string][] | null;
  losses: [number, number, string][] | null;
  quarantined: [number, string, 'pending' | 'applied' | 'discarded'][] | null;
  has_quarantine: boolean;
  machines: [string, string, string | null][] | null;
  mappings: [string, NameMapping['what'], string, string][] | null;
}

/** Reads custody around the places `from` … `to`. Undefined: no live key of a live agent. */
export async function readStreamView(
  db: Database,
  scope: { readonly org: string; readonly agent: string; readonly key: string | undefined },
  epoch: string,
  from: number,
  to: number,
): Promise<StreamView | undefined> {
  const [row] = await db.sql<ViewRow[]>`
    select *
    from stream_view(${scope.org}, ${scope.agent}, ${scope.key ?? null}, ${epoch}, ${from - 1}, ${to}, ${BATCH_LINES_MAX})`;
  if (row === undefined) return undefined;
  const machines = new Map(row.machines?.map(([id, currency]) => [id, currency]));
  const mappings = (row.mappings ?? []).map(([id, what, from, to]) => ({ id, what, from, to }));
  return {
    shop: row.shop_id,
    incarnation: row.incarnation,
    machines,
    retired: new Map(row.machines?.flatMap(([id, , at]) => (at === null ? [] : [[id, Date.parse(at)]]))),
    names: mappings.length === 0 ? undefined : new ShopNames(machines, mappings),
    stream: streamOf(row),
  };
}

/** A view that knows the places of another one too; it is as old as the first, so that a change in between is noticed. */
export function withPlacesOf(view: StreamView, { stream: more }: StreamView): StreamView {
  const { stream } = view;
  if (stream === undefined || more === undefined) return view;
  const segments = [...stream.segments, ...more.segments];
  return {
    ...view,
    stream: { ...stream, segments, quarantined: new Map([...more.quarantined, ...stream.quarantined]) },
  };
}

/** Hash of the fact at a place, of the header at place 0; undefined where it is not known (a loss, or not loaded). */
export function hashAt(stream: StreamState, place: number): string | undefined {
  if (place === 0) return stream.headerHash;
  if (place === stream.highWater) return stream.highWaterHash;
  const segment = stream.segments.find((one) => one.first <= place && place <= one.last);
  if (segment !== undefined) {
    const start = (place - segment.first) * HASH_HEX;
    return segment.hashes.slice(start, start + HASH_HEX);
  }
  return undefined;
}

/** Whether these very bytes are in custody at this place: in the stream, or beside it. A declared loss is not custody. */
export function holds(stream: StreamState, place: number, hash: string): boolean {
  if (place === 0) return true;
  if (stream.quarantined.has(`${place}:${hash}`)) return true;
  return lossAt(stream, place) === undefined && hashAt(stream, place) === hash;
}

export function lossAt(stream: StreamState, place: number): Loss | undefined {
  return stream.losses.find((loss) => loss.first <= place && place <= loss.openTo);
}

function streamOf(row: ViewRow): StreamState | undefined {
  if (row.revision === null) return undefined;
  return {
    revision: row.revision,
    start: { number: row.start_number, nonce: row.start_nonce },
    headerHash: row.header_hash.toString('hex'),
    highWater: row.high_water,
    highWaterHash: row.high_water_hash.toString('hex'),
    segments: (row.segments ?? []).map(([first, last, hashes]) => ({ first, last, hashes })),
    losses: (row.losses ?? []).map(([first, openTo, openHash]) => ({ first, openTo, openHash })),
    hasQuarantine: row.has_quarantine,
    quarantined: new Map((row.quarantined ?? []).map(([sequence, hash, state]) => [`${sequence}:${hash}`, state])),
  };
}
