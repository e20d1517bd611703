import type { FaultEntry } from './fault.ts';

/** Delivery: the answers of open, batch and salvage that are not a receipt, and the reasons for quarantine. */
export const SYNC_FAULTS = {
  'sync.reopen': {
    status: 409,
    meaning: {
      en: 'The cloud has another history than the agent knows, or does not know this stream.',
      th: 'คลาวด์มีประวัติต่างจากที่เครื่องสาขารู้ หรือยังไม่รู้จักสายข้อมูลนี้',
    },
    remedy: { en: 'None needed: the agent opens again by itself.', th: 'ไม่ต้องทำอะไร เครื่องสาขาจะเปิดการเชื่อมต่อใหม่เอง' },
  },
  'sync.superseded': {
    status: 409,
    meaning: { en: 'A newer start of this agent holds the stream.', th: 'มีการเริ่มทำงานครั้งใหม่กว่าถือสายข้อมูลนี้อยู่' },
    remedy: {
      en: 'If it comes back, look for a second PC with a copy of this disk.',
      th: 'หากเกิดซ้ำ ให้ตรวจหาเครื่องอื่นที่ใช้ดิสก์ที่คัดลอกไป',
    },
  },
  'sync.gap': {
    status: 409,
    meaning: {
      en: 'The batch begins after a place that the cloud does not hold.',
      th: 'ชุดข้อมูลเริ่มหลังลำดับที่คลาวด์ยังไม่มี',
    },
    remedy: {
      en: 'None needed: the agent opens again and sends what is missing.',
      th: 'ไม่ต้องทำอะไร เครื่องสาขาจะส่งส่วนที่ขาดใหม่เอง',
    },
  },
  'sync.fork': {
    status: 409,
    meaning: {
      en: 'Different bytes for a place that is already taken, or a broken chain.',
      th: 'ข้อมูลต่างกันในลำดับเดียวกัน หรือสายแฮชขาด',
    },
    remedy: {
      en: 'The agent goes on in a new epoch. Compare both histories in quarantine.',
      th: 'เครื่องสาขาจะเริ่มช่วงใหม่ ให้เทียบข้อมูลทั้งสองชุดในรายการกักกัน',
    },
  },
  'sync.other-agent': {
    status: 400,
    meaning: {
      en: 'The journal holds facts that were written under another agent; they wait at the shop, new ones are delivered.',
      th: 'สมุดบันทึกมีข้อมูลที่บันทึกในชื่อเครื่องสาขาอื่น ข้อมูลนั้นรออยู่ที่สาขา ส่วนข้อมูลใหม่ส่งตามปกติ',
    },
    remedy: {
      en: 'Pair this PC again with a code made for that agent, let it deliver, then pair it as it shall be.',
      th: 'จับคู่เครื่องนี้ใหม่ด้วยรหัสของเครื่องสาขาเดิม รอให้ส่งข้อมูลจนหมด แล้วจึงจับคู่ตามที่ต้องการ',
    },
  },
  'sync.batch-too-large': {
    status: 413,
    meaning: { en: 'The batch has more lines or bytes than the limit.', th: 'ชุดข้อมูลใหญ่เกินกำหนด' },
    remedy: { en: 'None needed: the agent halves it.', th: 'ไม่ต้องทำอะไร เครื่องสาขาจะแบ่งครึ่งเอง' },
  },
  'sync.envelope': {
    status: 400,
    meaning: {
      en: 'The first line of the batch is not an envelope, or it disagrees with the lines.',
      th: 'บรรทัดแรกของชุดข้อมูลไม่ถูกต้อง หรือไม่ตรงกับรายการ',
    },
    remedy: { en: 'Update the agent. The facts stay in its journal.', th: 'อัปเดตโปรแกรมที่สาขา ข้อมูลยังอยู่ครบในเครื่อง' },
  },
  'fact.damaged': {
    meaning: { en: 'The bytes of this fact no longer match the hash written with it.', th: 'ข้อมูลไม่ตรงกับแฮชที่บันทึกไว้' },
    remedy: {
      en: 'Somebody edited the journal or the disk is failing. Compare with the machine and write a correction.',
      th: 'อาจมีผู้แก้ไขไฟล์หรือดิสก์เสีย ให้เทียบกับเครื่องแล้วบันทึกรายการแก้ไข',
    },
  },
  'fact.unreadable': {
    meaning: { en: 'The line is not JSON, or has a key twice.', th: 'อ่านข้อมูลไม่ได้ หรือมีคีย์ซ้ำ' },
    remedy: { en: 'Look at the raw bytes and write a correction.', th: 'ดูข้อมูลดิบแล้วบันทึกรายการแก้ไข' },
  },
  'fact.schema': {
    meaning: { en: 'A field is missing, unknown or out of range.', th: 'ช่องข้อมูลขาด ไม่รู้จัก หรือเกินช่วง' },
    remedy: {
      en: 'If the agent is newer than the cloud, update the cloud and redrive.',
      th: 'หากโปรแกรมสาขาใหม่กว่าคลาวด์ ให้อัปเดตคลาวด์แล้วนำเข้าใหม่',
    },
  },
  'fact.place': {
    meaning: {
      en: 'Agent, epoch or sequence inside the fact differ from its place.',
      th: 'ข้อมูลระบุตำแหน่งไม่ตรงกับลำดับจริง',
    },
    remedy: { en: 'Compare with the neighbours and write a correction.', th: 'เทียบกับรายการข้างเคียงแล้วบันทึกรายการแก้ไข' },
  },
  'fact.time': {
    meaning: {
      en: 'The time of the fact is before 2000, after tomorrow, or far from its business date.',
      th: 'เวลาของรายการอยู่นอกช่วงที่เป็นไปได้',
    },
    remedy: {
      en: 'Set the clock of the shop PC, then discard and write a correction with the true time.',
      th: 'ตั้งนาฬิกาของเครื่องสาขา แล้วบันทึกรายการแก้ไขด้วยเวลาจริง',
    },
  },
  'fact.sums': {
    meaning: { en: 'The lines do not add up to the amounts.', th: 'ผลรวมของรายการย่อยไม่ตรงกับยอดเงิน' },
    remedy: { en: 'Compare with the machine and write a correction.', th: 'เทียบกับเครื่องแล้วบันทึกรายการแก้ไข' },
  },
  'fact.machine': {
    meaning: { en: 'The machine does not belong to the shop of this agent.', th: 'เครื่องรับเงินไม่ได้อยู่ในสาขานี้' },
    remedy: { en: 'Assign the machine to the shop, then redrive.', th: 'กำหนดเครื่องให้สาขา แล้วนำเข้าใหม่' },
  },
  'fact.device-key': {
    meaning: {
      en: 'The machine reported this movement before, under another fact.',
      th: 'เครื่องเคยรายงานรายการนี้แล้วในข้อมูลอื่น',
    },
    remedy: { en: 'Compare both facts and discard the double.', th: 'เทียบทั้งสองรายการแล้วตัดรายการซ้ำ' },
  },
  'fact.fork': {
    meaning: { en: 'Another fact stands at this place of the stream.', th: 'มีรายการอื่นอยู่ในลำดับนี้แล้ว' },
    remedy: {
      en: 'Two histories were written, by a clone or a restored journal. Redrive the true ones.',
      th: 'มีประวัติสองชุดจากดิสก์ที่คัดลอกหรือกู้คืน ให้นำเข้ารายการที่ถูกต้อง',
    },
  },
  'fact.stranded': {
    meaning: { en: 'The tail of a left epoch does not join the stream.', th: 'ข้อมูลส่วนท้ายของช่วงเดิมต่อกับสายข้อมูลไม่ได้' },
    remedy: {
      en: 'Compare with the neighbours and redrive the true ones.',
      th: 'เทียบกับรายการข้างเคียงแล้วนำเข้ารายการที่ถูกต้อง',
    },
  },
} as const satisfies Record<string, FaultEntry>;
