import type { FaultEntry } from './fault.ts';

/** What the shop PC answers to a till, and what keeps the agent from starting. */
export const COUNTER_FAULTS = {
  'counter.busy': {
    status: 409,
    meaning: { en: 'The machine is in the middle of another operation.', th: 'เครื่องกำลังทำรายการอื่นอยู่' },
    remedy: { en: 'Wait until it has ended, then try again.', th: 'รอให้รายการก่อนหน้าเสร็จแล้วลองใหม่' },
  },
  'counter.not-begun': {
    status: 409,
    meaning: {
      en: 'This operation never reached the machine: nothing was begun, and it no longer can be.',
      th: 'รายการนี้ไปไม่ถึงเครื่อง จึงยังไม่ได้เริ่ม และจะไม่เริ่มอีก',
    },
    remedy: { en: 'Begin it anew if it is still wanted.', th: 'ถ้ายังต้องการ ให้เริ่มรายการใหม่' },
  },
  'counter.withdrawn': {
    status: 409,
    meaning: {
      en: 'Somebody was told that this operation was not begun, so it may not begin any more.',
      th: 'มีผู้ได้รับแจ้งแล้วว่ารายการนี้ยังไม่เริ่ม จึงเริ่มด้วยรหัสเดิมไม่ได้',
    },
    remedy: { en: 'Begin it anew with another key.', th: 'เริ่มรายการใหม่ด้วยรหัสใหม่' },
  },
  'counter.machine-offline': {
    status: 503,
    meaning: { en: 'The machine does not answer, so nothing was started.', th: 'เครื่องไม่ตอบสนอง จึงยังไม่ได้เริ่มรายการ' },
    remedy: {
      en: 'Check its power and cable. Take cash by hand meanwhile.',
      th: 'ตรวจไฟและสายของเครื่อง ระหว่างนี้รับเงินด้วยมือ',
    },
  },
  'counter.machine-retired': {
    status: 409,
    meaning: { en: 'The office took this machine out of service.', th: 'สำนักงานเลิกใช้เครื่องนี้แล้ว' },
    remedy: { en: 'Use another machine, or take cash by hand.', th: 'ใช้เครื่องอื่น หรือรับเงินด้วยมือ' },
  },
  'counter.machine-unknown': {
    status: 404,
    meaning: {
      en: 'This shop PC has no such machine, or has several and none was named.',
      th: 'ไม่มีเครื่องนี้ หรือมีหลายเครื่องแต่ไม่ได้ระบุ',
    },
    remedy: { en: 'Name one of the machines that the status lists.', th: 'ระบุเครื่องตามรายการในสถานะ' },
  },
  'counter.reconciling': {
    status: 409,
    meaning: {
      en: 'An earlier operation of this machine has no proven end yet.',
      th: 'รายการก่อนหน้าของเครื่องนี้ยังไม่ทราบผล',
    },
    remedy: {
      en: 'Wait until the machine is back and its stock was compared.',
      th: 'รอให้เครื่องกลับมาและเทียบยอดเงินในเครื่อง',
    },
  },
  'counter.key-reused': {
    status: 409,
    meaning: {
      en: 'The Idempotency-Key was used before for another request.',
      th: 'Idempotency-Key นี้เคยใช้กับคำขออื่นแล้ว',
    },
    remedy: { en: 'Make a new key for each new operation.', th: 'สร้างคีย์ใหม่สำหรับแต่ละรายการ' },
  },
  'counter.outcome-gone': {
    status: 410,
    meaning: {
      en: 'This operation was carried out before. Its record has left this PC and lies in the cloud.',
      th: 'รายการนี้ทำไปแล้ว บันทึกถูกย้ายจากเครื่องสาขาไปอยู่บนคลาวด์',
    },
    remedy: {
      en: 'Do not pay again. Look it up on the dashboard.',
      th: 'ห้ามจ่ายซ้ำ ให้ตรวจรายการบนแดชบอร์ด',
    },
  },
  'counter.not-recorded': {
    status: 507,
    meaning: {
      en: 'The journal could not be written, so nothing was started.',
      th: 'บันทึกลงเครื่องไม่ได้ จึงยังไม่ได้เริ่มรายการ',
    },
    remedy: { en: 'Free space on the disk of the shop PC.', th: 'เพิ่มพื้นที่ว่างในดิสก์ของเครื่องสาขา' },
  },
  'counter.unproven': {
    meaning: {
      en: 'Link, power or program was lost in the middle; what moved is not proven.',
      th: 'สาย ไฟ หรือโปรแกรมขาดกลางรายการ ยังไม่ทราบว่าเงินเคลื่อนไหวเท่าใด',
    },
    remedy: {
      en: 'Count the machine and ask the customer before paying anything again.',
      th: 'นับเงินในเครื่องและถามลูกค้าก่อนจ่ายซ้ำ',
    },
  },
  'counter.sums-differ': {
    meaning: {
      en: 'The machine reports an end that its pieces do not add up to.',
      th: 'ผลที่เครื่องรายงานไม่ตรงกับจำนวนเงินที่นับได้',
    },
    remedy: { en: 'Count the machine and compare with the lines of the operation.', th: 'นับเงินในเครื่องและเทียบกับรายการ' },
  },
  'counter.not-payable': {
    status: 409,
    meaning: {
      en: 'The machine does not hold the pieces for this. Nothing was taken and nothing moved.',
      th: 'เครื่องไม่มีธนบัตรหรือเหรียญสำหรับรายการนี้ ยังไม่มีเงินเข้าหรือออก',
    },
    remedy: {
      en: 'Choose one of the nearest amounts named, other pieces, or refill.',
      th: 'เลือกยอดใกล้เคียงที่ระบุ เลือกชนิดเงินอื่น หรือเติมเงิน',
    },
  },
  'counter.count-incomplete': {
    status: 400,
    meaning: {
      en: 'The count leaves out a denomination, or names one twice. What is not named is not counted as 0.',
      th: 'การนับขาดบางชนิดเงินหรือระบุซ้ำ ชนิดที่ไม่ระบุจะไม่ถือว่าเป็น 0',
    },
    remedy: { en: 'Count the denominations named and send all of them.', th: 'นับชนิดเงินที่ระบุแล้วส่งให้ครบ' },
  },
  'counter.case-unknown': {
    status: 404,
    meaning: { en: 'This machine has no such open case.', th: 'ไม่มีเรื่องนี้ค้างอยู่ที่เครื่อง' },
    remedy: { en: 'List the open cases and name one of them.', th: 'ดูรายการเรื่องที่ค้างแล้วระบุใหม่' },
  },
  'counter.refill-seen': {
    meaning: {
      en: 'The stock rose while nothing ran: somebody loaded the machine without saying so.',
      th: 'เงินในเครื่องเพิ่มขึ้นขณะไม่มีรายการ มีผู้เติมเงินโดยไม่ได้แจ้ง',
    },
    remedy: { en: 'Ask who loaded it. Next time begin a refill first.', th: 'สอบถามผู้เติม ครั้งต่อไปให้เริ่มรายการเติมเงินก่อน' },
  },
  'counter.moved-inside': {
    meaning: {
      en: 'Pieces went from the stackers into the collection box while nothing ran.',
      th: 'เงินถูกย้ายจากช่องเก็บไปกล่องรวมขณะไม่มีรายการ',
    },
    remedy: { en: 'None needed: nothing left the machine.', th: 'ไม่ต้องทำอะไร เงินยังอยู่ในเครื่อง' },
  },
  'counter.recounted': {
    meaning: { en: 'A person counted the machine, and the books follow the count.', th: 'มีผู้นับเงินในเครื่อง บัญชีปรับตามที่นับ' },
    remedy: { en: 'None needed.', th: 'ไม่ต้องทำอะไร' },
  },
  'counter.stopped': {
    status: 503,
    meaning: {
      en: 'The agent is being stopped. The operation is settled when it starts again.',
      th: 'โปรแกรมกำลังปิด รายการจะสรุปผลเมื่อเปิดใหม่',
    },
    remedy: {
      en: 'Ask again with the same Idempotency-Key once the agent runs.',
      th: 'ถามใหม่ด้วย Idempotency-Key เดิมเมื่อโปรแกรมทำงาน',
    },
  },
  'counter.clock': {
    meaning: {
      en: 'The clock of the shop PC was set, or is far from the time of the cloud.',
      th: 'นาฬิกาของเครื่องสาขาถูกตั้งใหม่ หรือคลาดเคลื่อนมาก',
    },
    remedy: { en: 'Switch on automatic time.', th: 'เปิดการตั้งเวลาอัตโนมัติ' },
  },
  'local.token': {
    status: 401,
    meaning: { en: 'The bearer token of the local API is missing or wrong.', th: 'โทเคนของ API ในร้านไม่ถูกต้อง' },
    remedy: {
      en: 'Use the token in the file secrets/local-api.token of the agent.',
      th: 'ใช้โทเคนจากไฟล์ secrets/local-api.token',
    },
  },
  'local.host': {
    status: 403,
    meaning: {
      en: 'The request was addressed to another host, or came from a web page.',
      th: 'คำขอมาจากเว็บหรือระบุโฮสต์อื่น',
    },
    remedy: {
      en: 'Call http://127.0.0.1 with the port of the agent, not from a browser page.',
      th: 'เรียก http://127.0.0.1 ตามพอร์ตของโปรแกรม ไม่ใช่จากหน้าเว็บ',
    },
  },
  'edge.config': {
    meaning: { en: 'The configuration has mistakes.', th: 'การตั้งค่ามีข้อผิดพลาด' },
    remedy: { en: 'Correct the fields named, or pair the shop again.', th: 'แก้ช่องที่ระบุ หรือจับคู่สาขาใหม่' },
  },
  'edge.not-paired': {
    meaning: { en: 'This PC is not paired with a shop.', th: 'เครื่องนี้ยังไม่ได้จับคู่กับสาขา' },
    remedy: {
      en: 'Make a code on the dashboard and run: tillbridge pair <code> --cloud <url>',
      th: 'สร้างรหัสบนแดชบอร์ดแล้วสั่ง tillbridge pair <code> --cloud <url>',
    },
  },
  'edge.secrets-open': {
    meaning: { en: 'Other users of this PC can read a secret of the agent.', th: 'ผู้ใช้อื่นของเครื่องนี้อ่านรหัสลับได้' },
    remedy: {
      en: 'Set mode 0700 on the folder secrets and 0600 on its files; if in doubt pair again.',
      th: 'ตั้งสิทธิ์โฟลเดอร์ secrets เป็น 0700 และไฟล์เป็น 0600 หากไม่แน่ใจให้จับคู่ใหม่',
    },
  },
  'edge.secret-unreadable': {
    meaning: { en: 'A secret of the agent is not what it should be.', th: 'ไฟล์รหัสลับเสียหาย' },
    remedy: { en: 'Pair the shop again.', th: 'จับคู่สาขาใหม่' },
  },
  'edge.already-paired': {
    meaning: { en: 'This folder is paired with a shop already.', th: 'โฟลเดอร์นี้จับคู่กับสาขาแล้ว' },
    remedy: { en: 'Use --again to pair it anew; its journal stays.', th: 'ใช้ --again เพื่อจับคู่ใหม่ บันทึกเดิมยังอยู่' },
  },
  'edge.not-running': {
    meaning: { en: 'No agent answers for this folder.', th: 'โปรแกรมสาขาไม่ทำงาน' },
    remedy: { en: 'Start it: tillbridge run --home <folder>', th: 'สั่ง tillbridge run --home <folder>' },
  },
  'edge.port-taken': {
    meaning: { en: 'Another program uses the port of the local API.', th: 'พอร์ตของ API ในร้านถูกใช้อยู่' },
    remedy: { en: 'End the other program or set another localApi.port.', th: 'ปิดโปรแกรมนั้นหรือตั้ง localApi.port ใหม่' },
  },
  'edge.cloud-unreachable': {
    meaning: { en: 'The cloud does not answer.', th: 'ติดต่อคลาวด์ไม่ได้' },
    remedy: { en: 'Check the address and the network, then try again.', th: 'ตรวจที่อยู่และเครือข่ายแล้วลองใหม่' },
  },
} as const satisfies Record<string, FaultEntry>;
