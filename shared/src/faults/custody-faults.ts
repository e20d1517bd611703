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
  'mapping.not-in-line': {
    status: 409,
    meaning: { en: 'The line does not hold this name, or the shop knows it.', th: 'รายการไม่มีชื่อนี้ หรือสาขารู้จักชื่อนี้แล้ว' },
    remedy: { en: 'Read the line again and try to apply it.', th: 'โหลดรายการใหม่แล้วลองบันทึกอีกครั้ง' },
  },
  'mapping.not-safe': {
    status: 409,
    meaning: { en: 'The name cannot stand for that.', th: 'ใช้ชื่อนี้แทนสิ่งนั้นไม่ได้' },
    remedy: {
      en: 'Choose something that the shop knows; a currency only where both count in the same parts.',
      th: 'เลือกสิ่งที่สาขารู้จัก สกุลเงินต้องมีหน่วยย่อยเท่ากัน',
    },
  },
  'mapping.asked': {
    status: 409,
    meaning: { en: 'The name has a mapping already, asked for or in force.', th: 'ชื่อนี้มีการจับคู่อยู่แล้ว' },
    remedy: { en: 'Approve it, take it back or revoke it first.', th: 'อนุมัติ ยกเลิก หรือเพิกถอนการจับคู่เดิมก่อน' },
  },
  'mapping.approved': {
    status: 409,
    meaning: { en: 'The mapping is in force already.', th: 'การจับคู่นี้มีผลอยู่แล้ว' },
    remedy: { en: 'Read the list again.', th: 'โหลดรายการใหม่' },
  },
  'mapping.ended': {
    status: 409,
    meaning: { en: 'The mapping was taken back or revoked meanwhile.', th: 'การจับคู่นี้ถูกยกเลิกหรือเพิกถอนไปแล้ว' },
    remedy: { en: 'Ask for a new one from the line.', th: 'ขอจับคู่ใหม่จากรายการ' },
  },
  'mapping.not-in-force': {
    status: 409,
    meaning: { en: 'The mapping is not in force.', th: 'การจับคู่นี้ไม่มีผล' },
    remedy: { en: 'Another person approves it first.', th: 'ให้ผู้มีสิทธิ์อีกคนอนุมัติก่อน' },
  },
  'mapping.same-person': {
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
