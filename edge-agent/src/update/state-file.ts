import { readFileSync } from 'node:fs';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { writeDurably } from '../journal/durable-file.ts';

/** A small document of ours on the disk. */
export interface StateFile<T> {
  /** Undefined when there is none, or none that can be read. */
  read(): T | undefined;
  /** Old or new, whole, whatever happens meanwhile. */
  write(value: T): void;
}

const BYTES_MAX = 65_536;

export function stateFile<S extends TSchema>(path: string, schema: S): StateFile<Static<S>> {
  return {
    read() {
      try {
        const text = readFileSync(path, 'utf8');
        const value: unknown = text.length > BYTES_MAX ? undefined : JSON.parse(text);
        return Value.Check(schema, value) ? (value as Static<S>) : undefined;
      } catch {
        return undefined;
      }
    },
    write: (value) => writeDurably(path, `${JSON.stringify(value, null, 2)}\n`),
  };
}
