/** A place for whole files outside the database. What is put stays as it was put; keys are paths such as `audit/…/1.json`. */
export interface ObjectStore {
  /** What people are told where files lie; holds no secret. */
  readonly place: string;
  /** Durable when it resolves. Putting the same key again replaces the file whole, never in part. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * Durable when it resolves. False, and nothing changed, where the key is taken already. A service without conditional
   * puts is asked before, so that there two who create at the same moment may both be told true.
   */
  create(key: string, bytes: Uint8Array): Promise<boolean>;
  /** Null where there is none. */
  get(key: string): Promise<Buffer | null>;
  /** Keys that begin with `prefix`, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

const KEY = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*$/;
const KEY_CHARACTERS_MAX = 200;

/** Throws on a key that could leave the place, or that some file system would read differently. */
export function requireKey(key: string): string {
  if (key.length > KEY_CHARACTERS_MAX || !KEY.test(key) || key.includes('..'))
    throw new Error(`not a key of a store: ${key}`);
  return key;
}
