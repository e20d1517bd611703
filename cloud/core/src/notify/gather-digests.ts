import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { OpeningHours } from '@tillbridge/shared/opening-hours';
import type { Tx } from '../db/client.ts';
import { heldUntil } from './channel-hours.ts';
import { digestBody } from './digest-body.ts';

interface Fresh {
  readonly id: string;
  readonly wasHeld: boolean;
  readonly hours: OpeningHours;
  readonly zone: string;
  readonly passes: boolean;
}

/**
 * Judges what is due for the first time on channels with hours: what comes outside them waits for their beginning, and what
 * had waited goes out as one digest a channel. In one transaction, so that after a kill a notice still waits or belongs to
 * exactly one digest; the rows of the channels are held, so that two workers make one of it.
 */
export async function gatherDigests(tx: Tx, org: string, now: Date): Promise<void> {
  const channels = await tx<{ id: string }[]>`
    select c.channel_id as id
    from notice_channels c
    where c.org_id = ${org} and c.hours is not null and c.disabled_at is null and c.removed_at is null and exists (
      select 1 from notices n
      where n.org_id = c.org_id and n.channel_id = c.channel_id and n.state = 'waiting' and n.next_try_at <= ${now}
        and n.tries = 0 and n.digest_id is null and n.alarm_id is not null)
    order by c.channel_id
    for update of c`;
  for (const { id } of channels) await gather(tx, org, id, now);
}

async function gather(tx: Tx, org: string, channel: string, now: Date): Promise<void> {
  const fresh = await tx<Fresh[]>`
    select n.notice_id as id, n.held_until is not null as "wasHeld", c.hours, s.time_zone as zone,
      a.severity = any(c.passes) as passes
    from notices n
    join notice_channels c on c.org_id = n.org_id and c.channel_id = n.channel_id
    join alarms a on a.org_id = n.org_id and a.alarm_id = n.alarm_id
    join shops s on s.org_id = a.org_id and s.shop_id = a.shop_id
    where n.org_id = ${org} and n.channel_id = ${channel} and n.state = 'waiting' and n.next_try_at <= ${now}
      and n.tries = 0 and n.digest_id is null and c.hours is not null
    for update of n`;
  const until = beginnings(now);
  const byMoment = new Map<Date | null, Fresh[]>();
  for (const notice of fresh) {
    const moment = notice.passes ? null : until(notice);
    byMoment.set(moment, [...(byMoment.get(moment) ?? []), notice]);
  }
  for (const [moment, notices] of byMoment) if (moment !== null) await hold(tx, org, notices, moment);
  const ready = byMoment.get(null) ?? [];
  const waited = ready.filter((notice) => notice.wasHeld).map((notice) => notice.id);
  if (waited.length >= 2) await makeDigest(tx, org, channel, waited, now);
}

/** Of many shops most share a zone; hours are worked out once for each. */
function beginnings(now: Date): (notice: Fresh) => Date | null {
  const known = new Map<string, Date | null>();
  return ({ hours, zone }) => {
    const held = known.get(zone);
    if (held !== undefined) return held;
    const begins = heldUntil(hours, zone, now);
    known.set(zone, begins);
    return begins;
  };
}

async function hold(tx: Tx, org: string, notices: readonly Fresh[], until: Date): Promise<void> {
  await tx`
    update notices
    set held_until = ${until}, next_try_at = ${until}
    where org_id = ${org} and notice_id = any(${notices.map((notice) => notice.id)}::uuid[])`;
}

async function makeDigest(tx: Tx, org: string, channel: string, members: readonly string[], now: Date): Promise<void> {
  const id = uuidv7(now.getTime(), randomBytes(10));
  await tx`
    insert into notices (org_id, notice_id, channel_id, what, body, next_try_at)
    values (${org}, ${id}, ${channel}, 'digest', '{}', ${now})`;
  await tx`
    update notices
    set digest_id = ${id}
    where org_id = ${org} and notice_id = any(${[...members]}::uuid[])`;
  await writeBody(tx, org, id, now);
}

/** Digests of a channel that wait, once some of what they tell of may have been given up; one that has nothing to tell is too. */
export async function rewriteDigests(tx: Tx, org: string, channel: string): Promise<void> {
  const waiting = await tx<{ id: string; at: Date }[]>`
    select notice_id as id, queued_at as at
    from notices
    where org_id = ${org} and channel_id = ${channel} and what = 'digest' and state = 'waiting'`;
  for (const { id, at } of waiting) await writeBody(tx, org, id, at);
}

async function writeBody(tx: Tx, org: string, id: string, at: Date): Promise<void> {
  const body = await digestBody(tx, org, id, at);
  if (body === null)
    await tx`
      update notices
      set state = 'given-up', settled_at = now(), given_up_because = 'edited'
      where org_id = ${org} and notice_id = ${id}`;
  else
    await tx`
      update notices
      set body = ${JSON.stringify(body)}::jsonb
      where org_id = ${org} and notice_id = ${id}`;
}
