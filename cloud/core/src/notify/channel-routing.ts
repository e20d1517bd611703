import { Fault } from '@tillbridge/shared/faults/fault';
import type { ChannelKind, ChannelWish } from '@tillbridge/shared/reads-notices';
import type { AuditEntry } from '../audit/append-audit.ts';
import { soundHours, toldHours } from '../configuration/told-hours.ts';
import type { Tx } from '../db/client.ts';

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;
const LINE_ID = /^[UCR][0-9a-f]{32}$/;

export type Routing = Pick<
  ChannelWish,
  'severities' | 'matters' | 'onlyEscalated' | 'afterMinutes' | 'hours' | 'passes' | 'allShops' | 'shops'
>;

/** Each once and in order. Throws `api.invalid` for what contradicts itself, and the faults of hours. */
export function soundRouting(wish: Routing): Routing {
  const { onlyEscalated, afterMinutes, allShops } = wish;
  const shops = allShops ? [] : [...new Set(wish.shops)];
  if (!allShops && shops.length === 0) throw invalid('/shops', 'name at least one shop');
  if (!onlyEscalated && afterMinutes !== null)
    throw invalid('/afterMinutes', 'only for a channel that hears what nobody acknowledged');
  return {
    severities: [...new Set(wish.severities)],
    matters: [...new Set(wish.matters)],
    onlyEscalated,
    afterMinutes,
    hours: soundHours(wish.hours),
    passes: [...new Set(wish.passes)],
    allShops,
    shops,
  };
}

/** Throws `api.invalid` for a target that is none of its kind. Whether it may be reached is judged at every attempt. */
export function requireTarget(kind: ChannelKind, target: string): void {
  if (kind === 'email' && !EMAIL.test(target)) throw invalid('/target', 'not an e-mail address');
  if (kind === 'line' && !LINE_ID.test(target)) throw invalid('/target', 'not an id of LINE');
  if (kind !== 'webhook') return;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw invalid('/target', 'not an https address');
}

/** Throws `api.not-found` for a shop of somebody else. */
export async function linkShops(tx: Tx, org: string, channel: string, shops: readonly string[]): Promise<void> {
  const linked = await tx`
    insert into notice_channel_shops (org_id, channel_id, shop_id)
    select org_id, ${channel}, shop_id from shops where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])`;
  if (linked.count !== shops.length) throw new Fault('api.not-found');
}

/** As the trail keeps it. */
export function toldRouting({
  severities,
  matters,
  onlyEscalated,
  afterMinutes,
  hours,
  passes,
  allShops,
  shops,
}: Routing): NonNullable<AuditEntry['detail']> {
  return {
    severities: [...severities].sort().join(' '),
    matters: [...matters].sort().join(' '),
    onlyEscalated,
    afterMinutes,
    hours: toldHours(hours, null),
    passes: [...passes].sort().join(' '),
    shops: allShops ? 'all' : [...shops].sort().join(' '),
  };
}

export function invalid(path: string, message: string): Fault {
  return new Fault('api.invalid', { errors: [{ path, message }] });
}
