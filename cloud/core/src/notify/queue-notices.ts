import { randomBytes } from 'node:crypto';
import { MATTER_OF } from '@tillbridge/shared/alarm-matters';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { Need } from '@tillbridge/shared/reads';
import type { Tx } from '../db/client.ts';
import type { NoticeBody } from './word-notice.ts';

interface Target {
  readonly channel: string;
  readonly code: string;
  readonly name_th: string;
  readonly name_en: string;
}

interface Told {
  readonly what: 'raised' | 'cleared' | 'escalated';
  readonly alarm: string;
  readonly need: Need;
}

/**
 * One announcement to every channel that wants to know of it, in the transaction that makes it: neither exists without the
 * other. A channel of the next in line hears what was escalated, unless it has minutes of its own, and that it is over. May
 * be repeated. Whether it is the hour for it is judged when it is due.
 */
export async function queueNotices(tx: Tx, org: string, told: Told, now: Date): Promise<void> {
  const { what, alarm, need } = told;
  const targets = await tx<Target[]>`
    select c.channel_id as channel, s.code, s.name_th, s.name_en
    from notice_channels c
    join shops s on s.org_id = c.org_id and s.shop_id = ${need.shopId}
    where ${wanting(tx, org, need)}
      and case when c.only_escalated then ${what} = 'escalated' and c.after_minutes is null or ${what} = 'cleared' and exists (
        select 1 from notices n
        where n.org_id = c.org_id and n.channel_id = c.channel_id and n.alarm_id = ${alarm} and n.what = 'escalated'
      ) else ${what} <> 'escalated' end`;
  for (const target of targets) await queue(tx, org, told, target, now);
}

/** An alarm that was raised, still holds, and that nobody acknowledged. */
export interface Unheard {
  readonly alarm: string;
  readonly need: Need;
}

/** Tells the channels with minutes of their own of what nobody acknowledged for so long, each once. */
export async function queueOwnEscalations(tx: Tx, org: string, unheard: readonly Unheard[], now: Date): Promise<void> {
  if (unheard.length === 0) return;
  const due = await tx<{ alarm: string }[]>`
    select distinct a.alarm_id as alarm
    from notice_channels c
    join alarms a on a.org_id = c.org_id and a.alarm_id = any(${unheard.map(({ alarm }) => alarm)}::uuid[])
    where c.org_id = ${org} and c.after_minutes is not null and c.removed_at is null and c.disabled_at is null
      and a.acknowledged_at is null and a.raised_at + make_interval(mins => c.after_minutes) <= ${now}
      and not exists (
        select 1 from notices n
        where n.org_id = c.org_id and n.channel_id = c.channel_id and n.alarm_id = a.alarm_id and n.what = 'escalated')`;
  const ids = new Set(due.map(({ alarm }) => alarm));
  for (const { alarm, need } of unheard.filter((one) => ids.has(one.alarm))) {
    const targets = await tx<Target[]>`
      select c.channel_id as channel, s.code, s.name_th, s.name_en
      from notice_channels c
      join shops s on s.org_id = c.org_id and s.shop_id = ${need.shopId}
      join alarms a on a.org_id = c.org_id and a.alarm_id = ${alarm}
      where ${wanting(tx, org, need)} and a.raised_at + make_interval(mins => c.after_minutes) <= ${now}`;
    for (const target of targets) await queue(tx, org, { what: 'escalated', alarm, need }, target, now);
  }
}

function wanting(tx: Tx, org: string, need: Need) {
  return tx`c.org_id = ${org} and c.removed_at is null and c.disabled_at is null
    and ${need.severity} = any(c.severities) and ${MATTER_OF[need.code] ?? null} = any(c.matters)
    and (c.all_shops or exists (
      select 1 from notice_channel_shops m where m.org_id = c.org_id and m.channel_id = c.channel_id and m.shop_id = s.shop_id
    ))`;
}

async function queue(tx: Tx, org: string, { what, alarm, need }: Told, target: Target, now: Date): Promise<void> {
  const { channel, code, name_th: th, name_en: en } = target;
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
