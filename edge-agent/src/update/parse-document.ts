import { Fault } from '@tillbridge/shared/faults/fault';
import {
  type SignedManifest,
  SignedManifestSchema,
  type SignedRoot,
  SignedRootSchema,
} from '@tillbridge/shared/release';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** A manifest of thousands of files stays far below this; a document that goes on for ever ends here. */
export const DOCUMENT_BYTES_MAX = 1_048_576;

/** Throws `update.malformed` for anything but a signed manifest. Says nothing about who signed it. */
export function parseManifest(bytes: Uint8Array): SignedManifest {
  return parse(SignedManifestSchema, bytes, 'manifest');
}

/** Throws `update.malformed` for anything but a signed root. */
export function parseRoot(bytes: Uint8Array): SignedRoot {
  return parse(SignedRootSchema, bytes, 'root');
}

function parse<S extends TSchema>(schema: S, bytes: Uint8Array, what: string): Static<S> {
  if (bytes.byteLength > DOCUMENT_BYTES_MAX) throw new Fault('update.malformed', { what, bytes: bytes.byteLength });
  const value = readJson(bytes, what);
  if (!Value.Check(schema, value)) throw new Fault('update.malformed', { what });
  return value as Static<S>;
}

function readJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Fault('update.malformed', { what });
  }
}
