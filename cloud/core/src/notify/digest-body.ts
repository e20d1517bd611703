import type { Tx } from '../db/client.ts';
import type { DigestItem, NoticeBody } from './word-notice.ts';

/** Matters that a digest names; it counts the others and leads to the page that has them. */
export const DIGEST_ITEMS_MAX = 50;

interface Member {
  readonly body: NoticeBody;
  readonly zone: string;
  readonly acknowledged: boolean;
}

const GRAVITY = ['bad', 'warn', 'off'];

/** What a digest says: each alarm once, as it stood last, the gravest first. Null where nothing of it waits any more. */
export async function digestBody(tx: Tx, org: string, digest: string, at: Date): Promise<NoticeBody | null> {
  const members = await tx<Member[]>`
    select n.body, s.time_zone as zone, a.acknowledged_at is not null as acknowledged
    from notices n
    join alarms a on a.org_id = n.org_id and a.alarm_id = n.alarm_id
    join shops s on s.org_id = a.org_id and s.shop_id = a.shop_id
    where n.org_id = ${org} and n.digest_id = ${digest} and n.state = 'waiting'
    order by n.queued_at, n.notice_id`;
  const last = new Map<string, DigestItem>();
  for (const member of members) last.set(member.body.alarm?.id ?? '', itemOf(member));
  if (last.size === 0) return null;
  const items = [...last.values()].sort(byGravity);
  return {
    what: 'digest',
    at: at.toISOString(),
    shop: { id: '', code: '', th: '', en: '' },
    alarm: null,
    machine: null,
    digest: { matters: items.length, items: items.slice(0, DIGEST_ITEMS_MAX) },
  };
}

/** Somebody looks after it by now: that nobody does would be wrong. */
function itemOf({ body: { what, at, shop, alarm, machine }, zone, acknowledged }: Member): DigestItem {
  const stands = what === 'escalated' && acknowledged ? 'raised' : what;
  return { what: stands, at, shop, alarm, machine, zone };
}

function byGravity(a: DigestItem, b: DigestItem): number {
  const over = Number(a.what === 'cleared') - Number(b.what === 'cleared');
  return over || rank(a) - rank(b) || a.at.localeCompare(b.at);
}

const rank = ({ alarm }: DigestItem) => GRAVITY.indexOf(alarm?.severity ?? 'off');
