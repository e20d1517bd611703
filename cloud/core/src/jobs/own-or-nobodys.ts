import type postgres from 'postgres';
import type { Tx } from '../db/client.ts';

/**
 * Jobs of the queues are rows without row security. Whatever reads them for a person passes this: a job that concerns
 * one organization names it in `org`, and only jobs of this organization or of none are seen.
 */
export function ownOrNobodys(tx: Tx, org: string): postgres.PendingQuery<postgres.Row[]> {
  return tx`(data ->> 'org' is null or data ->> 'org' = ${org})`;
}
