import { CASH_KINDS, OUTCOMES, oneOf } from '@tillbridge/shared/cash';
import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import { moneyText } from '@tillbridge/shared/money';
import type { TransactionRow } from '@tillbridge/shared/reads';
import { Type } from 'typebox';
import { archivedRows } from '../archive/search-archive.ts';
import { shopFilter } from '../people/require-person.ts';
import { toTransactionRow, transactionColumns } from '../reads/transaction-rows.ts';
import { type Cell, cellsOf, column, type ExportList, ROWS_AT_ONCE } from './export-list.ts';
import { shopCodes } from './shop-codes.ts';

const COLUMNS = [
  column('Time', 'เวลา', 'instant'),
  column('Business day', 'วันทำการ', 'day'),
  column('Shop', 'สาขา'),
  column('Kind', 'ประเภท'),
  column('Outcome', 'ผล'),
  column('Currency', 'สกุลเงิน'),
  column('Amount', 'จำนวนเงิน', 'amount'),
  column('In', 'เงินเข้า', 'amount'),
  column('Out', 'เงินออก', 'amount'),
  column('Net', 'สุทธิ', 'amount'),
  column('Still owed', 'ยังค้างจ่าย', 'amount'),
  column('Operator', 'ผู้ทำรายการ'),
  column('Reference', 'อ้างอิง'),
  column('Received', 'รับถึงคลาวด์', 'instant'),
  column('Transaction', 'เลขรายการ'),
  column('Reversed', 'กลับรายการ', 'yes'),
] as const;

/** Transactions that are online, newest first, as the page of transactions shows them. */
export const TRANSACTION_LIST: ExportList = {
  key: 'transactions',
  permission: 'transaction.see',
  filters: {
    shop: Type.Optional(UuidSchema),
    day: Type.Optional(DaySchema),
    from: Type.Optional(DaySchema),
    to: Type.Optional(DaySchema),
    kind: Type.Optional(oneOf(CASH_KINDS)),
    outcome: Type.Optional(oneOf(OUTCOMES)),
  },
  columns: COLUMNS,
  async *rows({ tx, scope }, { shop, day, from, to, kind, outcome }) {
    const { all, list } = shopFilter(scope);
    const codes = await shopCodes(tx, scope);
    const parts = [
      tx`org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))`,
      ...(shop === undefined ? [] : [tx`shop_id = ${shop}`]),
      ...(day === undefined ? [] : [tx`business_date = ${day}::date`]),
      ...(from === undefined ? [] : [tx`business_date >= ${from}::date`]),
      ...(to === undefined ? [] : [tx`business_date <= ${to}::date`]),
      ...(kind === undefined ? [] : [tx`kind = ${kind}`]),
      ...(outcome === undefined ? [] : [tx`outcome = ${outcome}`]),
    ];
    const rows = tx<Parameters<typeof toTransactionRow>[0][]>`
      select ${transactionColumns(tx)}
      from cash_transactions
      where ${parts.reduce((one, other) => tx`${one} and ${other}`)}
      order by occurred_at desc, transaction_id`;
    yield* cellsOf(rows.cursor(ROWS_AT_ONCE), (row) => cells(toTransactionRow(row), codes));
  },
};

/** Transactions of the archive, oldest first, as its search shows them. */
export const ARCHIVED_LIST: ExportList = {
  key: 'archived-transactions',
  permission: 'archive.see',
  filters: {
    from: DaySchema,
    to: DaySchema,
    shop: Type.Optional(UuidSchema),
    kind: Type.Optional(oneOf(CASH_KINDS)),
    reference: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  },
  columns: COLUMNS,
  async *rows({ tx, db, scope, archive }, { from = '', to = '', shop, kind, reference }) {
    if (archive === undefined) return;
    const codes = await shopCodes(tx, scope);
    const wish = {
      from,
      to,
      ...(shop === undefined ? {} : { shop }),
      ...(kind === undefined ? {} : { kind }),
      ...(reference === undefined ? {} : { reference }),
    };
    for await (const rows of archivedRows(db, archive, scope, wish)) yield rows.map((row) => cells(row, codes));
  },
};

function cells(row: TransactionRow, codes: Awaited<ReturnType<typeof shopCodes>>): readonly Cell[] {
  const money = (amount: number) => moneyText(amount, row.currency);
  return [
    row.occurredAt,
    row.businessDate,
    codes.get(row.shopId) ?? row.shopId,
    row.kind,
    row.outcome,
    row.currency,
    money(row.amountMinor),
    money(row.inMinor),
    money(row.outMinor),
    money(row.inMinor - row.outMinor),
    money(row.owedMinor),
    row.operator,
    row.reference,
    row.receivedAt,
    row.id,
    row.reversed,
  ];
}
