import type { FaultEntry } from './fault.ts';

/** What a person at the counter of a shop is refused: signing in, approving, and the order of a shift. */
export const SHOP_FAULTS = {
  'local.pin': {
    status: 401,
    meaning: { en: 'The employee number or the PIN is wrong.', th: 'เลขพนักงานหรือรหัส PIN ไม่ถูกต้อง' },
    remedy: { en: 'Try again, or ask the manager for a new PIN.', th: 'ลองใหม่ หรือขอรหัส PIN ใหม่จากผู้จัดการ' },
  },
  'local.pin-wait': {
    status: 429,
    meaning: { en: 'Too many wrong PINs.', th: 'ใส่รหัส PIN ผิดหลายครั้ง' },
    remedy: { en: 'Wait as long as the answer says, then try again.', th: 'รอตามเวลาที่แจ้งแล้วลองใหม่' },
  },
  'local.signed-out': {
    status: 401,
    meaning: { en: 'Nobody is signed in, or the session ended.', th: 'ยังไม่ได้เข้าสู่ระบบ หรือเซสชันหมดอายุ' },
    remedy: { en: 'Type the PIN again.', th: 'ใส่รหัส PIN อีกครั้ง' },
  },
  'local.forbidden': {
    status: 403,
    meaning: { en: 'This person or this till may not do that.', th: 'ผู้ใช้หรือเครื่องขายนี้ไม่มีสิทธิ์ทำรายการ' },
    remedy: { en: 'Ask somebody who holds the right named in the answer.', th: 'ให้ผู้ที่มีสิทธิ์ตามที่ระบุเป็นผู้ทำรายการ' },
  },
  'local.approval-needed': {
    status: 403,
    meaning: { en: 'The amount is above what one person may do alone.', th: 'จำนวนเงินเกินกว่าที่คนเดียวทำได้' },
    remedy: { en: 'Have a second person approve it with their PIN.', th: 'ให้ผู้มีสิทธิ์อีกคนอนุมัติด้วยรหัส PIN' },
  },
  'local.approval': {
    status: 403,
    meaning: {
      en: 'The approval is used, too old, or was given for something else.',
      th: 'การอนุมัติถูกใช้แล้ว หมดเวลา หรือเป็นของรายการอื่น',
    },
    remedy: { en: 'Ask for a new approval of exactly this.', th: 'ขออนุมัติรายการนี้ใหม่' },
  },
  'local.same-person': {
    status: 403,
    meaning: { en: 'Nobody approves what they do themselves.', th: 'ผู้ทำรายการอนุมัติรายการของตนเองไม่ได้' },
    remedy: { en: 'Ask a second person.', th: 'ให้อีกคนเป็นผู้อนุมัติ' },
  },
  'local.events-full': {
    status: 503,
    meaning: { en: 'Too many screens listen already.', th: 'มีหน้าจอที่เชื่อมต่ออยู่มากเกินไป' },
    remedy: { en: 'Close one of them.', th: 'ปิดหน้าจอที่ไม่ใช้' },
  },
  'shift.none': {
    status: 409,
    meaning: { en: 'No shift is open.', th: 'ยังไม่ได้เปิดกะ' },
    remedy: { en: 'Open a shift first.', th: 'เปิดกะก่อน' },
  },
  'shift.open-already': {
    status: 409,
    meaning: { en: 'A shift is open already.', th: 'มีกะที่เปิดอยู่แล้ว' },
    remedy: { en: 'Close it before the next is opened.', th: 'ปิดกะเดิมก่อนเปิดกะใหม่' },
  },
  'shift.not-counted': {
    status: 409,
    meaning: { en: 'The cash was not counted yet.', th: 'ยังไม่ได้นับเงิน' },
    remedy: { en: 'Count first; the expected amount is shown after that.', th: 'นับเงินก่อน ระบบจะแสดงยอดที่ควรมีหลังจากนั้น' },
  },
  'shift.operation-running': {
    status: 409,
    meaning: { en: 'The machine is in the middle of an operation.', th: 'เครื่องกำลังทำรายการอยู่' },
    remedy: { en: 'Let it end, then try again.', th: 'รอให้รายการจบแล้วลองใหม่' },
  },
  'shift.count-form': {
    status: 400,
    meaning: {
      en: 'The count names a denomination twice or a machine that is not here.',
      th: 'รายการนับซ้ำหรือระบุเครื่องที่ไม่มีในสาขา',
    },
    remedy: { en: 'Give each denomination once.', th: 'ระบุเงินแต่ละชนิดเพียงครั้งเดียว' },
  },
  'shift.machine-unread': {
    status: 503,
    meaning: { en: 'The machine does not say what it holds.', th: 'เครื่องไม่แจ้งยอดเงินภายใน' },
    remedy: { en: 'Count it by hand, or try again when it answers.', th: 'นับด้วยมือ หรือลองใหม่เมื่อเครื่องตอบ' },
  },
  'shift.closing-unknown': {
    status: 404,
    meaning: { en: 'There is no closing of this number here.', th: 'ไม่พบใบปิดกะเลขนี้' },
    remedy: { en: 'Older ones are on the dashboard.', th: 'ดูใบเก่าบนแดชบอร์ด' },
  },
} as const satisfies Record<string, FaultEntry>;
