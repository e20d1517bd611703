import type { FaultEntry } from './fault.ts';

/** What a person at the dashboard is refused about cases and collections. */
export const CASH_FAULTS = {
  'case.at-shop': {
    status: 409,
    meaning: {
      en: 'The shop can still settle this case itself; the dashboard may not.',
      th: 'สาขายังปิดเรื่องนี้เองได้ จึงปิดจากแดชบอร์ดไม่ได้',
    },
    remedy: {
      en: 'Have the machine counted at the console of the shop; the case then closes by itself.',
      th: 'ให้นับเงินที่คอนโซลของสาขา แล้วเรื่องจะปิดเอง',
    },
  },
  'case.settled': {
    status: 409,
    meaning: { en: 'The case is settled already.', th: 'เรื่องนี้ปิดแล้ว' },
    remedy: { en: 'Load the page again to see who settled it.', th: 'โหลดหน้าใหม่เพื่อดูว่าใครปิด' },
  },
  'anomaly.closed': {
    status: 409,
    meaning: { en: 'Nobody needs to ask about these figures any more.', th: 'ไม่ต้องสอบถามเรื่องตัวเลขชุดนี้แล้ว' },
    remedy: { en: 'Load the page again to see how it was closed.', th: 'โหลดหน้าใหม่เพื่อดูว่าปิดอย่างไร' },
  },
  'case.assignee': {
    status: 409,
    meaning: { en: 'That person may not see this case.', th: 'บุคคลนี้ไม่มีสิทธิ์ดูเรื่องนี้' },
    remedy: { en: 'Choose somebody of the shop who may see cases.', th: 'เลือกผู้ที่ดูแลสาขานี้และมีสิทธิ์ดูเรื่อง' },
  },
  'collection.order': {
    status: 409,
    meaning: {
      en: 'Custody ended with the count of the bank; nothing can follow it.',
      th: 'ธนาคารนับเงินแล้ว จึงบันทึกการส่งมอบเพิ่มไม่ได้',
    },
    remedy: { en: 'Load the page again to see what was recorded.', th: 'โหลดหน้าใหม่เพื่อดูสิ่งที่บันทึกไว้' },
  },
} as const satisfies Record<string, FaultEntry>;
