import type { FaultEntry } from './fault.ts';

/** Everything the cloud's HTTP interface answers that is not success. */
export const API_FAULTS = {
  'api.invalid': {
    status: 400,
    meaning: { en: 'The request does not have the documented form.', th: 'คำขอไม่ถูกรูปแบบ' },
    remedy: { en: 'Compare the fields named in the answer with the API page.', th: 'ตรวจช่องที่ระบุกับเอกสาร API' },
  },
  'api.too-large': {
    status: 413,
    meaning: { en: 'The request is larger than the limit.', th: 'คำขอใหญ่เกินกำหนด' },
    remedy: { en: 'Send less at once.', th: 'ส่งให้น้อยลงต่อครั้ง' },
  },
  'api.media-type': {
    status: 415,
    meaning: { en: 'The body has a content type this route does not take.', th: 'ชนิดข้อมูลของคำขอไม่รองรับ' },
    remedy: { en: 'Send JSON (or NDJSON for a batch).', th: 'ส่งเป็น JSON (หรือ NDJSON สำหรับชุดข้อมูล)' },
  },
  'api.signed-out': {
    status: 401,
    meaning: { en: 'Nobody is signed in, or the session ended.', th: 'ยังไม่ได้เข้าสู่ระบบ หรือเซสชันหมดอายุ' },
    remedy: { en: 'Sign in again.', th: 'เข้าสู่ระบบอีกครั้ง' },
  },
  'api.wrong-password': {
    status: 401,
    meaning: { en: 'The e-mail address or the password is wrong.', th: 'อีเมลหรือรหัสผ่านไม่ถูกต้อง' },
    remedy: { en: 'Try again, or ask an administrator for a new password.', th: 'ลองใหม่ หรือขอรหัสผ่านใหม่จากผู้ดูแล' },
  },
  'api.forbidden': {
    status: 403,
    meaning: { en: 'This role may not do that.', th: 'บทบาทนี้ไม่มีสิทธิ์ทำรายการ' },
    remedy: { en: 'Ask an administrator for the permission named in the answer.', th: 'ขอสิทธิ์ที่ระบุจากผู้ดูแล' },
  },
  'api.origin': {
    status: 403,
    meaning: { en: 'The request came from another site.', th: 'คำขอมาจากเว็บไซต์อื่น' },
    remedy: { en: 'Open Tillbridge itself and try there.', th: 'เปิด Tillbridge โดยตรงแล้วลองใหม่' },
  },
  'api.not-found': {
    status: 404,
    meaning: { en: 'It does not exist, or is not yours to see.', th: 'ไม่พบข้อมูล หรือไม่มีสิทธิ์ดู' },
    remedy: { en: 'Check the address or search for it.', th: 'ตรวจที่อยู่หรือค้นหาใหม่' },
  },
  'api.method': {
    status: 405,
    meaning: { en: 'This address does not take this method.', th: 'ที่อยู่นี้ไม่รองรับวิธีเรียกนี้' },
    remedy: { en: 'See the API page.', th: 'ดูเอกสาร API' },
  },
  'api.throttled': {
    status: 429,
    meaning: { en: 'Too many tries.', th: 'ลองหลายครั้งเกินไป' },
    remedy: { en: 'Wait as long as the answer says, then try again.', th: 'รอตามเวลาที่แจ้งแล้วลองใหม่' },
  },
  'api.broken': {
    status: 500,
    meaning: { en: 'Something failed on our side. Nothing was changed.', th: 'ระบบขัดข้อง ยังไม่มีการเปลี่ยนแปลงข้อมูล' },
    remedy: { en: 'Try again; if it stays, report the request id.', th: 'ลองใหม่ หากยังไม่หายให้แจ้งรหัสคำขอ' },
  },
  'api.unavailable': {
    status: 503,
    meaning: {
      en: 'The cloud is starting, stopping or without its database.',
      th: 'คลาวด์กำลังเริ่ม หยุด หรือฐานข้อมูลไม่พร้อม',
    },
    remedy: { en: 'Try again in a moment; shops go on recording.', th: 'ลองใหม่อีกครู่ สาขายังบันทึกต่อได้' },
  },
  'api.not-migrated': {
    status: 503,
    meaning: {
      en: 'The database is older than this program: migrations are missing.',
      th: 'ฐานข้อมูลเก่ากว่าโปรแกรมนี้ ยังอัปเกรดโครงสร้างไม่ครบ',
    },
    remedy: {
      en: 'Run `npm run migrate` against this database; the program is ready by itself afterwards.',
      th: 'สั่ง `npm run migrate` กับฐานข้อมูลนี้ แล้วโปรแกรมจะพร้อมเอง',
    },
  },
  'api.key-reused': {
    status: 409,
    meaning: {
      en: 'The Idempotency-Key was used before for another request.',
      th: 'Idempotency-Key นี้เคยใช้กับคำขออื่นแล้ว',
    },
    remedy: { en: 'Make a new key for each change.', th: 'สร้างคีย์ใหม่ทุกครั้งที่ขอเปลี่ยนแปลง' },
  },
  'api.under-way': {
    status: 409,
    meaning: { en: 'The same request is still being carried out.', th: 'คำขอเดียวกันนี้กำลังดำเนินการอยู่' },
    remedy: { en: 'Ask again in a moment with the same key.', th: 'ถามใหม่ด้วยคีย์เดิมในอีกครู่' },
  },
  'api.outcome-unknown': {
    status: 409,
    meaning: {
      en: 'A request with this key was begun and ended without an answer; whether it changed anything is not known.',
      th: 'คำขอด้วยคีย์นี้เริ่มแล้วแต่จบโดยไม่มีคำตอบ ไม่ทราบว่าเปลี่ยนแปลงข้อมูลหรือไม่',
    },
    remedy: {
      en: 'Look whether the change is there; if not, ask with a new key.',
      th: 'ตรวจว่าการเปลี่ยนแปลงเกิดขึ้นแล้วหรือยัง ถ้ายัง ให้ขอใหม่ด้วยคีย์ใหม่',
    },
  },
  'api.answer-not-kept': {
    status: 409,
    meaning: {
      en: 'It was done before under this key; its answer is not kept, because it was large or held a secret.',
      th: 'ดำเนินการไปแล้วด้วยคีย์นี้ แต่ไม่ได้เก็บคำตอบไว้เพราะมีความลับหรือมีขนาดใหญ่',
    },
    remedy: {
      en: 'Look it up in its list; if a secret was lost, make a new one.',
      th: 'ดูจากรายการ หากทำความลับหาย ให้สร้างใหม่',
    },
  },
  'employee.number-taken': {
    status: 409,
    meaning: { en: 'Another employee of the shop has this number.', th: 'มีพนักงานคนอื่นในสาขาใช้เลขนี้แล้ว' },
    remedy: { en: 'Choose another number.', th: 'เลือกเลขอื่น' },
  },
  'employee.too-many': {
    status: 409,
    meaning: { en: 'The shop has as many employees as a shop PC takes.', th: 'สาขานี้มีพนักงานครบจำนวนสูงสุดแล้ว' },
    remedy: { en: 'Disable those who have left.', th: 'ปิดการใช้งานพนักงานที่ลาออกแล้ว' },
  },
  'employee.easy-pin': {
    status: 400,
    meaning: { en: 'The PIN is one that anybody would try first.', th: 'รหัส PIN นี้เดาง่ายเกินไป' },
    remedy: {
      en: 'Choose digits that are not all the same, not in a row, and not the employee number.',
      th: 'เลือกตัวเลขที่ไม่ซ้ำกันทั้งหมด ไม่เรียงกัน และไม่ใช่เลขพนักงาน',
    },
  },
  'agent.key-malformed': {
    status: 401,
    meaning: { en: 'The text is not an agent key: a character is wrong or missing.', th: 'รหัสเครื่องสาขาไม่ถูกต้อง' },
    remedy: {
      en: 'Take the whole key as it was shown. Where it is lost, make another one on the dashboard or pair the shop again.',
      th: 'ใส่รหัสทั้งหมดตามที่แสดง หากหายไป ให้สร้างรหัสใหม่บนแดชบอร์ดหรือจับคู่สาขาใหม่',
    },
  },
  'agent.key-revoked': {
    status: 401,
    meaning: { en: 'The key is unknown or was revoked.', th: 'รหัสถูกเพิกถอนหรือไม่รู้จัก' },
    remedy: {
      en: 'Type the new key at the shop PC (tillbridge key set), or pair the shop again. Recording goes on; nothing is lost.',
      th: 'ใส่รหัสใหม่ที่เครื่องสาขา (tillbridge key set) หรือจับคู่สาขาใหม่ การบันทึกยังดำเนินต่อ ข้อมูลไม่หาย',
    },
  },
  'agent.signature': {
    status: 401,
    meaning: {
      en: 'The signature does not match the key made at pairing, or the nonce is old.',
      th: 'ลายเซ็นไม่ตรงกับกุญแจตอนจับคู่ หรือหมดอายุ',
    },
    remedy: { en: 'None for an old nonce. If it stays, pair the shop again.', th: 'หากยังเกิดซ้ำ ให้จับคู่สาขาใหม่' },
  },
  'agent.token': {
    status: 401,
    meaning: { en: 'The agent token is missing, old or not ours.', th: 'โทเคนของเครื่องสาขาหมดอายุหรือไม่ถูกต้อง' },
    remedy: { en: 'None needed: the agent fetches a new one.', th: 'ไม่ต้องทำอะไร เครื่องสาขาจะขอใหม่เอง' },
  },
  'agent.unconfirmed': {
    status: 403,
    meaning: { en: 'Nobody has confirmed this shop PC on the dashboard yet.', th: 'ยังไม่มีผู้ยืนยันเครื่องสาขานี้บนแดชบอร์ด' },
    remedy: {
      en: 'Compare the fingerprint on both screens, then confirm on the dashboard.',
      th: 'เทียบลายนิ้วมือบนทั้งสองจอ แล้วกดยืนยันบนแดชบอร์ด',
    },
  },
  'pairing.fingerprint': {
    status: 409,
    meaning: {
      en: 'The fingerprint is not that of the key this agent has now.',
      th: 'ลายนิ้วมือไม่ตรงกับกุญแจปัจจุบันของเครื่องสาขา',
    },
    remedy: {
      en: 'Read the fingerprint on the shop PC again. If another PC redeemed the code, revoke the agent.',
      th: 'อ่านลายนิ้วมือบนเครื่องสาขาอีกครั้ง หากเครื่องอื่นใช้รหัสไป ให้เพิกถอน',
    },
  },
  'pairing.code': {
    status: 403,
    meaning: {
      en: 'The pairing code is wrong, used, burnt or older than ten minutes.',
      th: 'รหัสจับคู่ผิด ใช้แล้ว หรือหมดอายุ',
    },
    remedy: { en: 'Make a new code on the dashboard.', th: 'สร้างรหัสใหม่บนแดชบอร์ด' },
  },
} as const satisfies Record<string, FaultEntry>;
