import type { FaultEntry } from './fault.ts';

/** What the worklist of quarantine answers that is not success. */
export const CUSTODY_FAULTS = {
  'quarantine.settled': {
    status: 409,
    meaning: { en: 'The line was applied or discarded meanwhile.', th: 'รายการนี้ถูกบันทึกหรือทิ้งไปแล้ว' },
    remedy: { en: 'Read the list again.', th: 'โหลดรายการใหม่' },
  },
  'quarantine.asked': {
    status: 409,
    meaning: { en: 'Somebody has asked to discard this line already.', th: 'มีผู้ขอทิ้งรายการนี้แล้ว' },
    remedy: { en: 'Another person approves it or takes the question back.', th: 'ให้อีกคนอนุมัติหรือยกเลิกคำขอ' },
  },
  'quarantine.not-asked': {
    status: 409,
    meaning: { en: 'Nobody has asked to discard this line.', th: 'ยังไม่มีผู้ขอทิ้งรายการนี้' },
    remedy: { en: 'Ask first, with a reason.', th: 'ขอทิ้งพร้อมเหตุผลก่อน' },
  },
  'quarantine.same-person': {
    status: 409,
    meaning: { en: 'Whoever asked cannot approve.', th: 'ผู้ขอไม่สามารถอนุมัติเองได้' },
    remedy: { en: 'Let another person with the right approve it.', th: 'ให้ผู้มีสิทธิ์อีกคนอนุมัติ' },
  },
  'salvage.incomplete': {
    status: 409,
    meaning: { en: 'Parts of the file have not arrived yet.', th: 'ไฟล์ยังส่งมาไม่ครบ' },
    remedy: { en: 'Wait until the shop has sent the rest.', th: 'รอให้สาขาส่งส่วนที่เหลือ' },
  },
} as const satisfies Record<string, FaultEntry>;
