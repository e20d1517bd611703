import { createHash } from 'node:crypto';
import { DaySchema, HashSchema, Hex32Schema, InstantSchema, UuidSchema } from '@tillbridge/shared/ids';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ObjectStore } from '../store/object-store.ts';

const Count = Type.Integer({ minimum: 0 });

/**
 * One file of a volume, gzipped NDJSON of one shop. `facts`: the very bytes of the facts, a line each; `places`: for
 * each of these lines, in the same order, the row beside its bytes; `transactions`: rows with their lines.
 */
const FileSchema = Type.Object({
  key: Type.String(),
  kind: Type.Union([Type.Literal('facts'), Type.Literal('places'), Type.Literal('transactions')]),
  shop: UuidSchema,
  firstDay: DaySchema,
  lastDay: DaySchema,
  rows: Count,
  bytes: Count,
  /** Of the file as it lies in the store. */
  sha256: HashSchema,
});
export type ArchiveFile = Static<typeof FileSchema>;

export const ManifestSchema = Type.Object({
  v: Type.Literal(1),
  org: UuidSchema,
  volume: Type.Integer({ minimum: 1 }),
  /** First day of the month. */
  month: DaySchema,
  writtenAt: InstantSchema,
  /** SHA-256 of the manifest of the volume before; zeros for the first. */
  previous: HashSchema,
  facts: Count,
  transactions: Count,
  lines: Count,
  sums: Type.Array(
    Type.Object({
      kind: Type.String(),
      currency: Type.String(),
      transactions: Count,
      inMinor: Count,
      outMinor: Count,
    }),
  ),
  streams: Type.Array(
    Type.Object({
      agent: UuidSchema,
      epoch: Hex32Schema,
      facts: Count,
      first: Count,
      firstHash: HashSchema,
      last: Count,
      lastHash: HashSchema,
    }),
  ),
  files: Type.Array(FileSchema),
});
export type Manifest = Static<typeof ManifestSchema>;

export const NO_MANIFEST = '0'.repeat(64);
const VOLUME_DIGITS = 6;

export function volumePath(org: string, volume: number): string {
  return `archive/${org}/${String(volume).padStart(VOLUME_DIGITS, '0')}`;
}

export function manifestKey(org: string, volume: number): string {
  return `${volumePath(org, volume)}/manifest.json`;
}

export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a manifest back. Throws where it is not there, not a manifest, or (given one) has another hash. */
export async function readManifest(
  store: ObjectStore,
  org: string,
  volume: number,
  hash?: string,
): Promise<{ readonly manifest: Manifest; readonly hash: string }> {
  const bytes = await store.get(manifestKey(org, volume));
  if (bytes === null) throw new Error(`the archive has no manifest of volume ${volume}`);
  const found = sha256(bytes);
  if (hash !== undefined && found !== hash) throw new Error(`the manifest of volume ${volume} was changed`);
  const manifest: unknown = JSON.parse(bytes.toString());
  if (!Value.Check(ManifestSchema, manifest) || manifest.org !== org || manifest.volume !== volume)
    throw new Error(`what lies at volume ${volume} is not its manifest`);
  return { manifest, hash: found };
}
