import type { Tx } from '../db/client.ts';

/**
 * Whether a shop can no longer settle a case itself: its fact stands beside the stream, its agent was revoked, or the agent
 * writes another journal by now. A recount that names the case after all still settles it.
 */
export async function isOrphaned(
  tx: Tx,
  org: string,
  fact: { readonly agent: string; readonly epoch: string; readonly branch: number },
): Promise<boolean> {
  if (fact.branch > 0) return true;
  const [row] = await tx<{ orphaned: boolean }[]>`
    select a.revoked_at is not null or exists (
      select from streams later
      where later.org_id = s.org_id and later.agent_id = s.agent_id and later.ordinal > s.ordinal) as orphaned
    from streams s
    join agents a on a.org_id = s.org_id and a.agent_id = s.agent_id
    where s.org_id = ${org} and s.agent_id = ${fact.agent} and s.epoch = ${fact.epoch}`;
  return row?.orphaned ?? false;
}
