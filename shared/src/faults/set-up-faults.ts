import type { FaultEntry } from './fault.ts';

/** What is refused while an organization sets up and closes its shops. */
export const SET_UP_FAULTS = {
  'hours.order': {
    status: 400,
    meaning: { en: 'Hours end before they begin.', th: 'เวลาปิดอยู่ก่อนเวลาเปิด' },
    remedy: { en: 'An end after midnight belongs to the next day.', th: 'เวลาปิดหลังเที่ยงคืนให้นับเป็นวันถัดไป' },
  },
  'hours.long': {
    status: 400,
    meaning: { en: 'Hours last longer than a day.', th: 'ช่วงเวลายาวเกินหนึ่งวัน' },
    remedy: { en: 'Give each day its own hours.', th: 'ใส่เวลาแยกแต่ละวัน' },
  },
  'hours.overlap': {
    status: 400,
    meaning: {
      en: 'Hours overlap, perhaps those of one day with the next.',
      th: 'ช่วงเวลาซ้อนกัน อาจซ้อนกับวันถัดไป',
    },
    remedy: { en: 'Let one end before the next begins.', th: 'ให้ช่วงหนึ่งปิดก่อนช่วงถัดไปเปิด' },
  },
  'shop.code-taken': {
    status: 409,
    meaning: { en: 'Another shop has this code, perhaps a closed one.', th: 'มีสาขาอื่นใช้รหัสนี้แล้ว อาจเป็นสาขาที่ปิดไป' },
    remedy: { en: 'Choose another code.', th: 'เลือกรหัสอื่น' },
  },
  'shop.too-many': {
    status: 409,
    meaning: { en: 'The organization has as many shops as it may have.', th: 'องค์กรมีสาขาครบจำนวนสูงสุดแล้ว' },
    remedy: { en: 'Tell support; closed shops count, too.', th: 'แจ้งทีมช่วยเหลือ สาขาที่ปิดแล้วนับรวมด้วย' },
  },
  'shop.time-zone': {
    status: 400,
    meaning: { en: 'No time zone has this name.', th: 'ไม่มีเขตเวลาชื่อนี้' },
    remedy: { en: 'Choose one of the list, such as Asia/Bangkok.', th: 'เลือกจากรายการ เช่น Asia/Bangkok' },
  },
  'shop.currency': {
    status: 400,
    meaning: {
      en: 'No currency has this code, or no shop counts in it.',
      th: 'ไม่มีสกุลเงินรหัสนี้ หรือไม่มีสาขาที่ใช้',
    },
    remedy: { en: 'Give an ISO code that is used, such as THB.', th: 'ใส่รหัส ISO ที่ใช้อยู่ เช่น THB' },
  },
  'shop.day-fixed': {
    status: 409,
    meaning: {
      en: 'A PC was paired with this shop, so time zone, beginning of the day and currency stay as they are.',
      th: 'สาขานี้เคยจับคู่เครื่องพีซีแล้ว เขตเวลา เวลาเริ่มวัน และสกุลเงินจึงคงเดิม',
    },
    remedy: {
      en: 'None for this shop: its facts carry their business dates. Add another shop where they must differ.',
      th: 'แก้ไขไม่ได้เพราะรายการมีวันทำการแล้ว หากต้องต่างออกไปให้เพิ่มสาขาใหม่',
    },
  },
  'shop.shut': {
    status: 409,
    meaning: { en: 'The shop is closed.', th: 'สาขานี้ปิดแล้ว' },
    remedy: { en: 'Open it again on its settings page first.', th: 'เปิดสาขาอีกครั้งในหน้าตั้งค่าก่อน' },
  },
  'shop.machine-name-taken': {
    status: 409,
    meaning: { en: 'Another machine of this shop has this name.', th: 'สาขานี้มีเครื่องชื่อนี้แล้ว' },
    remedy: { en: 'Choose a name that staff can tell apart.', th: 'ตั้งชื่อที่พนักงานแยกออกจากกันได้' },
  },
  'shop.too-many-machines': {
    status: 409,
    meaning: { en: 'The shop has as many machines as it may have.', th: 'สาขานี้มีเครื่องครบจำนวนสูงสุดแล้ว' },
    remedy: { en: 'Retire one that is there, or tell support.', th: 'เลิกใช้เครื่องที่มีอยู่ หรือแจ้งทีมช่วยเหลือ' },
  },
  'shop.machine-busy': {
    status: 409,
    meaning: { en: 'An operation of the machine has not ended yet.', th: 'เครื่องนี้ยังมีรายการที่ไม่จบ' },
    remedy: {
      en: 'Let it end. Where the shop cannot end it any more, settle the case that comes of it.',
      th: 'รอให้รายการจบ หากสาขาจบรายการไม่ได้แล้ว ให้จัดการเรื่องที่เกิดขึ้น',
    },
  },
  'shop.machine-cases-open': {
    status: 409,
    meaning: { en: 'Cases of the machine wait for a person.', th: 'เครื่องนี้ยังมีเรื่องที่รอคนตรวจ' },
    remedy: { en: 'Settle or resolve them first.', th: 'จัดการเรื่องเหล่านั้นให้เสร็จก่อน' },
  },
  'shop.machine-holds-cash': {
    status: 409,
    meaning: { en: 'By its last reading the machine still holds cash.', th: 'ตามที่อ่านล่าสุด เครื่องนี้ยังมีเงินอยู่' },
    remedy: {
      en: 'Empty it at the shop. Where that was done without the machine, say that the cash is settled.',
      th: 'นำเงินออกที่สาขา หากนำออกแล้วโดยไม่ผ่านเครื่อง ให้ยืนยันว่าเงินได้นับและเก็บแล้ว',
    },
  },
  'shop.agent-live': {
    status: 409,
    meaning: { en: 'A PC of the shop may still deliver.', th: 'ยังมีเครื่องพีซีของสาขาที่ส่งข้อมูลได้' },
    remedy: {
      en: 'Wait until it has delivered everything, revoke it, then close the shop.',
      th: 'รอให้ส่งข้อมูลครบ เพิกถอนเครื่อง แล้วจึงปิดสาขา',
    },
  },
  'shop.cases-open': {
    status: 409,
    meaning: { en: 'Cases of the shop wait for a person.', th: 'สาขานี้ยังมีเรื่องที่รอคนตรวจ' },
    remedy: { en: 'Settle or resolve them first.', th: 'จัดการเรื่องเหล่านั้นให้เสร็จก่อน' },
  },
  'shop.holds-cash': {
    status: 409,
    meaning: {
      en: 'By their last reading the machines of the shop still hold cash.',
      th: 'ตามที่อ่านล่าสุด เครื่องของสาขายังมีเงินอยู่',
    },
    remedy: {
      en: 'Empty them at the shop. Where that was done without the machine, say that the cash is settled.',
      th: 'นำเงินออกที่สาขา หากนำออกแล้วโดยไม่ผ่านเครื่อง ให้ยืนยันว่าเงินได้นับและเก็บแล้ว',
    },
  },
} as const satisfies Record<string, FaultEntry>;
