import { createHash } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { parseFingerprint } from '@tillbridge/shared/fingerprint';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

export interface Confirmation {
  readonly agent: string;
  /** As the shop PC shows it: whoever confirms has compared it, and means that key and no later one. */
  readonly fingerprint: string;
  readonly address: string;
}

/**
 * Lets a paired agent in. Saying it twice changes nothing. Throws `api.not-found` for an agent outside the scope and
 * `pairing.fingerprint` when the agent has another key by now.
 */
export async function confirmAgent(
  db: Database,
  scope: ShopScope,
  { agent, fingerprint, address }: Confirmation,
): Promise<{ readonly confirmedAt: string }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx<{ public_key: Buffer | null; confirmed_at: Date | null }[]>`
      select public_key, confirmed_at
      from agents
      where org_id = ${scope.org} and agent_id = ${agent} and (${all} or shop_id = any(${[...list]}::uuid[]))
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    if (parseFingerprint(fingerprint) !== fingerprintOf(row.public_key)) throw new Fault('pairing.fingerprint');
    if (row.confirmed_at !== null) return { confirmedAt: row.confirmed_at.toISOString() };
    const [confirmed] = await tx<{ confirmed_at: Date }[]>`
      update agents
      set confirmed_at = now(), confirmed_by = ${scope.person}
      where org_id = ${scope.org} and agent_id = ${agent}
      returning confirmed_at`;
    if (confirmed === undefined) throw new Error('a locked row is gone');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'pairing.confirmed',
      subject: agent,
      address,
      detail: { fingerprint },
    });
    return { confirmedAt: confirmed.confirmed_at.toISOString() };
  });
}

/** First half of the hash over the raw key, in hex; undefined for an agent that was never paired. */
export function fingerprintOf(publicKey: Buffer | null): string | undefined {
  return publicKey === null ? undefined : createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
}
