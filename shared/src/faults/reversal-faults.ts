import type { FaultEntry } from './fault.ts';

/** What taking a movement back answers that is not success. */
export const REVERSAL_FAULTS = {
  'reversal.nothing': {
    status: 409,
    meaning: { en: 'Nothing moved in this operation.', th: 'รายการนี้ไม่มีเงินเคลื่อนไหว' },
    remedy: { en: 'There is nothing to take back.', th: 'ไม่มีสิ่งที่ต้องกลับรายการ' },
  },
  'reversal.case-open': {
    status: 409,
    meaning: { en: 'A case of this movement waits for a person.', th: 'รายการนี้มีเคสที่รอคนตรวจ' },
    remedy: {
      en: 'Have the machine counted at the shop first; only then it is known what moved.',
      th: 'ให้สาขานับเงินในเครื่องก่อน จึงจะรู้ว่าเงินเคลื่อนไหวเท่าใด',
    },
  },
  'reversal.asked': {
    status: 409,
    meaning: { en: 'It was asked for or booked before.', th: 'มีการขอหรือบันทึกไปแล้ว' },
    remedy: { en: 'Read the transaction again.', th: 'โหลดรายการใหม่' },
  },
  'reversal.not-booked': {
    status: 409,
    meaning: { en: 'Only a booked reversal can be taken back.', th: 'กลับได้เฉพาะการกลับรายการที่บันทึกแล้ว' },
    remedy: { en: 'Take the question back instead.', th: 'ให้ยกเลิกคำขอแทน' },
  },
  'reversal.final': {
    status: 409,
    meaning: {
      en: 'The entry restored a movement; it is not taken back itself.',
      th: 'รายการนี้คืนรายการเดิมแล้ว จึงกลับซ้ำไม่ได้',
    },
    remedy: { en: 'Ask for a new reversal of the movement.', th: 'ขอกลับรายการเดิมใหม่' },
  },
  'reversal.ended': {
    status: 409,
    meaning: { en: 'The reversal was booked or taken back meanwhile.', th: 'การกลับรายการนี้บันทึกหรือยกเลิกไปแล้ว' },
    remedy: { en: 'Read the list again.', th: 'โหลดรายการใหม่' },
  },
  'reversal.same-person': {
    status: 409,
    meaning: { en: 'Whoever asked cannot approve.', th: 'ผู้ขอไม่สามารถอนุมัติเองได้' },
    remedy: { en: 'Let another person with the right approve it.', th: 'ให้ผู้มีสิทธิ์อีกคนอนุมัติ' },
  },
} as const satisfies Record<string, FaultEntry>;
