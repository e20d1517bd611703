import { UuidSchema } from '@tillbridge/shared/ids';
import { Type } from 'typebox';
import { shopFilter } from '../people/require-person.ts';
import { cellsOf, column, type ExportList, ROWS_AT_ONCE } from './export-list.ts';

interface Row {
  readonly code: string;
  readonly number: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly pin_set_at: Date | null;
  readonly disabled_at: Date | null;
}

/** Who works where, by shop and number; of a PIN only that there is one. */
export const EMPLOYEE_LIST: ExportList = {
  key: 'employees',
  permission: 'employee.see',
  filters: { shop: Type.Optional(UuidSchema) },
  columns: [
    column('Shop', 'สาขา'),
    column('Number', 'หมายเลข'),
    column('Name', 'ชื่อ'),
    column('Permissions', 'สิทธิ์'),
    column('PIN set', 'ตั้ง PIN เมื่อ', 'instant'),
    column('Disabled', 'ปิดการใช้เมื่อ', 'instant'),
  ],
  async *rows({ tx, scope }, { shop }) {
    const { all, list } = shopFilter(scope);
    const rows = tx<Row[]>`
      select s.code, e.number, e.name, e.permissions, e.pin_set_at, e.disabled_at
      from employees e
      join shops s on s.org_id = e.org_id and s.shop_id = e.shop_id
      where e.org_id = ${scope.org} and (${all} or e.shop_id = any(${[...list]}::uuid[]))
        ${shop === undefined ? tx`` : tx`and e.shop_id = ${shop}`}
      order by s.code, length(e.number), e.number`;
    yield* cellsOf(rows.cursor(ROWS_AT_ONCE), (row) => [
      row.code,
      row.number,
      row.name,
      row.permissions.join(' '),
      row.pin_set_at?.toISOString() ?? null,
      row.disabled_at?.toISOString() ?? null,
    ]);
  },
};
