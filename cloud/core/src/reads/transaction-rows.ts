import type { TransactionRow } from '@tillbridge/shared/reads';
import type { Tx } from '../db/client.ts';
import type { ListPlace } from '../db/list-cursor.ts';

interface Columns {
  readonly transaction_id: string;
  readonly shop_id: string;
  readonly machine_id: string;
  readonly kind: TransactionRow['kind'];
  readonly outcome: TransactionRow['outcome'];
  readonly currency: string;
  readonly amount_minor: number;
  readonly in_minor: number;
  readonly out_minor: number;
  readonly owed_minor: number;
  readonly operator: string | null;
  readonly reference: string | null;
  readonly business_date: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly reversed: boolean;
}

export interface TransactionWish {
  readonly shop: string;
  readonly limit: number;
  readonly after: ListPlace | null;
  /** Business date, or null for all. */
  readonly day: string | null;
}

/** Whether a movement of `cash_transactions`, or of what it is called here, is reversed. */
export const isReversed = (tx: Tx, moved = 'cash_transactions') => tx`
  exists (
    select from reversals r
    where r.org_id = ${tx(moved)}.org_id and r.transaction_id = ${tx(moved)}.transaction_id and r.ended = 'approved'
      and r.reverses is null and r.restored_by is null)`;

/** Columns of `cash_transactions` that make a row. */
export const transactionColumns = (tx: Tx) => tx`
  transaction_id, shop_id, machine_id, kind, outcome, currency, amount_minor, in_minor, out_minor, owed_minor,
  operator, reference, business_date, occurred_at, received_at, ${isReversed(tx)} as reversed`;

/** Callers have proved that the shop is theirs. */
export async function readTransactionRows(tx: Tx, org: string, wish: TransactionWish): Promise<TransactionRow[]> {
  const { after, day } = wish;
  const rows = await tx<Columns[]>`
    select ${transactionColumns(tx)}
    from cash_transactions
    where org_id = ${org}
      and shop_id = ${wish.shop}
      ${day === null ? tx`` : tx`and business_date = ${day}::date`}
      ${
        after === null
          ? tx``
          : tx`and occurred_at <= ${after.at}::timestamptz
               and (occurred_at < ${after.at}::timestamptz or transaction_id > ${after.id}::uuid)`
      }
    order by occurred_at desc, transaction_id
    limit ${wish.limit}`;
  return rows.map(toTransactionRow);
}

/** What arrived at a shop since `receivedSince`, of the business day `fromDay` or later, newest first. */
export async function readArrivals(
  tx: Tx,
  org: string,
  wish: { readonly shop: string; readonly receivedSince: Date; readonly fromDay: string; readonly limit: number },
): Promise<TransactionRow[]> {
  const rows = await tx<Columns[]>`
    select ${transactionColumns(tx)}
    from cash_transactions
    where org_id = ${org}
      and shop_id = ${wish.shop}
      and business_date >= ${wish.fromDay}::date
      and received_at > ${wish.receivedSince}
    order by occurred_at desc, transaction_id
    limit ${wish.limit}`;
  return rows.map(toTransactionRow);
}

export function toTransactionRow(row: Columns): TransactionRow {
  return {
    id: row.transaction_id,
    shopId: row.shop_id,
    machineId: row.machine_id,
    kind: row.kind,
    outcome: row.outcome,
    currency: row.currency,
    amountMinor: row.amount_minor,
    inMinor: row.in_minor,
    outMinor: row.out_minor,
    owedMinor: row.owed_minor,
    operator: row.operator,
    reference: row.reference,
    businessDate: row.business_date,
    occurredAt: row.occurred_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    reversed: row.reversed,
  };
}
