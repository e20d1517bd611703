import type { Need } from '@tillbridge/shared/reads';
import type { Announcement } from '@tillbridge/shared/reads-notices';
import type { MailLanguage } from './mail-templates.ts';

/** What is told of an alarm: enough to know where to look, and no figure that could be read out of its context. */
export interface NoticeBody {
  readonly what: Announcement;
  readonly at: string;
  readonly shop: { readonly id: string; readonly code: string; readonly th: string; readonly en: string };
  readonly alarm: {
    readonly id: string;
    readonly rule: Need['code'];
    readonly severity: string;
    readonly since: string;
  } | null;
  readonly machine: string | null;
  /** Of a digest: how many matters waited, and those that it names. */
  readonly digest?: { readonly matters: number; readonly items: readonly DigestItem[] };
}

export interface DigestItem extends Pick<NoticeBody, 'what' | 'at' | 'shop' | 'alarm' | 'machine'> {
  /** The clock of its shop. */
  readonly zone: string;
}

const MATTERS: Readonly<Record<Need['code'], { readonly en: string; readonly th: string }>> = {
  unknown_outcome: { en: 'Outcome of an operation unknown', th: 'ไม่ทราบผลของรายการ' },
  owed: { en: 'Cash owed to a customer', th: 'ค้างจ่ายลูกค้า' },
  retained: { en: 'Cash kept by the machine', th: 'เงินค้างในเครื่อง' },
  unsettled: { en: 'An operation was broken off', th: 'รายการหยุดกลางคัน' },
  discrepancy: { en: 'Cash moved without a record', th: 'เงินเคลื่อนไหวโดยไม่มีบันทึก' },
  unit_low: { en: 'Near empty', th: 'ใกล้หมด' },
  unit_empty: { en: 'Empty', th: 'หมด' },
  unit_high: { en: 'Near full', th: 'ใกล้เต็ม' },
  unit_full: { en: 'Full', th: 'เต็ม' },
  unit_fault: { en: 'Fault of the machine', th: 'เครื่องขัดข้อง' },
  machine_offline: { en: 'Machine does not answer', th: 'เครื่องไม่ตอบ' },
  retired_reports: { en: 'A machine out of service reported', th: 'เครื่องที่เลิกใช้ส่งข้อมูลมา' },
  silent: { en: 'Shop not heard', th: 'ไม่ได้รับข้อมูลจากสาขา' },
  disk_low: { en: 'Disk nearly full', th: 'ดิสก์ใกล้เต็ม' },
  disk_full: { en: 'Disk full', th: 'ดิสก์เต็ม' },
  disk_stopped: { en: 'Disk full, sales stopped', th: 'ดิสก์เต็ม หยุดขาย' },
  quarantine: { en: 'Facts set aside', th: 'มีรายการถูกกันไว้' },
  declared_lost: { en: 'Facts lost', th: 'รายการสูญหาย' },
  quarantine_grows: { en: 'Many facts set aside within an hour', th: 'มีรายการถูกกันไว้จำนวนมากในหนึ่งชั่วโมง' },
  epoch_left: { en: 'A shop PC began another journal', th: 'เครื่องสาขาเริ่มสมุดบันทึกชุดใหม่' },
  divergence: { en: 'Records do not agree', th: 'ข้อมูลไม่ตรงกัน' },
  divergence_healed: { en: 'Records were put right', th: 'แก้ข้อมูลที่ไม่ตรงกันแล้ว' },
  closing_variance: { en: 'A shift closed with a difference', th: 'ปิดกะแล้วยอดไม่ตรง' },
  clock_off: { en: 'Clock is off', th: 'นาฬิกาไม่ตรง' },
  backlog: { en: 'Figures are behind', th: 'ข้อมูลล่าช้า' },
  key_waiting: { en: 'A shop PC waits for its fingerprint', th: 'เครื่องสาขารอยืนยันลายนิ้วมือ' },
  configuration_waiting: { en: 'Settings not applied', th: 'ค่าตั้งยังไม่มีผล' },
};

const WHAT: Readonly<Record<Announcement, { readonly en: string; readonly th: string }>> = {
  raised: { en: 'Alarm', th: 'เตือน' },
  escalated: { en: 'Nobody looks after it', th: 'ยังไม่มีผู้ดูแล' },
  cleared: { en: 'Over', th: 'จบแล้ว' },
  test: { en: 'Test', th: 'ทดสอบ' },
  digest: { en: 'What waited', th: 'เรื่องที่รออยู่' },
};
/** LINE takes 5000; the rest is for the link and what frames it. */
const TEXT_CHARACTERS_MAX = 4_500;

export interface NoticeWords {
  readonly subject: string;
  readonly text: string;
}

/** One line that tells what, where and how it stands, and where to read on; of a digest one for each matter. */
export function wordNotice(body: NoticeBody, language: MailLanguage, link: string): NoticeWords {
  if (body.digest !== undefined) return wordDigest(body.digest, language, link);
  const subject = body.alarm === null ? `Tillbridge: ${WHAT.test[language]}` : lineOf(body, language);
  return { subject, text: `${subject}\n\n${link}\n\nTillbridge\n` };
}

function wordDigest(
  { matters, items }: NonNullable<NoticeBody['digest']>,
  language: MailLanguage,
  link: string,
): NoticeWords {
  const subject = `${WHAT.digest[language]}: ${matters}`;
  const lines: string[] = [];
  let length = 0;
  for (const item of items) {
    const line = `${clockOf(item)} ${lineOf(item, language)}`;
    length += line.length + 1;
    if (length > TEXT_CHARACTERS_MAX) break;
    lines.push(line);
  }
  const more = matters - lines.length;
  if (more > 0) lines.push(language === 'th' ? `และอีก ${more} เรื่อง` : `and ${more} more`);
  return { subject, text: `${subject}\n\n${lines.join('\n')}\n\n${link}\n\nTillbridge\n` };
}

function lineOf({ what, shop, alarm, machine }: NoticeBody | DigestItem, language: MailLanguage): string {
  const matter = alarm === null ? WHAT.test[language] : MATTERS[alarm.rule][language];
  const place = [shop[language], machine ?? ''].filter((part) => part !== '').map(plainly);
  return `${WHAT[what][language]}: ${matter} (${place.join(' · ')})`;
}

/** A name stays in its line and in its direction, whatever somebody put into it. */
function plainly(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

function clockOf({ at, zone }: DigestItem): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(new Date(at))
    .replace(',', '');
}
