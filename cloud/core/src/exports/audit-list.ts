import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import { Type } from 'typebox';
import { auditCondition, auditGround } from '../audit/audit-wish.ts';
import { type AuditRow, auditColumns, namesOf } from '../audit/read-audit.ts';
import { column, type ExportList, ROWS_AT_ONCE } from './export-list.ts';

/** The trail, newest first, with the hashes that prove it. */
export const AUDIT_LIST: ExportList = {
  key: 'audit',
  permission: 'audit.see',
  filters: {
    who: Type.Optional(UuidSchema),
    what: Type.Optional(Type.String({ pattern: '^[a-z-]{2,40}(\\.[a-z_-]{2,40})?$' })),
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    shop: Type.Optional(UuidSchema),
    from: Type.Optional(DaySchema),
    to: Type.Optional(DaySchema),
    refused: Type.Optional(Type.Literal('yes')),
  },
  columns: [
    column('Event', 'เหตุการณ์ที่', 'whole'),
    column('Time', 'เวลา', 'instant'),
    column('Actor', 'ชนิดผู้ทำ'),
    column('Who', 'ใคร'),
    column('Action', 'การกระทำ'),
    column('Subject', 'เกี่ยวกับ'),
    column('Refused', 'ถูกปฏิเสธ', 'yes'),
    column('Address', 'ที่อยู่เครือข่าย'),
    column('Detail', 'รายละเอียด'),
    column('Hash', 'แฮช'),
  ],
  async *rows({ tx, scope }, { refused, ...wish }) {
    const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
    const asked = { ...given, refused: refused === 'yes' };
    const ground = await auditGround(tx, scope, asked);
    const rows = tx<AuditRow[]>`
      select ${auditColumns(tx)}
      from audit_events e
      where ${auditCondition(tx, scope, asked, ground)}
      order by e.event_no desc`;
    for await (const batch of rows.cursor(ROWS_AT_ONCE)) {
      const names = await namesOf(tx, scope.org, batch);
      yield batch.map((row) => [
        row.no,
        row.at.toISOString(),
        row.actorKind,
        row.actor === null ? null : (names[row.actor]?.en ?? row.actor),
        row.action,
        row.subject,
        row.refused,
        row.address,
        JSON.stringify(row.detail),
        row.hash,
      ]);
    }
  },
};
