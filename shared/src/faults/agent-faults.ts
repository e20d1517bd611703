import type { FaultEntry } from './fault.ts';

/** What is said about keys of shop PCs and about what is asked of them from afar. */
export const AGENT_FAULTS = {
  'key.third': {
    status: 409,
    meaning: { en: 'This shop PC has two live keys already.', th: 'เครื่องสาขานี้มีคีย์ที่ใช้ได้อยู่แล้วสองคีย์' },
    remedy: { en: 'Revoke one of them first.', th: 'เพิกถอนคีย์หนึ่งก่อน' },
  },
  'key.dead': {
    status: 409,
    meaning: { en: 'The key is revoked or past its time.', th: 'คีย์ถูกเพิกถอนหรือหมดอายุแล้ว' },
    remedy: {
      en: 'Look at the list again; make a new key where none lives.',
      th: 'ดูรายการอีกครั้ง หากไม่มีคีย์ที่ใช้ได้ให้สร้างใหม่',
    },
  },
  'key.scope': {
    status: 403,
    meaning: { en: 'The key would be allowed more than you are.', th: 'คีย์จะมีสิทธิ์มากกว่าสิทธิ์ของคุณ' },
    remedy: {
      en: 'Leave out what you may not do yourself, or ask somebody who may.',
      th: 'ตัดสิทธิ์ที่คุณไม่มีออก หรือขอผู้ที่มีสิทธิ์',
    },
  },
  'key.agent-revoked': {
    status: 409,
    meaning: { en: 'This shop PC is revoked or was never paired.', th: 'เครื่องสาขานี้ถูกเพิกถอนหรือยังไม่เคยจับคู่' },
    remedy: { en: 'Pair the shop again.', th: 'จับคู่สาขาอีกครั้ง' },
  },
  'agent.scope': {
    status: 403,
    meaning: { en: 'The key of this shop PC does not allow this.', th: 'คีย์ของเครื่องสาขานี้ไม่อนุญาตให้ทำสิ่งนี้' },
    remedy: {
      en: 'Make it a key that does, on the dashboard under agents and keys.',
      th: 'สร้างคีย์ที่มีสิทธิ์นี้ในแดชบอร์ด หน้าเอเจนต์และคีย์',
    },
  },
  'command.waiting': {
    status: 409,
    meaning: {
      en: 'The same is asked of this shop PC already and not answered yet.',
      th: 'มีคำสั่งเดียวกันรอเครื่องสาขานี้ตอบอยู่แล้ว',
    },
    remedy: { en: 'Wait for its answer, or until it expires.', th: 'รอคำตอบ หรือรอให้คำสั่งหมดอายุ' },
  },
  'command.answered': {
    status: 409,
    meaning: { en: 'The command has its answer already, or its time is over.', th: 'คำสั่งนี้มีคำตอบแล้วหรือหมดเวลาแล้ว' },
    remedy: { en: 'None needed: the first answer counts.', th: 'ไม่ต้องทำอะไร คำตอบแรกมีผล' },
  },
  'command.unknown': {
    meaning: { en: 'The shop PC does not know this command and did nothing.', th: 'เครื่องสาขาไม่รู้จักคำสั่งนี้และไม่ได้ทำอะไร' },
    remedy: { en: 'Update the program on the shop PC.', th: 'ปรับรุ่นโปรแกรมบนเครื่องสาขา' },
  },
  'command.foreign': {
    meaning: {
      en: 'The command is meant for another shop PC; nothing was done.',
      th: 'คำสั่งเป็นของเครื่องสาขาอื่น จึงไม่ได้ทำอะไร',
    },
    remedy: {
      en: 'Tell support: a command must reach only its own shop PC.',
      th: 'แจ้งทีมช่วยเหลือ คำสั่งต้องถึงเครื่องของตัวเองเท่านั้น',
    },
  },
  'command.replayed': {
    meaning: { en: 'The command was carried out before; nothing was done again.', th: 'คำสั่งนี้ทำไปแล้ว จึงไม่ทำซ้ำ' },
    remedy: { en: 'None needed. Ask again if you want it once more.', th: 'ไม่ต้องทำอะไร หากต้องการอีกครั้งให้สั่งใหม่' },
  },
  'command.expired': {
    meaning: {
      en: 'The command reached the shop PC after its time; nothing was done.',
      th: 'คำสั่งมาถึงเครื่องสาขาหลังหมดเวลา จึงไม่ได้ทำอะไร',
    },
    remedy: { en: 'Ask again.', th: 'สั่งใหม่อีกครั้ง' },
  },
  'command.interrupted': {
    meaning: { en: 'The shop PC stopped while it carried the command out.', th: 'เครื่องสาขาหยุดระหว่างทำคำสั่ง' },
    remedy: { en: 'Look whether it took effect, then ask again.', th: 'ตรวจว่ามีผลหรือไม่ แล้วสั่งใหม่' },
  },
  'command.failed': {
    meaning: { en: 'The shop PC tried and could not do it.', th: 'เครื่องสาขาลองทำแล้วไม่สำเร็จ' },
    remedy: {
      en: 'Request a bundle, or run tillbridge doctor at the shop.',
      th: 'ขอไฟล์ช่วยเหลือ หรือใช้ tillbridge doctor ที่สาขา',
    },
  },
  'command.busy': {
    meaning: { en: 'A machine is at work; the agent did not restart.', th: 'เครื่องรับจ่ายเงินกำลังทำงาน จึงไม่เริ่มโปรแกรมใหม่' },
    remedy: { en: 'Ask again when nobody is served.', th: 'สั่งใหม่เมื่อไม่มีลูกค้า' },
  },
  'command.no-restart': {
    meaning: {
      en: 'Nothing on the shop PC would start the agent again, so it did not end.',
      th: 'ไม่มีสิ่งใดในเครื่องสาขาที่จะเริ่มโปรแกรมใหม่ โปรแกรมจึงไม่หยุดตัวเอง',
    },
    remedy: { en: 'Install the service: tillbridge service install.', th: 'ติดตั้งบริการ: tillbridge service install' },
  },
  'command.machine': {
    meaning: { en: 'The shop PC has no such machine.', th: 'เครื่องสาขาไม่มีเครื่องรับจ่ายเงินนี้' },
    remedy: { en: 'Choose a machine of this shop PC.', th: 'เลือกเครื่องของเครื่องสาขานี้' },
  },
  'command.too-large': {
    meaning: { en: 'The support bundle is larger than may be sent.', th: 'ไฟล์ช่วยเหลือใหญ่เกินกว่าที่ส่งได้' },
    remedy: { en: 'Make it at the shop with tillbridge bundle.', th: 'สร้างที่สาขาด้วย tillbridge bundle' },
  },
} as const satisfies Record<string, FaultEntry>;
