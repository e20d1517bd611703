import { oneOf } from '@tillbridge/shared/cash';
import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import { moneyText } from '@tillbridge/shared/money';
import { type ClosingSum, TIERS } from '@tillbridge/shared/shift';
import { Type } from 'typebox';
import { shopFilter } from '../people/require-person.ts';
import { cellsOf, column, type ExportList, ROWS_AT_ONCE } from './export-list.ts';
import { shopCodes } from './shop-codes.ts';

interface Row {
  readonly shop: string;
  readonly number: number;
  readonly day: string;
  readonly opened_at: Date;
  readonly closed_at: Date;
  readonly opened_by: string;
  readonly closed_by: string;
  readonly tier: string;
  readonly settled: boolean;
  readonly reason: string | null;
  readonly approved_by: string | null;
  readonly sum: ClosingSum;
  readonly shift: string;
}

/** Closings, newest first, a line a currency: amounts of different currencies never share a column's sum. */
export const CLOSING_LIST: ExportList = {
  key: 'closings',
  permission: 'closing.see',
  filters: {
    shop: Type.Optional(UuidSchema),
    tier: Type.Optional(oneOf(TIERS)),
    from: Type.Optional(DaySchema),
    to: Type.Optional(DaySchema),
  },
  columns: [
    column('Shop', 'สาขา'),
    column('Number', 'เลขที่', 'whole'),
    column('Business day', 'วันทำการ', 'day'),
    column('Opened', 'เปิดกะ', 'instant'),
    column('Closed', 'ปิดกะ', 'instant'),
    column('Opened by', 'ผู้เปิด'),
    column('Closed by', 'ผู้ปิด'),
    column('Currency', 'สกุลเงิน'),
    column('Opening', 'ยอดเปิด', 'amount'),
    column('In', 'เงินเข้า', 'amount'),
    column('Out', 'เงินออก', 'amount'),
    column('Expected', 'ที่ควรมี', 'amount'),
    column('Reported by the machine', 'เครื่องรายงาน', 'amount'),
    column('Counted', 'นับได้', 'amount'),
    column('Variance', 'ผลต่าง', 'amount'),
    column('Tier', 'ระดับ'),
    column('Settled', 'เรียบร้อย', 'yes'),
    column('Reason', 'เหตุผล'),
    column('Approved by', 'ผู้อนุมัติ'),
    column('Shift', 'รหัสกะ'),
  ],
  async *rows({ tx, scope }, { shop, tier, from, to }) {
    const { all, list } = shopFilter(scope);
    const codes = await shopCodes(tx, scope);
    const rows = tx<Row[]>`
      select c.shop_id as shop, c.number, c.business_date as day, c.opened_at, c.closed_at, c.opened_by, c.closed_by, c.tier, c.settled,
        c.reason, c.approved_by, s.sum, c.shift_id as shift
      from closings c
      cross join lateral jsonb_array_elements(c.sums) as s (sum)
      where c.org_id = ${scope.org} and (${all} or c.shop_id = any(${[...list]}::uuid[]))
        ${shop === undefined ? tx`` : tx`and c.shop_id = ${shop}`}
        ${tier === undefined ? tx`` : tx`and c.tier = ${tier}`}
        ${from === undefined ? tx`` : tx`and c.business_date >= ${from}::date`}
        ${to === undefined ? tx`` : tx`and c.business_date <= ${to}::date`}
      order by c.closed_at desc, c.number desc, s.sum ->> 'currency'`;
    yield* cellsOf(rows.cursor(ROWS_AT_ONCE), (row) => {
      const { sum } = row;
      const money = (amount: number | null) => (amount === null ? null : moneyText(amount, sum.currency));
      return [
        codes.get(row.shop) ?? row.shop,
        row.number,
        row.day,
        row.opened_at.toISOString(),
        row.closed_at.toISOString(),
        row.opened_by,
        row.closed_by,
        sum.currency,
        money(sum.openingMinor),
        money(sum.inMinor),
        money(sum.outMinor),
        money(sum.expectedMinor),
        money(sum.reportedMinor),
        money(sum.countedMinor),
        money(sum.varianceMinor),
        row.tier,
        row.settled,
        row.reason,
        row.approved_by,
        row.shift,
      ];
    });
  },
};
