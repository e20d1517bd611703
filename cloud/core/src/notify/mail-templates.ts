/** What a mail is about, with what it says; the words stand here, in both languages. */
export type Mail =
  | {
      readonly template: 'invitation';
      readonly values: {
        readonly inviter: string;
        readonly organization: string;
        readonly link: string;
        readonly days: number;
      };
    }
  | { readonly template: 'new-password'; readonly values: { readonly link: string; readonly minutes: number } };

export type MailLanguage = 'th' | 'en';

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** Plain text only: nothing to hide a link behind, nothing that a mail program runs. */
export function writeMail(mail: Mail, language: MailLanguage): MailText {
  const { subject, lines } =
    mail.template === 'invitation' ? INVITATION[language](mail.values) : NEW_PASSWORD[language](mail.values);
  return { subject, text: `${lines.join('\n\n')}\n\nTillbridge\n` };
}

type Words<T extends Mail['template']> = Record<
  MailLanguage,
  (values: Extract<Mail, { template: T }>['values']) => { readonly subject: string; readonly lines: readonly string[] }
>;

const INVITATION: Words<'invitation'> = {
  en: ({ inviter, organization, link, days }) => ({
    subject: `Invitation to ${organization}`,
    lines: [
      `${inviter} invites you to ${organization} on Tillbridge.`,
      `Open this link within ${days} days to choose a name and a password:`,
      link,
      'The link works once. If you expected no invitation, do nothing.',
    ],
  }),
  th: ({ inviter, organization, link, days }) => ({
    subject: `คำเชิญเข้าร่วม ${organization}`,
    lines: [
      `${inviter} เชิญคุณเข้าร่วม ${organization} บน Tillbridge`,
      `เปิดลิงก์นี้ภายใน ${days} วัน เพื่อตั้งชื่อและรหัสผ่าน`,
      link,
      'ลิงก์ใช้ได้ครั้งเดียว หากไม่ได้รอคำเชิญนี้ ไม่ต้องทำอะไร',
    ],
  }),
};

const NEW_PASSWORD: Words<'new-password'> = {
  en: ({ link, minutes }) => ({
    subject: 'A new password for Tillbridge',
    lines: [
      `Open this link within ${minutes} minutes to set a new password:`,
      link,
      'All devices are signed out then. If you did not ask for it, do nothing: your password stays as it is.',
    ],
  }),
  th: ({ link, minutes }) => ({
    subject: 'ตั้งรหัสผ่านใหม่สำหรับ Tillbridge',
    lines: [
      `เปิดลิงก์นี้ภายใน ${minutes} นาที เพื่อตั้งรหัสผ่านใหม่`,
      link,
      'เมื่อตั้งแล้ว อุปกรณ์ทั้งหมดจะออกจากระบบ หากไม่ได้ขอไว้ ไม่ต้องทำอะไร รหัสผ่านเดิมยังใช้ได้',
    ],
  }),
};
