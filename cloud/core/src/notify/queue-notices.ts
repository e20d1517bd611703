import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { Need } from '@tillbridge/shared/reads';
import type { Tx } from '../db/client.ts';
import type { NoticeBody } from './word-notice.ts';

interface TargetRow {
  readonly channel: string;
  readonly code: string;
  readonly name_th: string;
  readonly name_en: string;
}

/**
 * One announcement to every channel that wants to know of it, in the transaction that makes it: neither exists without the
 * other. A channel of the next in line hears what was escalated, and that it is over. May be repeated.
 */
export async function queueNotices(
  tx: Tx,
  org: string,
  told: {
    readonly what: 'raised' | 'cleared' | 'escalated';
    readonly alarm: string;
    readonly need: Need;
    readonly now: Date;
  },
): Promise<void> {
  const { what, alarm, need, now } = told;
  const targets = await tx<TargetRow[]>`
    select c.channel_id as channel, s.code, s.name_th, s.name_en
    from notice_channels c
    join shops s on s.org_id = c.org_id and s.shop_id = ${need.shopId}
    where c.org_id = ${org} and c.removed_at is null and c.disabled_at is null
      and ${need.severity} = any(c.severities)
      and (c.all_shops or exists (
        select 1 from notice_channel_shops m where m.org_id = c.org_id and m.channel_id = c.channel_id and m.shop_id = s.shop_id
      ))
      and case when c.only_escalated then ${what} = 'escalated' or exists (
        select 1 from notices n
        where n.org_id = c.org_id and n.channel_id = c.channel_id and n.alarm_id = ${alarm} and n.what = 'escalated'
      ) else ${what} <> 'escalated' end`;
  for (const { channel, code, name_th: th, name_en: en } of targets) {
    const machine = need.values['machine'];
    const body: NoticeBody = {
      what,
      at: now.toISOString(),
      shop: { id: need.shopId, code, th, en },
      alarm: { id: alarm, rule: need.code, severity: need.severity, since: need.since },
      machine: typeof machine === 'string' ? machine : null,
    };
    await tx`
      insert into notices (org_id, notice_id, channel_id, alarm_id, what, body)
      values (${org}, ${uuidv7(now.getTime(), randomBytes(10))}, ${channel}, ${alarm}, ${what}, ${JSON.stringify(body)}::jsonb)
      on conflict do nothing`;
  }
}
