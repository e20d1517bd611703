import type { FaultEntry } from './fault.ts';

/** What goes wrong on the shop PC outside the machine: journal, disk, clock, configuration, delivery. */
export const EDGE_FAULTS = {
  'journal.locked': {
    meaning: { en: 'Another agent on this PC has the journal open.', th: 'มีโปรแกรมสาขาอีกตัวบนเครื่องนี้เปิดสมุดบันทึกอยู่' },
    remedy: {
      en: 'Stop the other one (service or window), then start again.',
      th: 'ปิดโปรแกรมอีกตัว (บริการหรือหน้าต่าง) แล้วเริ่มใหม่',
    },
  },
  'journal.not-durable': {
    meaning: {
      en: 'SQLite does not write to disk at each commit as it was told to.',
      th: 'SQLite ไม่ได้บันทึกลงดิสก์ทุกครั้งตามที่กำหนด',
    },
    remedy: {
      en: 'Use a local disk for the home folder; reinstall the agent if it stays.',
      th: 'ใช้ดิสก์ในเครื่องเป็นที่เก็บข้อมูล หากยังเป็นอยู่ให้ติดตั้งโปรแกรมใหม่',
    },
  },
  'journal.no-migrations': {
    meaning: {
      en: 'The files that describe the journal are missing from the installation.',
      th: 'ไม่พบไฟล์โครงสร้างสมุดบันทึกในชุดติดตั้ง',
    },
    remedy: { en: 'Install the agent again.', th: 'ติดตั้งโปรแกรมสาขาใหม่' },
  },
  'journal.newer': {
    meaning: { en: 'The journal was written by a newer agent.', th: 'สมุดบันทึกเขียนโดยโปรแกรมรุ่นใหม่กว่า' },
    remedy: {
      en: 'Install that version or a newer one. Nothing was changed.',
      th: 'ติดตั้งรุ่นนั้นหรือใหม่กว่า ข้อมูลยังไม่ถูกเปลี่ยน',
    },
  },
  'journal.unwritable': {
    meaning: { en: 'The folder of the journal cannot be written.', th: 'เขียนโฟลเดอร์สมุดบันทึกไม่ได้' },
    remedy: { en: 'Give the user of the agent the right to write there.', th: 'ให้สิทธิ์เขียนแก่ผู้ใช้ที่รันโปรแกรมสาขา' },
  },
  'journal.disk-full': {
    meaning: {
      en: 'The disk is full and the reserve is used up: the fact was not written.',
      th: 'ดิสก์เต็มและพื้นที่สำรองหมดแล้ว รายการนี้ยังไม่ถูกบันทึก',
    },
    remedy: {
      en: 'Free space on the disk now. Take no cash until this alarm is gone.',
      th: 'เคลียร์พื้นที่ดิสก์ทันที งดรับเงินจนกว่าการแจ้งเตือนนี้จะหาย',
    },
  },
  'journal.disk-tight': {
    meaning: {
      en: 'The disk is full; the reserve was released and recording goes on.',
      th: 'ดิสก์เต็ม ใช้พื้นที่สำรองแล้ว ยังบันทึกต่อได้',
    },
    remedy: { en: 'Free space on the disk today.', th: 'เคลียร์พื้นที่ดิสก์ภายในวันนี้' },
  },
  'journal.fact-too-big': {
    meaning: { en: 'A fact is longer than the longest line the cloud takes.', th: 'รายการยาวเกินกว่าที่คลาวด์รับได้' },
    remedy: { en: 'A defect of the agent: report it with its log.', th: 'เป็นข้อบกพร่องของโปรแกรม กรุณาแจ้งพร้อมไฟล์บันทึก' },
  },
  'journal.epochs-full': {
    meaning: { en: 'The journal began anew more often than it can count.', th: 'สมุดบันทึกเริ่มใหม่เกินจำนวนที่รองรับ' },
    remedy: {
      en: 'The disk or its copies are in trouble: replace the PC and pair it again.',
      th: 'ดิสก์มีปัญหา ให้เปลี่ยนเครื่องแล้วจับคู่ใหม่',
    },
  },
  'journal.damaged': {
    meaning: {
      en: 'The journal could not be read whole; it was set aside and a new one begun.',
      th: 'อ่านสมุดบันทึกไม่ครบ จึงแยกเก็บไว้และเริ่มเล่มใหม่',
    },
    remedy: {
      en: 'Check the disk of the PC. Readable facts are delivered; the rest is kept as a file.',
      th: 'ตรวจดิสก์ของเครื่อง ข้อมูลที่อ่านได้ส่งแล้ว ส่วนที่เหลือเก็บเป็นไฟล์',
    },
  },
  'journal.left': {
    meaning: {
      en: 'The agent went on in a new epoch because its history and the cloud’s, or its own notes, disagree.',
      th: 'โปรแกรมเริ่มช่วงใหม่เพราะประวัติไม่ตรงกับคลาวด์หรือบันทึกของตัวเอง',
    },
    remedy: {
      en: 'Look for a restored or copied disk; compare both histories in quarantine.',
      th: 'ตรวจว่ามีการกู้คืนหรือคัดลอกดิสก์หรือไม่ แล้วเทียบข้อมูลในรายการกักกัน',
    },
  },
  'journal.line-damaged': {
    meaning: {
      en: 'A stored fact no longer matches the hash written with it.',
      th: 'รายการที่เก็บไว้ไม่ตรงกับแฮชที่บันทึกพร้อมกัน',
    },
    remedy: {
      en: 'Somebody edited the journal or the disk is failing; the line goes to quarantine.',
      th: 'อาจมีผู้แก้ไขหรือดิสก์เสีย รายการนั้นถูกส่งเข้ากักกัน',
    },
  },
  'delivery.offline': {
    meaning: { en: 'The cloud does not answer. The shop goes on recording.', th: 'ติดต่อคลาวด์ไม่ได้ สาขายังบันทึกต่อ' },
    remedy: {
      en: 'Check the internet line of the shop; facts are sent when it is back.',
      th: 'ตรวจอินเทอร์เน็ตของสาขา ข้อมูลจะส่งเมื่อกลับมา',
    },
  },
  'delivery.busy': {
    meaning: { en: 'The cloud asks to wait.', th: 'คลาวด์ขอให้รอ' },
    remedy: { en: 'None needed: the agent tries again by itself.', th: 'ไม่ต้องทำอะไร โปรแกรมจะลองใหม่เอง' },
  },
  'delivery.refused': {
    meaning: {
      en: 'The cloud does not accept this agent. The shop goes on recording.',
      th: 'คลาวด์ไม่ยอมรับเครื่องสาขานี้ สาขายังบันทึกต่อ',
    },
    remedy: { en: 'Pair the shop again with a new code; nothing is lost.', th: 'จับคู่สาขาใหม่ด้วยรหัสใหม่ ข้อมูลไม่หาย' },
  },
  'delivery.salvaged': {
    meaning: {
      en: 'One fact was refused even alone; its bytes are kept in the cloud as a file and its place is declared.',
      th: 'มีรายการหนึ่งที่ถูกปฏิเสธแม้ส่งเดี่ยว เก็บข้อมูลดิบไว้ในคลาวด์และแจ้งลำดับแล้ว',
    },
    remedy: { en: 'Report it; the bytes can be applied later.', th: 'กรุณาแจ้งทีมงาน ข้อมูลนำเข้าภายหลังได้' },
  },
  'delivery.lost': {
    meaning: {
      en: 'Facts that the cloud no longer has were already pruned here; the range is declared lost.',
      th: 'ข้อมูลที่คลาวด์ไม่มีแล้วถูกลบออกจากเครื่องสาขาไปก่อน จึงแจ้งเป็นช่วงที่สูญหาย',
    },
    remedy: {
      en: 'Fill it from the archive or another copy of the journal.',
      th: 'เติมจากคลังเก็บถาวรหรือสำเนาอื่นของสมุดบันทึก',
    },
  },
} as const satisfies Record<string, FaultEntry>;
