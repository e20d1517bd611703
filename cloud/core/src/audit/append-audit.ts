import type { Tx } from '../db/client.ts';

/** One line of the trail: who did what, to what, from where, and whether it was refused. Never a secret in `detail`. */
export interface AuditEntry {
  readonly org: string;
  readonly actorKind: 'person' | 'agent' | 'system';
  readonly actor: string | null;
  /** `matter.verb`, such as `session.started`. */
  readonly action: string;
  readonly subject?: string;
  readonly refused?: boolean;
  readonly address?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends in the transaction of the change itself, so that neither exists without the other; as text first, so that any driver's JSON will do. */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx`
    select append_audit(
      ${entry.org}::uuid, ${entry.actorKind}, ${entry.actor}::uuid, ${entry.action}, ${entry.subject ?? null},
      ${entry.refused ?? false}, ${entry.address ?? null}, ${JSON.stringify(entry.detail ?? {})}::text::jsonb)`;
}
