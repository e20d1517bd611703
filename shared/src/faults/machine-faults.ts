import type { FaultEntry } from './fault.ts';

/** What goes wrong at a recycler or on the line to it. */
export const MACHINE_FAULTS = {
  'machine.offline': {
    meaning: { en: 'The machine does not answer.', th: 'เครื่องไม่ตอบสนอง' },
    remedy: {
      en: 'Check that it is switched on and that the cable sits at both ends.',
      th: 'ตรวจว่าเปิดเครื่องแล้วและสายเสียบแน่นทั้งสองด้าน',
    },
  },
  'machine.busy': {
    meaning: { en: 'The machine is still at work on something else.', th: 'เครื่องกำลังทำรายการอื่นอยู่' },
    remedy: { en: 'Wait until it has finished, then try again.', th: 'รอให้เสร็จแล้วลองใหม่' },
  },
  'machine.stock-short': {
    meaning: {
      en: 'The machine does not hold the notes and coins for this amount. Nothing moved.',
      th: 'ธนบัตรหรือเหรียญในเครื่องไม่พอจ่ายยอดนี้ ยังไม่มีเงินออก',
    },
    remedy: { en: 'Refill the denominations that are short, or pay another way.', th: 'เติมชนิดเงินที่ขาด หรือจ่ายด้วยวิธีอื่น' },
  },
  'machine.unit-missing': {
    meaning: { en: 'A cassette or a coin unit is not in its place.', th: 'กล่องธนบัตรหรือชุดเหรียญไม่อยู่ในตำแหน่ง' },
    remedy: { en: 'Put it back until it clicks and close the door.', th: 'ใส่กลับให้ล็อกแล้วปิดประตู' },
  },
  'machine.door-open': {
    meaning: { en: 'The door of the machine is open.', th: 'ประตูเครื่องเปิดอยู่' },
    remedy: {
      en: 'Close the door. If a payout was going on, compare what the person got with the record.',
      th: 'ปิดประตู หากกำลังจ่ายเงินให้เทียบเงินที่ลูกค้าได้กับรายการ',
    },
  },
  'machine.jam': {
    meaning: { en: 'A note or coin is stuck.', th: 'ธนบัตรหรือเหรียญติด' },
    remedy: {
      en: 'Open the machine, take the piece out, close it, reset it and count what came out.',
      th: 'เปิดเครื่อง นำออก ปิด รีเซ็ต แล้วนับเงินที่ออกมา',
    },
  },
  'machine.stopped': {
    meaning: { en: 'The machine ended its work abnormally.', th: 'เครื่องหยุดทำงานผิดปกติ' },
    remedy: {
      en: 'Look at its own display, reset it, and compare what came out with the record.',
      th: 'ดูหน้าจอเครื่อง รีเซ็ต แล้วเทียบเงินที่ออกกับรายการ',
    },
  },
  'machine.not-paid': {
    meaning: {
      en: 'The machine reported the end of a payout, but its stock fell by less than was asked.',
      th: 'เครื่องแจ้งว่าจ่ายเสร็จ แต่เงินลดลงน้อยกว่าที่สั่ง',
    },
    remedy: {
      en: 'Count what the person got, pay the rest, and look at the machine.',
      th: 'นับเงินที่ลูกค้าได้ จ่ายส่วนที่เหลือ และตรวจเครื่อง',
    },
  },
  'machine.no-answer': {
    meaning: {
      en: 'The order was not answered and the stock is unchanged: it never arrived. Nothing moved.',
      th: 'คำสั่งไม่ถึงเครื่องและเงินไม่เปลี่ยน ยังไม่มีเงินออก',
    },
    remedy: { en: 'Check the cable, then ask again by hand.', th: 'ตรวจสายแล้วสั่งใหม่ด้วยตนเอง' },
  },
  'machine.cash-not-taken': {
    meaning: { en: 'Cash has been lying in the outlet for a long time.', th: 'มีเงินค้างอยู่ในช่องรับเงินนาน' },
    remedy: { en: 'Take it out; the machine goes on by itself.', th: 'นำเงินออก เครื่องจะทำงานต่อเอง' },
  },
  'machine.near-empty': {
    meaning: { en: 'The machine says that a stacker is about to run out.', th: 'เครื่องแจ้งว่าเงินบางช่องใกล้หมด' },
    remedy: { en: 'Refill what its units show as low.', th: 'เติมเงินในช่องที่แสดงว่าเหลือน้อย' },
  },
  'machine.cancelled': {
    meaning: { en: 'Somebody ended the payment before it was complete.', th: 'มีผู้ยกเลิกก่อนชำระครบ' },
    remedy: { en: 'Begin again if the customer still wants to pay.', th: 'เริ่มใหม่หากลูกค้ายังต้องการชำระ' },
  },
  'machine.time-over': {
    meaning: { en: 'Not enough was paid in within the time.', th: 'ชำระไม่ครบภายในเวลา' },
    remedy: { en: 'Begin again if the customer still wants to pay.', th: 'เริ่มใหม่หากลูกค้ายังต้องการชำระ' },
  },
  'machine.power-cut': {
    meaning: {
      en: 'The machine was switched off or lost its power in mid-operation. A piece may lie in its path.',
      th: 'เครื่องดับระหว่างทำรายการ อาจมีเงินค้างในทางเดิน',
    },
    remedy: { en: 'Open it, look for the piece, count, and settle the case.', th: 'เปิดเครื่อง หาเงินที่ค้าง นับ แล้วปิดเรื่อง' },
  },
  'machine.interrupted': {
    meaning: { en: 'The program was restarted in mid-operation.', th: 'โปรแกรมเริ่มใหม่ระหว่างทำรายการ' },
    remedy: {
      en: 'Ask the customer what was paid or received, and settle the case.',
      th: 'สอบถามลูกค้าว่าชำระหรือได้รับเท่าใด แล้วปิดเรื่อง',
    },
  },
  'machine.occupied': {
    meaning: { en: 'Another program holds the machine.', th: 'เครื่องถูกโปรแกรมอื่นใช้งานอยู่' },
    remedy: {
      en: 'End what the other till or program does at the machine, then try again.',
      th: 'จบรายการที่เครื่องคิดเงินหรือโปรแกรมอื่นทำอยู่ แล้วลองใหม่',
    },
  },
  'machine.session-refused': {
    meaning: { en: 'The machine does not let this PC in.', th: 'เครื่องไม่อนุญาตให้คอมพิวเตอร์นี้เข้าใช้' },
    remedy: {
      en: 'Compare user and password with those in the machine, and the session switch in the settings.',
      th: 'ตรวจชื่อผู้ใช้และรหัสผ่านให้ตรงกับในเครื่อง และตรวจการตั้งค่า session',
    },
  },
  'machine.events-refused': {
    meaning: {
      en: 'The machine does not report to this PC: its four places are taken, or the address is wrong.',
      th: 'เครื่องไม่ส่งเหตุการณ์มาที่คอมพิวเตอร์นี้ เพราะช่องเต็มหรือที่อยู่ไม่ถูกต้อง',
    },
    remedy: {
      en: 'Set the address of this PC as the machine sees it, and remove old registrations in the machine.',
      th: 'ตั้งที่อยู่ของคอมพิวเตอร์นี้ตามที่เครื่องมองเห็น และลบการลงทะเบียนเก่าในเครื่อง',
    },
  },
  'machine.suspect-note': {
    meaning: { en: 'The machine counted a note that it suspects.', th: 'เครื่องนับธนบัตรที่ต้องสงสัย' },
    remedy: { en: 'Follow its own display and keep the note apart.', th: 'ทำตามหน้าจอเครื่อง และแยกธนบัตรไว้' },
  },
  'machine.overflow-full': {
    meaning: { en: 'The overflow cassette has to be taken out.', th: 'ต้องนำกล่องสำรองออก' },
    remedy: { en: 'Take it out, empty it and put it back.', th: 'นำออก เทเงินออก แล้วใส่กลับ' },
  },
  'machine.count-differs': {
    meaning: { en: 'What was counted and what the machine holds do not agree.', th: 'ยอดที่นับกับยอดในเครื่องไม่ตรงกัน' },
    remedy: { en: 'Count the machine by hand.', th: 'นับเงินในเครื่องด้วยมือ' },
  },
  'machine.frame-checksum': {
    meaning: {
      en: 'Bytes from the machine were damaged on the line. They were asked for again.',
      th: 'ข้อมูลจากเครื่องเสียหายระหว่างทาง ระบบขอใหม่แล้ว',
    },
    remedy: {
      en: 'If it stays: another cable, away from motors and mains, and the same baud rate on both sides.',
      th: 'หากยังเกิด ให้เปลี่ยนสาย เลี่ยงมอเตอร์และสายไฟ และตั้งความเร็วให้ตรงกัน',
    },
  },
  'machine.unknown-byte': {
    meaning: { en: 'The line carries bytes that are no part of the protocol.', th: 'พบข้อมูลที่ไม่อยู่ในโปรโตคอล' },
    remedy: {
      en: 'Check the model in the settings, the baud rate and the parity.',
      th: 'ตรวจรุ่นเครื่อง ความเร็ว และพาริตีในการตั้งค่า',
    },
  },
  'machine.reset-failed': {
    meaning: { en: 'The machine did not become ready after a reset.', th: 'เครื่องไม่พร้อมหลังรีเซ็ต' },
    remedy: {
      en: 'Look at its own display, switch it off and on; if it stays, call service.',
      th: 'ดูหน้าจอเครื่อง ปิดแล้วเปิดใหม่ หากไม่หายให้เรียกช่าง',
    },
  },
} as const satisfies Record<string, FaultEntry>;
