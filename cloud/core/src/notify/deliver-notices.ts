import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { unseal } from '../secrets/seal.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';
import type { SendMail } from './deliver-mails.ts';
import type { MailLanguage } from './mail-templates.ts';
import { signWebhook } from './sign-webhook.ts';
import { type NoticeBody, wordNotice } from './word-notice.ts';

export const NOTICE_TRIES_MAX = 8;
/** So many attempts in a row that fail switch a channel off; a person switches it on again. */
export const CHANNEL_FAILURES_MAX = 20;
const FIRST_WAIT_S = 15;
const ROUND_MAX = 50;
const ANSWER_CHARACTERS_MAX = 300;
export const LINE_URL = 'https://api.line.me';

export interface OutsideAnswer {
  readonly status: number;
  readonly body: string;
}

export interface NoticeTools {
  /** Where a notice leads to, such as `https://till.example`. */
  readonly origin: string;
  readonly pepper: Buffer;
  readonly sendMail?: SendMail | undefined;
  /** Another base only for a test that answers like LINE. */
  readonly lineUrl?: string;
  /** Posts to an address that a customer named; the worker's judges it first. Rejects with a plain sentence. */
  readonly post: (url: URL, headers: Readonly<Record<string, string>>, body: string) => Promise<OutsideAnswer>;
}

export function sealContext(channel: string): string {
  return `notice channel ${channel}`;
}

interface DueNotice {
  readonly id: string;
  readonly channel: string;
  readonly kind: 'email' | 'webhook' | 'line';
  readonly target: string;
  readonly language: MailLanguage;
  readonly secret: Buffer | null;
  readonly body: NoticeBody;
  readonly tries: number;
}

interface Attempt {
  readonly sent: boolean;
  readonly status: number | null;
  readonly answer: string | null;
}

/**
 * Delivers what is due. Each attempt is counted before it is made and its answer kept after it; a notice that was
 * delivered just before a kill may come again under the same id, never not at all. Answers how many were sent.
 */
export async function deliverNotices(db: Database, tools: NoticeTools): Promise<number> {
  let sent = 0;
  for (const org of await everyOrganization(db)) {
    for (let round = 0; round < ROUND_MAX; round += 1) {
      const notice = await withTenant(db, org, (tx) => takeNotice(tx, org, tools.sendMail !== undefined));
      if (notice === undefined) break;
      const attempt = await tryToSend(notice, tools);
      await withTenant(db, org, (tx) => settle(tx, org, notice, attempt));
      if (attempt.sent) sent += 1;
    }
  }
  return sent;
}

async function takeNotice(tx: Tx, org: string, mails: boolean): Promise<DueNotice | undefined> {
  const [notice] = await tx<DueNotice[]>`
    update notices n
    set tries = n.tries + 1, next_try_at = now() + make_interval(secs => ${FIRST_WAIT_S} * power(2, n.tries))
    from notice_channels c
    where n.org_id = ${org} and c.org_id = n.org_id and c.channel_id = n.channel_id and n.notice_id = (
      select w.notice_id
      from notices w
      join notice_channels k on k.org_id = w.org_id and k.channel_id = w.channel_id
      where w.org_id = ${org} and w.state = 'waiting' and w.next_try_at <= now()
        and k.disabled_at is null and k.removed_at is null and (${mails} or k.kind <> 'email')
      order by w.next_try_at, w.notice_id
      limit 1
      for update of w skip locked
    )
    returning n.notice_id as id, c.channel_id as channel, c.kind, c.target, c.language, c.secret_sealed as secret, n.body, n.tries`;
  return notice;
}

async function tryToSend(notice: DueNotice, tools: NoticeTools): Promise<Attempt> {
  try {
    return await send(notice, tools);
  } catch (error) {
    const answer = (error instanceof Error ? error.message : String(error)).slice(0, ANSWER_CHARACTERS_MAX);
    return { sent: false, status: null, answer };
  }
}

async function send(notice: DueNotice, tools: NoticeTools): Promise<Attempt> {
  const { id, kind, target, language, body } = notice;
  const link = `${tools.origin}/alarms`;
  const words = wordNotice(body, language, link);
  if (kind === 'email') {
    if (tools.sendMail === undefined) throw new Error('no mail server is named');
    await tools.sendMail({ id, to: target, ...words });
    return { sent: true, status: null, answer: null };
  }
  if (notice.secret === null) throw new Error('the channel has no secret');
  const secret = unseal(tools.pepper, sealContext(notice.channel), notice.secret);
  const json = { 'content-type': 'application/json', 'user-agent': 'Tillbridge' };
  if (kind === 'webhook') {
    const text = JSON.stringify({
      type: `alarm.${body.what}`,
      timestamp: body.at,
      data: { ...body, text: words.subject, link },
    });
    const headers = { ...json, ...signWebhook(secret, id, new Date(), text) };
    return attemptOf(await tools.post(new URL(target), headers, text));
  }
  const text = JSON.stringify({ to: target, messages: [{ type: 'text', text: `${words.subject}\n${link}` }] });
  const headers = { ...json, authorization: `Bearer ${secret}`, 'x-line-retry-key': id };
  const url = new URL('/v2/bot/message/push', tools.lineUrl ?? LINE_URL);
  const answer = await tools.post(url, headers, text);
  // LINE says 409 to a retry key that it has accepted before: it was delivered.
  return answer.status === 409 ? { ...attemptOf(answer), sent: true } : attemptOf(answer);
}

function attemptOf({ status, body }: { readonly status: number; readonly body: string }): Attempt {
  return {
    sent: status >= 200 && status < 300,
    status,
    answer: body === '' ? null : body.slice(0, ANSWER_CHARACTERS_MAX),
  };
}

async function settle(tx: Tx, org: string, notice: DueNotice, { sent, status, answer }: Attempt): Promise<void> {
  await tx`
    insert into notice_attempts (org_id, notice_id, try, status, answer)
    values (${org}, ${notice.id}, ${notice.tries}, ${status}, ${answer?.replaceAll('\u0000', '') ?? null})
    on conflict do nothing`;
  const state = sent ? 'sent' : notice.tries >= NOTICE_TRIES_MAX ? 'given-up' : 'waiting';
  await tx`
    update notices
    set state = ${state}, settled_at = case when ${state !== 'waiting'} then now() end
    where org_id = ${org} and notice_id = ${notice.id}`;
  const [channel] = await tx<{ failures: number }[]>`
    update notice_channels
    set failures = case when ${sent} then 0 else failures + 1 end
    where org_id = ${org} and channel_id = ${notice.channel}
    returning failures`;
  if (channel === undefined || channel.failures < CHANNEL_FAILURES_MAX) return;
  const [off] = await tx`
    update notice_channels
    set disabled_at = now(), disabled_because = 'failures'
    where org_id = ${org} and channel_id = ${notice.channel} and disabled_at is null
    returning 1`;
  if (off === undefined) return;
  const entry = { org, actorKind: 'system', actor: null, action: 'notice.switched', subject: notice.channel } as const;
  await appendAudit(tx, { ...entry, detail: { on: false, failures: channel.failures } });
}
