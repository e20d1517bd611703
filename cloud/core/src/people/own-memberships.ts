import type { Tx } from '../db/client.ts';

/**
 * The organizations that a person belongs to, the one they chose last first, else the one that took them in first.
 * Opens the narrow gate of a person's own memberships inside a transaction and shuts it again at once.
 */
export async function ownMemberships(tx: Tx, person: string): Promise<readonly string[]> {
  await tx`select set_config('app.person_id', ${person}, true)`;
  const rows = await tx<{ org_id: string }[]>`
    select org_id
    from memberships
    where person_id = ${person} and removed_at is null
    order by chosen_at desc nulls last, created_at, org_id`;
  await tx`select set_config('app.person_id', '', true)`;
  return rows.map((row) => row.org_id);
}
