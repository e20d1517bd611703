import { createHash } from 'node:crypto';
import { canonical } from '@tillbridge/shared/canonical';
import { DaySchema, HashSchema, Hex32Schema, InstantSchema, UuidSchema } from '@tillbridge/shared/ids';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SealedPlace } from '../store/read-places.ts';
import { openSealed, seal } from '../store/seal.ts';

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

const CONTENT = {
  org: UuidSchema,
  volume: Type.Integer({ minimum: 1 }),
  /** First day of the month. */
  month: DaySchema,
  writtenAt: InstantSchema,
  /** SHA-256 of the manifest file of the volume before; zeros for the first. */
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
};
const ContentSchema = Type.Object(CONTENT);
/** What is signed. Its `type` keeps it apart from whatever else these keys sign. */
const SignedSchema = Type.Object({
  v: Type.Literal(2),
  type: Type.Literal('archive-manifest'),
  keyId: Type.String(),
  ...CONTENT,
});
/** As volumes were written before manifests were signed: only their hash in the database vouches for them. */
const UnsignedSchema = Type.Object({ v: Type.Literal(1), ...CONTENT });
export type Manifest = Static<typeof ContentSchema>;

/** A volume as the database knows it. */
export interface KnownVolume {
  readonly volume: number;
  /** SHA-256 of its manifest file. */
  readonly hash: string;
  /** Of the key that signed the manifest; null of one that was written before manifests were signed. */
  readonly keyId: string | null;
}

/** The archive is not what was written: changed, incomplete, of somebody else, or signed by no known key. */
export class DamagedArchive extends Error {}

export const NO_MANIFEST = '0'.repeat(64);
const VOLUME_DIGITS = 6;
const MANIFEST = /\/(\d{6})\/manifest\.json$/;

export function organizationPath(org: string): string {
  return `archive/${org}/`;
}

export function volumePath(org: string, volume: number): string {
  return `${organizationPath(org)}${String(volume).padStart(VOLUME_DIGITS, '0')}`;
}

export function manifestKey(org: string, volume: number): string {
  return `${volumePath(org, volume)}/manifest.json`;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The numbers of the volumes that have a manifest in the store, in their order. */
export async function listVolumes({ store }: SealedPlace, org: string): Promise<readonly number[]> {
  const keys = await store.list(organizationPath(org));
  return keys.flatMap((key) => MANIFEST.exec(key)?.[1] ?? []).map(Number);
}

/** Signs a manifest and puts it where none lies. Throws where another volume has that number already. */
export async function putManifest({ store, keys }: SealedPlace, manifest: Manifest): Promise<KnownVolume> {
  const { org, volume } = manifest;
  const signed: Static<typeof SignedSchema> = { v: 2, type: 'archive-manifest', keyId: keys.keyId, ...manifest };
  const bytes = seal(keys, canonical(signed));
  if (!(await store.create(manifestKey(org, volume), bytes)))
    throw new Error(`volume ${volume} was written by another archiver meanwhile; the next round begins with it`);
  return { volume, hash: sha256(bytes), keyId: keys.keyId };
}

/** Reads the manifest of a volume that the database knows. Throws `DamagedArchive`. */
export async function readManifest(archive: SealedPlace, org: string, known: KnownVolume): Promise<Manifest> {
  const { volume, hash, keyId } = known;
  const bytes = await manifestBytes(archive, org, volume);
  if (sha256(bytes) !== hash) throw new DamagedArchive(`the manifest of volume ${volume} was changed`);
  if (keyId !== null) return openManifest(archive, org, volume, bytes, keyId);
  return requireOwn(JSON.parse(bytes.toString()), UnsignedSchema, org, volume);
}

/** Reads a manifest that only its signature vouches for. Throws `DamagedArchive`. */
export async function readUnknownManifest(
  archive: SealedPlace,
  org: string,
  volume: number,
): Promise<{ readonly manifest: Manifest; readonly known: KnownVolume }> {
  const bytes = await manifestBytes(archive, org, volume);
  const manifest = openManifest(archive, org, volume, bytes);
  return { manifest, known: { volume, hash: sha256(bytes), keyId: manifest.keyId } };
}

async function manifestBytes({ store }: SealedPlace, org: string, volume: number): Promise<Buffer> {
  const bytes = await store.get(manifestKey(org, volume));
  if (bytes === null) throw new DamagedArchive(`the archive has no manifest of volume ${volume}`);
  return bytes;
}

function openManifest(
  { keys }: SealedPlace,
  org: string,
  volume: number,
  bytes: Buffer,
  keyId?: string,
): Static<typeof SignedSchema> {
  const opened = openSealed(bytes, keys);
  if (opened === null) throw new DamagedArchive(`the manifest of volume ${volume} is signed by no key that is known`);
  const manifest = requireOwn(JSON.parse(opened.statement), SignedSchema, org, volume);
  const said = [opened.keyId, keyId ?? opened.keyId].every((id) => id === manifest.keyId);
  if (!said) throw new DamagedArchive(`the manifest of volume ${volume} is signed by another key than it says`);
  return manifest;
}

function requireOwn<T extends TSchema>(said: unknown, schema: T, org: string, volume: number): Static<T> {
  if (!Value.Check(schema, said)) throw new DamagedArchive(`what lies at volume ${volume} is not a manifest`);
  const manifest = said as Manifest;
  if (manifest.org !== org || manifest.volume !== volume)
    throw new DamagedArchive(`what lies at volume ${volume} is the manifest of another volume`);
  if (manifest.files.some(({ key }) => !key.startsWith(`${volumePath(org, volume)}/`)))
    throw new DamagedArchive(`the manifest of volume ${volume} names files outside of it`);
  return said as Static<T>;
}
