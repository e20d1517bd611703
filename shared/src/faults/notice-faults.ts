import type { FaultEntry } from './fault.ts';

/** What changing who is told of alarms answers that is not success. */
export const NOTICE_FAULTS = {
  'notice.channel-changed': {
    status: 409,
    meaning: { en: 'Somebody else changed the channel meanwhile.', th: 'มีผู้อื่นแก้ไขช่องทางนี้ไปแล้ว' },
    remedy: { en: 'Read it again, then change it.', th: 'โหลดใหม่แล้วจึงแก้ไข' },
  },
} as const satisfies Record<string, FaultEntry>;
