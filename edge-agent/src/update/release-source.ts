/** Where a release comes from. Nothing that it gives is believed before it was checked. */
export interface ReleaseSource {
  /** Where, for a person. */
  readonly name: string;
  /** Bytes of the newest manifest; throws `update.source-silent`. */
  manifest(): Promise<Uint8Array>;
  /** Bytes of a root by its number; undefined where there is none. */
  root(version: number): Promise<Uint8Array | undefined>;
  /** A file by its hash, piece by piece; may go on for ever. Throws `update.source-silent`. */
  file(sha256: string): AsyncIterable<Uint8Array>;
}

/** Collects what a source gives, up to a limit; one byte more is enough to know that it is too much. */
export async function collect(pieces: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    bytes += piece.byteLength;
    if (bytes > bytesMax) break;
  }
  return Buffer.concat(kept);
}
