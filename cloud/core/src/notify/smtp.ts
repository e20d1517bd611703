import { createTransport } from 'nodemailer';
import type { SendMail } from './deliver-mails.ts';

const TIMEOUT_MS = 20_000;

export interface SmtpOptions {
  /** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS where the server offers it. */
  readonly url: string;
  readonly from: string;
}

/** Mails over SMTP, each on a connection of its own: they are few, and a connection kept open is one more thing that breaks. */
export function smtpSender({ url, from }: SmtpOptions): SendMail {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const [, domain = 'localhost'] = /@([^>\s]+)>?\s*$/.exec(from) ?? [];
  return async ({ id, to, subject, text }) => {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${domain}>`,
      // Nothing answers this one by itself: no notices of holidays come back.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  };
}
