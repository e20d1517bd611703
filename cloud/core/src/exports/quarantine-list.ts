import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import { Type } from 'typebox';
import { shopFilter } from '../people/require-person.ts';
import { cellsOf, column, type ExportList, ROWS_AT_ONCE } from './export-list.ts';
import { shopCodes } from './shop-codes.ts';

interface Row {
  readonly received_at: Date;
  readonly shop: string;
  readonly code: string;
  readonly detail: string | null;
  readonly state: string;
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
  readonly in_stream: boolean;
  readonly raw: Buffer;
}

/** Facts that could not be applied, newest first; those that wait, unless another state is asked for. */
export const QUARANTINE_LIST: ExportList = {
  key: 'quarantine',
  permission: 'quarantine.see',
  filters: {
    shop: Type.Optional(UuidSchema),
    state: Type.Optional(oneOf(['pending', 'applied', 'discarded'])),
  },
  columns: [
    column('Received', 'ได้รับเมื่อ', 'instant'),
    column('Shop', 'สาขา'),
    column('Code', 'รหัส'),
    column('Detail', 'รายละเอียด'),
    column('State', 'สถานะ'),
    column('Shop PC', 'เครื่องที่สาขา'),
    column('Epoch', 'ช่วงสมุด'),
    column('Place', 'ตำแหน่ง', 'whole'),
    column('Hash', 'แฮช'),
    column('In the stream', 'อยู่ในลำดับ', 'yes'),
    column('Line', 'บรรทัดเดิม'),
  ],
  async *rows({ tx, scope }, { shop, state = 'pending' }) {
    const { all, list } = shopFilter(scope);
    const codes = await shopCodes(tx, scope);
    const rows = tx<Row[]>`
      select received_at, shop_id as shop, code, detail, state, agent_id as agent, epoch, sequence, encode(hash, 'hex') as hash, in_stream, raw
      from quarantine
      where org_id = ${scope.org} and state = ${state} and (${all} or shop_id = any(${[...list]}::uuid[]))
        ${shop === undefined ? tx`` : tx`and shop_id = ${shop}`}
      order by received_at desc, sequence desc`;
    yield* cellsOf(rows.cursor(ROWS_AT_ONCE), (row) => [
      row.received_at.toISOString(),
      codes.get(row.shop) ?? row.shop,
      row.code,
      row.detail,
      row.state,
      row.agent,
      row.epoch,
      row.sequence,
      row.hash,
      row.in_stream,
      row.raw.toString('utf8'),
    ]);
  },
};
