import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import { Type } from 'typebox';
import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { type Cell, type Column, column, type ExportFilters, type ExportList, ROWS_AT_ONCE } from './export-list.ts';
import {
  type AdjustmentToBook,
  bookAdjustment,
  bookClosing,
  bookReversal,
  type ClosingToBook,
  type JournalLine,
  type ReversalToBook,
  sideText,
} from './journal-entries.ts';

const JOURNAL = {
  permission: 'closing.see',
  filters: { shop: Type.Optional(UuidSchema), from: Type.Optional(DaySchema), to: Type.Optional(DaySchema) },
} as const;

/** Double entries of closings and of what became known later; debits equal credits in each entry. */
export const JOURNAL_LIST: ExportList = {
  ...JOURNAL,
  key: 'journal',
  columns: [
    column('Date', 'วันที่', 'day'),
    column('Entry', 'เลขที่รายการ'),
    column('Shop', 'สาขา'),
    column('Account', 'รหัสบัญชี'),
    column('Account name', 'ชื่อบัญชี'),
    column('Currency', 'สกุลเงิน'),
    column('Debit', 'เดบิต', 'amount'),
    column('Credit', 'เครดิต', 'amount'),
    column('Memo', 'คำอธิบาย'),
  ],
  rows: ({ tx, scope }, filters) =>
    journal(tx, scope, filters, (line) => [
      line.day,
      line.number,
      line.shop,
      line.account.code,
      line.account.name.en,
      line.currency,
      sideText(line.debitMinor, line.currency),
      sideText(line.creditMinor, line.currency),
      line.memo,
    ]),
};

/** As the form of PEAK's journal names its fields. From public sources, not tried. */
export const PEAK_LIST: ExportList = {
  ...JOURNAL,
  key: 'journal-peak',
  columns: same(['สมุดบัญชี', 'วันที่รายการ', 'เลขที่บันทึกบัญชี', 'อ้างอิงถึง', 'รหัสบัญชี', 'ชื่อบัญชี', 'คำอธิบาย', 'เดบิต', 'เครดิต']),
  rows: ({ tx, scope }, filters) =>
    journal(tx, scope, filters, (line) => [
      'รายวันทั่วไป',
      line.day,
      line.number,
      line.shop,
      line.account.code,
      line.account.name.th,
      `${line.memo} ${line.currency}`,
      sideText(line.debitMinor, line.currency),
      sideText(line.creditMinor, line.currency),
    ]),
};

/** As the form of FlowAccount's journal names its fields. From public sources, not tried. */
export const FLOWACCOUNT_LIST: ExportList = {
  ...JOURNAL,
  key: 'journal-flowaccount',
  columns: same(['วันที่', 'เลขที่เอกสาร', 'เลขที่บัญชี', 'ชื่อบัญชี', 'รายละเอียด', 'เดบิต', 'เครดิต']),
  rows: ({ tx, scope }, filters) =>
    journal(tx, scope, filters, (line) => [
      line.day,
      line.number,
      line.account.code,
      line.account.name.th,
      `${line.memo} ${line.shop} ${line.currency}`,
      sideText(line.debitMinor, line.currency),
      sideText(line.creditMinor, line.currency),
    ]),
};

/** The last two columns are the sides; the names are those of the form, whatever the language of the reader. */
function same(titles: readonly string[]): readonly Column[] {
  return titles.map((title, i) => column(title, title, i >= titles.length - 2 ? 'amount' : 'text'));
}

async function* journal(
  tx: Tx,
  scope: ShopScope,
  filters: ExportFilters,
  toCells: (line: JournalLine) => readonly Cell[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  const { all, list } = shopFilter(scope);
  const within = (day: ReturnType<Tx>) => {
    const { shop, from, to } = filters;
    return tx`(${all} or t.shop_id = any(${[...list]}::uuid[]))
      ${shop === undefined ? tx`` : tx`and t.shop_id = ${shop}`}
      ${from === undefined ? tx`` : tx`and ${day} >= ${from}::date`}
      ${to === undefined ? tx`` : tx`and ${day} <= ${to}::date`}`;
  };
  const closings = tx<ClosingToBook[]>`
    select s.code as shop, t.number, t.business_date as day, t.sums, t.kinds
    from closings t
    join shops s on s.org_id = t.org_id and s.shop_id = t.shop_id
    where t.org_id = ${scope.org} and ${within(tx`t.business_date`)}
    order by t.business_date, s.code, t.closed_at, t.number`;
  for await (const batch of closings.cursor(ROWS_AT_ONCE)) yield batch.flatMap(bookClosing).map(toCells);
  const adjustments = tx<AdjustmentToBook[]>`
    select s.code as shop, t.number, t.business_date as day, t.sequence, c.kind, t.currency, t.in_minor as "inMinor", t.out_minor as "outMinor"
    from closing_adjustments t
    join shops s on s.org_id = t.org_id and s.shop_id = t.shop_id
    left join lateral (
      select c.kind from cash_transactions c where c.transaction_id = t.operation_id and c.org_id = t.org_id limit 1
    ) c on true
    where t.org_id = ${scope.org} and t.what = 'late' and t.currency is not null and ${within(tx`t.business_date`)}
    order by t.business_date, s.code, t.occurred_at, t.sequence`;
  for await (const batch of adjustments.cursor(ROWS_AT_ONCE)) yield batch.flatMap(bookAdjustment).map(toCells);
  const reversals = tx<ReversalToBook[]>`
    select s.code as shop, t.number, t.business_date as day, t.kind, t.currency, t.in_minor as "inMinor", t.out_minor as "outMinor",
      target.number as reverses
    from reversals t
    left join reversals target on target.org_id = t.org_id and target.reversal_id = t.reverses
    join shops s on s.org_id = t.org_id and s.shop_id = t.shop_id
    where t.org_id = ${scope.org} and t.ended = 'approved' and ${within(tx`t.business_date`)}
    order by t.business_date, s.code, t.number`;
  for await (const batch of reversals.cursor(ROWS_AT_ONCE)) yield batch.flatMap(bookReversal).map(toCells);
}
