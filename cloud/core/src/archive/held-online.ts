import type { Tx } from '../db/client.ts';

export interface HeldOnline {
  readonly facts: number;
  readonly transactions: number;
  readonly lines: number;
}

/** How many rows the online tables hold of one organization and month. */
export async function heldOnline(tx: Tx, org: string, month: string): Promise<HeldOnline> {
  const within = tx`org_id = ${org} and business_date >= ${month}::date and business_date < (${month}::date + interval '1 month')`;
  const [held] = await tx<HeldOnline[]>`
    select (select count(*) from facts where ${within}) as facts,
      (select count(*) from cash_transactions where ${within}) as transactions,
      (select count(*) from denomination_lines where ${within}) as lines`;
  return held ?? { facts: 0, transactions: 0, lines: 0 };
}
