import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { Tx } from '../db/client.ts';
import type { Mail, MailLanguage } from './mail-templates.ts';

export type MailWish = Mail & { readonly org: string; readonly to: string; readonly language: MailLanguage };

/** Puts a mail into the outbox, in the transaction of what it tells: neither exists without the other. The worker sends it. */
export async function queueMail(tx: Tx, { org, to, language, template, values }: MailWish): Promise<void> {
  await tx`
    insert into outbox_mails (org_id, mail_id, recipient, language, template, contents)
    values (${org}, ${uuidv7(Date.now(), randomBytes(10))}, ${to}, ${language}, ${template}, ${JSON.stringify(values)}::jsonb)`;
}
