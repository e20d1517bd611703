import { Fault } from '@tillbridge/shared/faults/fault';
import type { Tx } from '../db/client.ts';

/** What moved is not known while a case of it waits: counting at the shop says it, and no entry here may guess. */
export async function refuseOpenCase(
  tx: Tx,
  org: string,
  { machine, transaction }: { readonly machine: string; readonly transaction: string },
): Promise<void> {
  const [open] = await tx`
    select 1
    from cases
    where org_id = ${org} and machine_id = ${machine} and case_id = ${transaction}
      and opened_at is not null and settled_at is null and resolved_at is null`;
  if (open !== undefined) throw new Fault('reversal.case-open');
}
