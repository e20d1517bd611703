import type { FaultEntry } from './fault.ts';

/** What stands in the way of `tillbridge service`. */
export const SERVICE_FAULTS = {
  'service.no-manager': {
    meaning: {
      en: 'There is no running service manager here that the agent knows.',
      th: 'ไม่พบระบบจัดการบริการที่โปรแกรมรู้จัก',
    },
    remedy: {
      en: 'Keep the agent running by other means: tillbridge run --home <folder>, started at boot and again when it ends.',
      th: 'ให้โปรแกรมทำงานด้วยวิธีอื่น: tillbridge run --home <โฟลเดอร์> เริ่มเมื่อเปิดเครื่องและเริ่มใหม่เมื่อจบ',
    },
  },
  'service.rights': {
    meaning: { en: 'This user may not change the services of this PC.', th: 'ผู้ใช้นี้ไม่มีสิทธิ์เปลี่ยนบริการของเครื่อง' },
    remedy: {
      en: 'Run the same command with sudo (as administrator on Windows).',
      th: 'ใช้คำสั่งเดิมด้วย sudo (หรือสิทธิ์ผู้ดูแลบน Windows)',
    },
  },
  'service.root': {
    meaning: { en: 'The agent would run as root, which it must not.', th: 'โปรแกรมจะทำงานด้วยสิทธิ์ root ซึ่งไม่ควร' },
    remedy: {
      en: 'Give the home folder to an ordinary user (chown -R), or name one: --user <name>.',
      th: 'มอบโฟลเดอร์ให้ผู้ใช้ทั่วไป (chown -R) หรือระบุ --user <ชื่อ>',
    },
  },
  'service.failed': {
    meaning: { en: 'The service manager did not do what it was asked.', th: 'ระบบจัดการบริการทำตามคำสั่งไม่สำเร็จ' },
    remedy: {
      en: 'Read what it said below; then tillbridge doctor and tillbridge logs.',
      th: 'อ่านข้อความด้านล่าง แล้วใช้ tillbridge doctor และ tillbridge logs',
    },
  },
} as const satisfies Record<string, FaultEntry>;
