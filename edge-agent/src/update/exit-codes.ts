import type { UPDATE_FAULTS } from '@tillbridge/shared/faults/update-faults';

export type UpdateCode = keyof typeof UPDATE_FAULTS;

/** A newer version is there: what `tillbridge update check` ends with. */
export const UPDATE_THERE = 50;
const [NOT_TRUSTED, NOT_HERE, NOT_NOW, NOT_PROVED, SILENT] = [51, 52, 53, 54, 55] as const;

/** How `tillbridge update` ends for each thing that stands in its way. */
export const UPDATE_EXITS: Readonly<Record<UpdateCode, number>> = {
  'update.untrusted': NOT_TRUSTED,
  'update.root-untrusted': NOT_TRUSTED,
  'update.malformed': NOT_TRUSTED,
  'update.expired': NOT_TRUSTED,
  'update.older': NOT_TRUSTED,
  'update.forked': NOT_TRUSTED,
  'update.foreign': NOT_TRUSTED,
  'update.unsafe-file': NOT_TRUSTED,
  'update.file-wrong': NOT_TRUSTED,
  'update.no-root': NOT_HERE,
  'update.no-launcher': NOT_HERE,
  'update.other-platform': NOT_HERE,
  'update.unfit': NOT_HERE,
  'update.unsafe-folder': NOT_HERE,
  'update.other-user': NOT_HERE,
  'update.disk': NOT_HERE,
  'update.no-way-back': NOT_HERE,
  'update.busy': NOT_NOW,
  'update.operation-open': NOT_NOW,
  'update.trial-running': NOT_NOW,
  'update.self-test': NOT_PROVED,
  'update.failed-before': NOT_PROVED,
  'update.went-back': NOT_PROVED,
  'update.source-silent': SILENT,
};

export const UPDATE_EXIT_WORDS = {
  [UPDATE_THERE]: { en: 'a newer version is there', th: 'มีรุ่นใหม่' },
  [NOT_TRUSTED]: { en: 'the release is not to be trusted: do not install it', th: 'เชื่อถือรุ่นนี้ไม่ได้ อย่าติดตั้ง' },
  [NOT_HERE]: { en: 'the release cannot be used on this PC', th: 'ใช้รุ่นนี้บนเครื่องนี้ไม่ได้' },
  [NOT_NOW]: { en: 'not now: a machine or another update is at work', th: 'ยังทำไม่ได้ เครื่องหรือการอัปเดตอื่นกำลังทำงาน' },
  [NOT_PROVED]: {
    en: 'the new version did not prove itself; the old one is at work',
    th: 'รุ่นใหม่ไม่ผ่านการพิสูจน์ รุ่นเดิมยังทำงานอยู่',
  },
  [SILENT]: { en: 'the release could not be fetched', th: 'ดึงรุ่นใหม่ไม่ได้' },
} as const;
