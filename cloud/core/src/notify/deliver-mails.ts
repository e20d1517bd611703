import { type Database, type Tx, withTenant } from '../db/client.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';
import { type Mail, type MailLanguage, writeMail } from './mail-templates.ts';

export const MAIL_TRIES_MAX = 8;
const FIRST_WAIT_S = 30;
/** Mails of one organization in one round; the rest follows in the next. */
const ROUND_MAX = 50;
const ERROR_CHARACTERS_MAX = 300;

/** Sends one mail, or rejects. `id` is the same at every try, so that a receiver can tell a mail that came twice. */
export type SendMail = (mail: {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}) => Promise<void>;

export interface Delivered {
  readonly sent: number;
  readonly failed: number;
}

/**
 * Sends what is due, each mail on its own: one that fails waits longer each time and is given up after `MAIL_TRIES_MAX`.
 * A mail that was sent just before a kill may be sent again, never lost.
 */
export async function deliverMails(db: Database, send: SendMail): Promise<Delivered> {
  let sent = 0;
  let failed = 0;
  for (const org of await everyOrganization(db)) {
    for (let round = 0; round < ROUND_MAX; round += 1) {
      const mail = await withTenant(db, org, (tx) => takeMail(tx, org));
      if (mail === undefined) break;
      const problem = await trySend(mail, send);
      await withTenant(db, org, (tx) => settle(tx, org, mail, problem));
      if (problem === null) sent += 1;
      else failed += 1;
    }
  }
  return { sent, failed };
}

interface DueMail {
  readonly id: string;
  readonly recipient: string;
  readonly language: MailLanguage;
  readonly template: Mail['template'];
  readonly contents: unknown;
  readonly tries: number;
}

/** Counts the try before it is made: a mail that kills whoever sends it is not sent for ever. */
async function takeMail(tx: Tx, org: string): Promise<DueMail | undefined> {
  const [mail] = await tx<DueMail[]>`
    update outbox_mails m
    set tries = m.tries + 1,
      next_try_at = now() + make_interval(secs => ${FIRST_WAIT_S} * power(2, m.tries))
    where m.org_id = ${org} and m.mail_id = (
      select mail_id
      from outbox_mails
      where org_id = ${org} and state = 'waiting' and next_try_at <= now()
      order by next_try_at, mail_id
      limit 1
      for update skip locked
    )
    returning m.mail_id as id, m.recipient, m.language, m.template, m.contents, m.tries`;
  return mail;
}

async function trySend(mail: DueMail, send: SendMail): Promise<string | null> {
  try {
    const text = writeMail({ template: mail.template, values: mail.contents } as Mail, mail.language);
    await send({ id: mail.id, to: mail.recipient, ...text });
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, ERROR_CHARACTERS_MAX);
  }
}

/** What was in it goes with it: a link that opens something must not lie about when it has done its work. */
async function settle(tx: Tx, org: string, mail: DueMail, problem: string | null): Promise<void> {
  const state = problem === null ? 'sent' : mail.tries >= MAIL_TRIES_MAX ? 'given-up' : 'waiting';
  await tx`
    update outbox_mails
    set state = ${state}, last_error = ${problem}, settled_at = case when ${state !== 'waiting'} then now() end,
      contents = case when ${state !== 'waiting'} then null else contents end
    where org_id = ${org} and mail_id = ${mail.id}`;
}
