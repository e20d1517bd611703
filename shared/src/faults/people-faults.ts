import type { FaultEntry } from './fault.ts';

/** Signing in, proving who sits there, and the own account. */
export const PEOPLE_FAULTS = {
  'api.step-up': {
    status: 403,
    meaning: { en: 'This asks for a fresh proof that it is you.', th: 'รายการนี้ต้องยืนยันตัวตนอีกครั้ง' },
    remedy: {
      en: 'Give your password or a code of your app, then do it again.',
      th: 'ใส่รหัสผ่านหรือรหัสจากแอป แล้วทำรายการอีกครั้ง',
    },
  },
  'api.wrong-proof': {
    status: 403,
    meaning: { en: 'That was not right.', th: 'ข้อมูลที่ใส่ไม่ถูกต้อง' },
    remedy: {
      en: 'Try again. A code of the app counts once: wait for the next one.',
      th: 'ลองใหม่ รหัสจากแอปใช้ได้ครั้งเดียว รอรหัสถัดไป',
    },
  },
  'api.wrong-code': {
    status: 401,
    meaning: {
      en: 'The e-mail address, the password or the code is wrong.',
      th: 'อีเมล รหัสผ่าน หรือรหัสยืนยันไม่ถูกต้อง',
    },
    remedy: {
      en: 'Wait for the next code of your app, or begin again.',
      th: 'รอรหัสถัดไปจากแอป หรือเริ่มเข้าสู่ระบบใหม่',
    },
  },
  'api.two-step-missing': {
    status: 403,
    meaning: {
      en: 'Your role asks for a second step at sign-in, and you have not set one up.',
      th: 'บทบาทของคุณต้องใช้การยืนยันสองขั้น แต่ยังไม่ได้ตั้งค่า',
    },
    remedy: { en: 'Set it up on My account.', th: 'ตั้งค่าได้ที่หน้าบัญชีของฉัน' },
  },
  'session.of-service': {
    status: 403,
    meaning: {
      en: 'You came by the sign-in service of one organization, which opens no other and changes nothing of your account.',
      th: 'คุณเข้าด้วยบริการลงชื่อเข้าใช้ขององค์กรหนึ่ง จึงใช้กับองค์กรอื่นและแก้ไขบัญชีไม่ได้',
    },
    remedy: {
      en: 'Sign in with your password. If you have none, ask for one under "Forgotten?" on the sign-in page.',
      th: 'เข้าสู่ระบบด้วยรหัสผ่าน หากยังไม่มี ให้ขอทางอีเมลจากหน้าเข้าสู่ระบบ',
    },
  },
  'session.second-step': {
    status: 403,
    meaning: {
      en: 'Your role there asks for a second step, and this session began without one.',
      th: 'บทบาทของคุณในองค์กรนั้นต้องยืนยันสองขั้น แต่ครั้งนี้คุณเข้ามาโดยไม่ได้ยืนยัน',
    },
    remedy: {
      en: 'Sign out, then sign in with your password and a code.',
      th: 'ออกจากระบบ แล้วเข้าใหม่ด้วยรหัสผ่านและรหัสยืนยัน',
    },
  },
  'session.other-organization': {
    status: 409,
    meaning: {
      en: 'This page is of one organization, and you went on in another one in another window.',
      th: 'หน้านี้เป็นขององค์กรหนึ่ง แต่คุณเปลี่ยนไปอีกองค์กรในหน้าต่างอื่นแล้ว',
    },
    remedy: {
      en: 'Nothing was changed. Load the page again, or choose the organization.',
      th: 'ไม่มีการเปลี่ยนแปลงใด ๆ โหลดหน้าใหม่ หรือเลือกองค์กร',
    },
  },
  'account.two-step-on': {
    status: 409,
    meaning: { en: 'The second step is on already.', th: 'เปิดการยืนยันสองขั้นอยู่แล้ว' },
    remedy: { en: 'Turn it off first to move it to another phone.', th: 'หากจะย้ายไปเครื่องอื่น ให้ปิดก่อน' },
  },
  'account.two-step-off': {
    status: 409,
    meaning: { en: 'The second step is off.', th: 'ยังไม่ได้เปิดการยืนยันสองขั้น' },
    remedy: { en: 'Set it up first.', th: 'ตั้งค่าก่อน' },
  },
  'account.two-step-required': {
    status: 409,
    meaning: { en: 'Your role asks for the second step.', th: 'บทบาทของคุณบังคับใช้การยืนยันสองขั้น' },
    remedy: { en: 'Ask an administrator if it should not.', th: 'หากไม่ควรบังคับ ให้แจ้งผู้ดูแล' },
  },
  'account.weak-password': {
    status: 400,
    meaning: {
      en: 'The password is one letter again and again, or made of your name, your address or your organization.',
      th: 'รหัสผ่านซ้ำตัวเดิม หรือใช้ชื่อ อีเมล หรือชื่อองค์กรของคุณ',
    },
    remedy: {
      en: 'Take several words that do not belong together, and none that others know of you.',
      th: 'ใช้หลายคำที่ไม่เกี่ยวกัน และไม่ใช่คำที่คนอื่นรู้เกี่ยวกับคุณ',
    },
  },
  'account.common-password': {
    status: 400,
    meaning: {
      en: 'Many people have this password, so it is one of the first that a guesser tries.',
      th: 'มีคนใช้รหัสผ่านนี้จำนวนมาก จึงถูกเดาเป็นอันดับแรก ๆ',
    },
    remedy: {
      en: 'Take several words that do not belong together. Digits and signs around a common word do not help.',
      th: 'ใช้หลายคำที่ไม่เกี่ยวกัน การเติมตัวเลขหรือเครื่องหมายรอบคำที่ใช้บ่อยไม่ช่วยให้ปลอดภัยขึ้น',
    },
  },
  'people.yourself': {
    status: 409,
    meaning: { en: 'Nobody removes or signs out themselves here.', th: 'ไม่สามารถนำตัวเองออกจากหน้านี้ได้' },
    remedy: { en: 'Use My account, or ask another administrator.', th: 'ใช้หน้าบัญชีของฉัน หรือให้ผู้ดูแลคนอื่นทำ' },
  },
  'people.last-owner': {
    status: 409,
    meaning: { en: 'This is the last owner of the organization.', th: 'นี่คือเจ้าของคนสุดท้ายขององค์กร' },
    remedy: { en: 'Make somebody else an owner first.', th: 'ตั้งเจ้าของคนใหม่ก่อน' },
  },
  'people.member': {
    status: 409,
    meaning: { en: 'This person belongs to the organization already.', th: 'บุคคลนี้อยู่ในองค์กรแล้ว' },
    remedy: { en: 'Change their role instead.', th: 'ให้เปลี่ยนบทบาทแทน' },
  },
  'people.invited': {
    status: 409,
    meaning: { en: 'An invitation to this address is under way.', th: 'ส่งคำเชิญไปที่อีเมลนี้แล้ว' },
    remedy: { en: 'Send it again, or take it back first.', th: 'ส่งซ้ำ หรือยกเลิกคำเชิญเดิมก่อน' },
  },
  'people.no-shop': {
    status: 400,
    meaning: { en: 'No shop was chosen.', th: 'ยังไม่ได้เลือกสาขา' },
    remedy: { en: 'Choose all shops or at least one.', th: 'เลือกทุกสาขาหรืออย่างน้อยหนึ่งสาขา' },
  },
  'people.invitation': {
    status: 403,
    meaning: { en: 'The invitation is used, taken back or too old.', th: 'คำเชิญนี้ถูกใช้ไปแล้ว ถูกยกเลิก หรือหมดอายุ' },
    remedy: { en: 'Ask whoever invited you to send it again.', th: 'ขอให้ผู้เชิญส่งคำเชิญใหม่' },
  },
  'people.has-account': {
    status: 409,
    meaning: { en: 'This address signs in to Tillbridge already.', th: 'อีเมลนี้มีบัญชี Tillbridge อยู่แล้ว' },
    remedy: { en: 'Sign in, then open the invitation again.', th: 'เข้าสู่ระบบก่อน แล้วเปิดคำเชิญอีกครั้ง' },
  },
  'people.other-person': {
    status: 409,
    meaning: { en: 'The invitation is for another address than yours.', th: 'คำเชิญนี้ส่งถึงอีเมลอื่น ไม่ใช่ของคุณ' },
    remedy: { en: 'Sign in as the person who was invited.', th: 'เข้าสู่ระบบด้วยบัญชีที่ได้รับเชิญ' },
  },
  'people.link': {
    status: 403,
    meaning: { en: 'The link is used or too old.', th: 'ลิงก์นี้ถูกใช้ไปแล้วหรือหมดอายุ' },
    remedy: { en: 'Ask for a new one; only the last mail works.', th: 'ขอลิงก์ใหม่ ใช้ได้เฉพาะอีเมลล่าสุด' },
  },
  'provider.issuer': {
    status: 400,
    meaning: { en: 'The issuer is not an https address.', th: 'ที่อยู่ผู้ให้บริการต้องขึ้นต้นด้วย https' },
    remedy: { en: 'Take the issuer that the service names.', th: 'ใช้ที่อยู่ issuer ที่ผู้ให้บริการระบุ' },
  },
  'provider.too-many': {
    status: 409,
    meaning: { en: 'There are as many sign-in services as fit.', th: 'มีบริการลงชื่อเข้าใช้ครบจำนวนแล้ว' },
    remedy: { en: 'Remove one that nobody uses.', th: 'ลบบริการที่ไม่ได้ใช้' },
  },
  'provider.away': {
    status: 503,
    meaning: { en: 'The sign-in service does not answer.', th: 'บริการลงชื่อเข้าใช้ไม่ตอบสนอง' },
    remedy: { en: 'Try again in a moment, or use your password.', th: 'ลองใหม่อีกครู่ หรือใช้รหัสผ่าน' },
  },
  'provider.refused': {
    status: 403,
    meaning: { en: 'The sign-in by this service was not completed.', th: 'ลงชื่อเข้าใช้ผ่านบริการนี้ไม่สำเร็จ' },
    remedy: { en: 'Begin again from the sign-in page.', th: 'เริ่มใหม่จากหน้าเข้าสู่ระบบ' },
  },
  'provider.unknown-person': {
    status: 403,
    meaning: { en: 'Nobody here is linked to that account.', th: 'ยังไม่มีใครเชื่อมกับบัญชีนั้น' },
    remedy: {
      en: 'Sign in with your password and link it on My account, or ask for an invitation.',
      th: 'เข้าสู่ระบบด้วยรหัสผ่านแล้วเชื่อมที่หน้าบัญชีของฉัน หรือขอคำเชิญ',
    },
  },
  'provider.taken': {
    status: 409,
    meaning: { en: 'That account is linked to somebody already.', th: 'บัญชีนั้นเชื่อมกับบุคคลอื่นแล้ว' },
    remedy: { en: 'Unlink it there first.', th: 'ยกเลิกการเชื่อมเดิมก่อน' },
  },
  'provider.only-way': {
    status: 409,
    meaning: { en: 'Nothing else would let you in.', th: 'ไม่มีวิธีเข้าสู่ระบบอื่นเหลือ' },
    remedy: { en: 'Set a password first.', th: 'ตั้งรหัสผ่านก่อน' },
  },
} as const satisfies Record<string, FaultEntry>;
