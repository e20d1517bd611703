import type { FaultEntry } from './fault.ts';

/** Roles, who has them, and looking through one. */
export const ROLE_FAULTS = {
  'role.system': {
    status: 409,
    meaning: { en: 'This role comes with Tillbridge and is not edited.', th: 'บทบาทนี้มากับระบบ แก้ไขไม่ได้' },
    remedy: { en: 'Make a copy of it and edit that one.', th: 'ทำสำเนาแล้วแก้ไขที่สำเนา' },
  },
  'role.own': {
    status: 403,
    meaning: { en: 'Nobody edits their own role or its reach.', th: 'แก้บทบาทหรือขอบเขตของตนเองไม่ได้' },
    remedy: { en: 'Ask another administrator.', th: 'ให้ผู้ดูแลคนอื่นทำ' },
  },
  'role.all-shops': {
    status: 403,
    meaning: {
      en: 'Roles hold in every shop, so only somebody who sees all shops edits them.',
      th: 'บทบาทมีผลทุกสาขา ผู้แก้ต้องเห็นทุกสาขา',
    },
    remedy: { en: 'Ask somebody who sees all shops.', th: 'ให้ผู้ที่เห็นทุกสาขาทำ' },
  },
  'role.in-use': {
    status: 409,
    meaning: { en: 'Somebody still has this role.', th: 'ยังมีคนใช้บทบาทนี้อยู่' },
    remedy: { en: 'Give them another role first.', th: 'ย้ายไปใช้บทบาทอื่นก่อน' },
  },
  'role.too-many': {
    status: 409,
    meaning: { en: 'There are as many custom roles as an organization may have.', th: 'จำนวนบทบาทที่สร้างเองเต็มแล้ว' },
    remedy: { en: 'Delete one that nobody has.', th: 'ลบบทบาทที่ไม่มีคนใช้' },
  },
  'role.viewing': {
    status: 403,
    meaning: {
      en: 'You are looking through another role, and nothing can be changed.',
      th: 'กำลังดูในมุมมองของบทบาทอื่น จึงแก้ไขไม่ได้',
    },
    remedy: { en: 'Go back to your own view first.', th: 'กลับสู่มุมมองของตนเองก่อน' },
  },
} as const satisfies Record<string, FaultEntry>;
