import { type Database, withTenant } from '../db/client.ts';
import { type AuditEntry, appendAudit } from './append-audit.ts';

/** A refusal changes nothing else, so it is written in a transaction of its own. */
export function recordRefusal(db: Database, entry: Omit<AuditEntry, 'refused'>): Promise<void> {
  return withTenant(db, entry.org, (tx) => appendAudit(tx, { ...entry, refused: true }));
}
