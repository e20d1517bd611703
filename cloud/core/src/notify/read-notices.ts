import type { Channel, Notice, NoticePage } from '@tillbridge/shared/reads-notices';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { organizationZone } from '../reads/organization-zone.ts';
import { requireWhole } from './change-channel.ts';
import { type NoticeBody, wordNotice } from './word-notice.ts';

const NOTICE_ROWS = 50;

interface NoticeRow extends Omit<Notice, 'queuedAt' | 'nextTryAt' | 'subject' | 'heldUntil' | 'waits'> {
  readonly body: NoticeBody;
  readonly language: 'th' | 'en';
  readonly queued_at: Date;
  readonly next_try_at: Date;
  readonly held_until: Date | null;
  readonly off: boolean;
}

interface ChannelRow extends Omit<Channel, 'disabledAt' | 'formerUntil'> {
  readonly disabledAt: Date | null;
  readonly formerUntil: Date | null;
}

/** The channels, and what was lately told with every attempt. Throws `api.forbidden` for somebody of some shops only. */
export async function readNotices(db: Database, scope: ShopScope, now: Date = new Date()): Promise<NoticePage> {
  requireWhole(scope);
  return readTenant(db, scope.org, async (tx) => {
    const channels = await tx<ChannelRow[]>`
      select c.channel_id as id, c.kind, c.label, c.target, c.language, c.severities, c.matters,
        c.only_escalated as "onlyEscalated", c.after_minutes as "afterMinutes", c.hours, c.passes, c.revision,
        c.former_until as "formerUntil", c.all_shops as "allShops", c.failures, c.disabled_at as "disabledAt", c.disabled_because as "disabledBecause",
        array(
          select m.shop_id from notice_channel_shops m where m.org_id = c.org_id and m.channel_id = c.channel_id order by 1
        ) as shops
      from notice_channels c
      where c.org_id = ${scope.org} and c.removed_at is null
      order by c.created_at, c.channel_id`;
    const rows = await tx<NoticeRow[]>`
      select n.notice_id as id, n.channel_id as "channelId", c.label as channel, c.language, n.what, n.body, n.state,
        n.queued_at, n.next_try_at, n.held_until, n.digest_id as "digestId", n.given_up_because as "givenUpBecause",
        c.disabled_at is not null as off,
        coalesce((
          select jsonb_agg(jsonb_build_object(
            'try', a.try, 'target', a.target, 'status', a.status, 'answer', a.answer,
            'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by a.try)
          from notice_attempts a
          where a.org_id = n.org_id and a.notice_id = n.notice_id
        ), '[]') as attempts
      from notices n
      join notice_channels c on c.org_id = n.org_id and c.channel_id = n.channel_id
      where n.org_id = ${scope.org}
      order by n.queued_at desc, n.notice_id
      limit ${NOTICE_ROWS}`;
    return {
      asOf: now.toISOString(),
      timeZone: await organizationZone(tx, scope.org),
      channels: channels.map((row) => ({
        ...row,
        disabledAt: row.disabledAt?.toISOString() ?? null,
        formerUntil: row.formerUntil?.toISOString() ?? null,
      })),
      notices: rows.map((row) => noticeOf(row, now)),
    };
  });
}

function noticeOf({ body, language, queued_at, next_try_at, held_until, off, ...row }: NoticeRow, now: Date): Notice {
  const due = next_try_at <= now;
  return {
    ...row,
    subject: wordNotice(body, language, '').subject,
    queuedAt: queued_at.toISOString(),
    nextTryAt: row.state === 'waiting' ? next_try_at.toISOString() : null,
    heldUntil: held_until?.toISOString() ?? null,
    waits: row.state === 'waiting' ? whyItWaits({ ...row, held: held_until !== null, off, due }) : null,
  };
}

function whyItWaits({
  digestId,
  attempts,
  held,
  off,
  due,
}: Pick<Notice, 'digestId' | 'attempts'> & Readonly<Record<'held' | 'off' | 'due', boolean>>): Notice['waits'] {
  if (off) return 'channel';
  if (digestId !== null) return 'digest';
  if (attempts.length > 0) return 'retry';
  return held && !due ? 'hours' : null;
}
