import { UuidSchema } from '@tillbridge/shared/ids';
import { moneyText } from '@tillbridge/shared/money';
import type { MachineLevels } from '@tillbridge/shared/reads-levels';
import { Type } from 'typebox';
import type { MachinePlace } from '../cash/machine-cursor.ts';
import { levelsOf } from '../forecast/read-levels.ts';
import { type Cell, column, type ExportList } from './export-list.ts';

/** Machines that are read at once: each brings its rhythm along. */
const MACHINES_AT_ONCE = 50;

/** What to order for each denomination of each machine, as the page of levels shows it: a line a denomination. */
export const ORDER_LIST: ExportList = {
  key: 'cash-orders',
  permission: 'machine.see',
  filters: { shop: Type.Optional(UuidSchema) },
  columns: [
    column('Shop', 'สาขา'),
    column('Machine', 'เครื่อง'),
    column('Read', 'อ่านเมื่อ', 'instant'),
    column('Currency', 'สกุลเงิน'),
    column('Denomination', 'ชนิดเงิน', 'amount'),
    column('Note or coin', 'ธนบัตรหรือเหรียญ'),
    column('Pieces', 'จำนวน', 'whole'),
    column('Par', 'มาตรฐาน', 'whole'),
    column('Order by', 'สั่งภายใน', 'day'),
    column('Too late', 'ไม่ทัน', 'yes'),
    column('Brought', 'มาส่ง', 'day'),
    column('Pieces in a pack', 'จำนวนต่อมัดหรือแท่ง', 'whole'),
    column('Packs', 'มัดหรือแท่ง', 'whole'),
    column('Pieces ordered', 'จำนวนที่สั่ง', 'whole'),
    column('Amount', 'ยอดเงิน', 'amount'),
  ],
  async *rows({ tx, scope }, { shop }) {
    const now = new Date();
    let after: MachinePlace | null = null;
    do {
      const wish = { ...(shop === undefined ? {} : { shop }), limit: MACHINES_AT_ONCE, after };
      const machines: MachineLevels[] = await levelsOf(tx, scope, wish, now);
      yield machines.flatMap(orderCells);
      const last = machines.length < MACHINES_AT_ONCE ? undefined : machines.at(-1);
      after = last === undefined ? null : { code: last.shop.code, machine: last.machine.id };
    } while (after !== null);
  },
};

function orderCells({ shop, machine, readAt, currency, broughtOn, denominations }: MachineLevels): (readonly Cell[])[] {
  return denominations.map(({ valueMinor, form, pieces, set, orderBy, late, order }) => [
    shop.code,
    machine.name,
    readAt,
    currency,
    moneyText(valueMinor, currency),
    form,
    pieces,
    set?.par ?? null,
    orderBy,
    late,
    broughtOn,
    order?.packPieces ?? null,
    order?.packs ?? null,
    order?.pieces ?? null,
    order === null ? null : moneyText(order.amountMinor, currency),
  ]);
}
