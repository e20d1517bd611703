import type { FaultEntry } from './fault.ts';

/** What the archive and the exports answer that is not success. */
export const ARCHIVE_FAULTS = {
  'archive.not-due': {
    status: 409,
    meaning: {
      en: 'That month still belongs to the online window, or is not over.',
      th: 'เดือนนั้นยังอยู่ในช่วงข้อมูลออนไลน์หรือยังไม่สิ้นเดือน',
    },
    remedy: { en: 'Wait until it is older than the window.', th: 'รอจนพ้นช่วงข้อมูลออนไลน์' },
  },
  'archive.none': {
    status: 409,
    meaning: {
      en: 'This installation has no place for an archive.',
      th: 'ระบบนี้ยังไม่ได้ตั้งที่เก็บคลังข้อมูล',
    },
    remedy: {
      en: 'Whoever runs it sets ARCHIVE_STORE for API and worker.',
      th: 'ให้ผู้ดูแลระบบตั้งค่า ARCHIVE_STORE ของ API และ worker',
    },
  },
  'archive.damaged': {
    status: 502,
    meaning: {
      en: 'A file of the archive is missing or is not what was archived.',
      th: 'ไฟล์ในคลังหายไปหรือไม่ตรงกับที่จัดเก็บไว้',
    },
    remedy: {
      en: 'Call whoever runs this installation; put the file back from a copy of the archive.',
      th: 'แจ้งผู้ดูแลระบบ และนำไฟล์จากสำเนาคลังกลับมาวาง',
    },
  },
  'export.no-ticket': {
    status: 409,
    meaning: { en: 'This download is no longer valid, or is not yours.', th: 'ลิงก์ดาวน์โหลดหมดอายุหรือไม่ใช่ของคุณ' },
    remedy: { en: 'Order the file again.', th: 'สั่งไฟล์ใหม่อีกครั้ง' },
  },
  'export.busy': {
    status: 429,
    meaning: { en: 'Several exports are running already.', th: 'มีการส่งออกหลายรายการทำงานอยู่' },
    remedy: { en: 'Try again when one has ended.', th: 'ลองใหม่เมื่อรายการก่อนเสร็จ' },
  },
} as const satisfies Record<string, FaultEntry>;
