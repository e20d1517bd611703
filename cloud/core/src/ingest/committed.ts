import type { Database } from '../db/client.ts';

export type CommittedListener = (orgId: string, shopId: string) => void;

const listeners = new WeakMap<Database, Set<CommittedListener>>();

/** Calls the listener after each commit that changed a shop; returns how to stop. It must be quick and not throw. */
export function onCommitted(db: Database, listener: CommittedListener): () => void {
  const known = listeners.get(db) ?? new Set();
  listeners.set(db, known.add(listener));
  return () => {
    known.delete(listener);
  };
}

export function committed(db: Database, orgId: string, shopId: string): void {
  for (const listener of listeners.get(db) ?? []) listener(orgId, shopId);
}
