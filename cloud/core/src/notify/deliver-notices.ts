import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';
import type { SendMail } from './deliver-mails.ts';
import { gatherDigests } from './gather-digests.ts';
import type { MailLanguage } from './mail-templates.ts';
import { openSecrets } from './open-channel.ts';
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
  readonly now?: () => Date;
}

interface DueNotice {
  readonly id: string;
  readonly channel: string;
  readonly kind: 'email' | 'webhook' | 'line';
  readonly target: string;
  readonly language: MailLanguage;
  readonly secret: Buffer | null;
  readonly former: Buffer | null;
  readonly revision: number;
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
    // One moment for the whole round: nothing comes due between gathering and taking.
    const now = tools.now?.() ?? new Date();
    await withTenant(db, org, (tx) => prepare(tx, org, now));
    for (let round = 0; round < ROUND_MAX; round += 1) {
      const notice = await withTenant(db, org, (tx) => takeNotice(tx, org, now, tools.sendMail !== undefined));
      if (notice === undefined) break;
      const attempt = await tryToSend(notice, tools);
      await withTenant(db, org, (tx) => settle(tx, org, notice, attempt));
      if (attempt.sent) sent += 1;
    }
  }
  return sent;
}

async function prepare(tx: Tx, org: string, now: Date): Promise<void> {
  await tx`
    update notice_channels
    set former_secret_sealed = null, former_until = null
    where org_id = ${org} and former_until <= ${now}`;
  await gatherDigests(tx, org, now);
}

async function takeNotice(tx: Tx, org: string, now: Date, mails: boolean): Promise<DueNotice | undefined> {
  const [notice] = await tx<DueNotice[]>`
    update notices n
    set tries = n.tries + 1, next_try_at = ${now}::timestamptz + make_interval(secs => ${FIRST_WAIT_S} * power(2, n.tries))
    from notice_channels c
    where n.org_id = ${org} and c.org_id = n.org_id and c.channel_id = n.channel_id and n.notice_id = (
      select w.notice_id
      from notices w
      join notice_channels k on k.org_id = w.org_id and k.channel_id = w.channel_id
      where w.org_id = ${org} and w.state = 'waiting' and w.next_try_at <= ${now} and w.digest_id is null
        and k.disabled_at is null and k.removed_at is null and (${mails} or k.kind <> 'email')
      order by w.next_try_at, w.notice_id
      limit 1
      for update of w skip locked
    )
    returning n.notice_id as id, c.channel_id as channel, c.kind, c.target, c.language, c.secret_sealed as secret, c.former_secret_sealed as former,
      c.revision, n.body, n.tries`;
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
  const secrets = openSecrets(tools.pepper, notice);
  const json = { 'content-type': 'application/json', 'user-agent': 'Tillbridge' };
  if (kind === 'webhook') {
    const text = JSON.stringify({
      type: `alarm.${body.what}`,
      timestamp: body.at,
      data: { ...body, text: words.subject, link },
    });
    const headers = { ...json, ...signWebhook(secrets, id, new Date(), text) };
    return attemptOf(await tools.post(new URL(target), headers, text));
  }
  const said = body.digest === undefined ? `${words.subject}\n${link}` : words.text;
  const text = JSON.stringify({ to: target, messages: [{ type: 'text', text: said }] });
  const headers = { ...json, authorization: `Bearer ${secrets[0]}`, 'x-line-retry-key': id };
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

/** What was changed or removed meanwhile stays so: an attempt says only what became of it, and nothing of another address. */
async function settle(tx: Tx, org: string, notice: DueNotice, { sent, status, answer }: Attempt): Promise<void> {
  await tx`select 1 from notice_channels where org_id = ${org} and channel_id = ${notice.channel} for update`;
  await tx`
    insert into notice_attempts (org_id, notice_id, try, target, status, answer)
    values (${org}, ${notice.id}, ${notice.tries}, ${notice.target}, ${status}, ${answer?.replaceAll('\u0000', '') ?? null})
    on conflict do nothing`;
  if (sent || notice.tries >= NOTICE_TRIES_MAX) {
    const [state, because] = sent ? (['sent', null] as const) : (['given-up', 'tries'] as const);
    await tx`
      update notices
      set state = ${state}, settled_at = now(), given_up_because = ${because}
      where org_id = ${org} and (state = 'waiting' or ${sent} and notice_id = ${notice.id})
        and (notice_id = ${notice.id} or digest_id = ${notice.id})`;
  }
  const [channel] = await tx<{ failures: number }[]>`
    update notice_channels
    set failures = case when ${sent} then 0 else failures + 1 end
    where org_id = ${org} and channel_id = ${notice.channel} and revision = ${notice.revision}
    returning failures`;
  if (channel === undefined || channel.failures < CHANNEL_FAILURES_MAX) return;
  await switchOff(tx, org, notice.channel, channel.failures);
}

async function switchOff(tx: Tx, org: string, channel: string, failures: number): Promise<void> {
  const [off] = await tx`
    update notice_channels
    set disabled_at = now(), disabled_because = 'failures'
    where org_id = ${org} and channel_id = ${channel} and disabled_at is null
    returning 1`;
  if (off === undefined) return;
  const entry = { org, actorKind: 'system', actor: null, action: 'notice.switched', subject: channel } as const;
  await appendAudit(tx, { ...entry, detail: { on: false, failures } });
}
