import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { ChannelAdded, ChannelWish } from '@tillbridge/shared/reads-notices';
import { type Database, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { seal } from '../secrets/seal.ts';
import { changeChannel, noteChannel, requireWhole } from './change-channel.ts';
import { invalid, linkShops, requireTarget, soundRouting, toldRouting } from './channel-routing.ts';
import { sealContext } from './open-channel.ts';
import { newWebhookSecret } from './sign-webhook.ts';
import type { NoticeBody } from './word-notice.ts';

export const CHANNELS_MAX = 100;

/**
 * A channel of the whole organization. The secret of a webhook is made here and shown once. Throws `api.forbidden` for
 * somebody of some shops only, `api.invalid` for a target that is none, `api.not-found` for a foreign shop.
 */
export async function addChannel(
  db: Database,
  scope: ShopScope,
  pepper: Buffer,
  wish: ChannelWish,
  address: string,
): Promise<ChannelAdded> {
  requireWhole(scope);
  const { kind, target, label, language } = wish;
  const { severities, matters, onlyEscalated, afterMinutes, hours, passes, allShops, shops } = soundRouting(wish);
  requireTarget(kind, target);
  if (kind === 'line' && wish.token === undefined) throw invalid('/token', 'LINE needs a channel access token');
  const id = uuidv7(Date.now(), randomBytes(10));
  const secret = kind === 'webhook' ? newWebhookSecret() : kind === 'line' ? (wish.token ?? '') : null;
  const sealed = secret === null ? null : seal(pepper, sealContext(id), secret);
  return withTenant(db, scope.org, async (tx) => {
    const [count] = await tx<{ n: number }[]>`
      select count(*) as n from notice_channels where org_id = ${scope.org} and removed_at is null`;
    if ((count?.n ?? 0) >= CHANNELS_MAX) throw invalid('/', `at most ${CHANNELS_MAX} channels`);
    await tx`
      insert into notice_channels (
        org_id, channel_id, kind, label, target, language, severities, matters, only_escalated, after_minutes, hours, passes,
        all_shops, secret_sealed)
      values (
        ${scope.org}, ${id}, ${kind}, ${label}, ${target}, ${language}, ${severities}, ${matters}, ${onlyEscalated}, ${afterMinutes},
        ${hours === null ? null : JSON.stringify(hours)}::jsonb, ${passes}, ${allShops}, ${sealed})`;
    await linkShops(tx, scope.org, id, shops);
    await noteChannel(tx, scope, id, address, 'notice.channel-added', { kind, target, ...toldRouting(wish) });
    return { id, ...(kind === 'webhook' && secret !== null ? { secret } : {}) };
  });
}

/** Off and on again by a person; on again forgets the failures, and what waited goes out. Throws `api.not-found`. */
export function switchChannel(
  db: Database,
  scope: ShopScope,
  id: string,
  on: boolean,
  address: string,
): Promise<{ readonly id: string }> {
  return changeChannel(db, scope, id, async (tx) => {
    await tx`
      update notice_channels
      set disabled_at = case when ${on} then null else now() end, disabled_because = case when ${on} then null else 'person' end,
        failures = case when ${on} then 0 else failures end
      where org_id = ${scope.org} and channel_id = ${id}`;
    await noteChannel(tx, scope, id, address, 'notice.switched', { on });
    return {};
  });
}

/** Gone from the list; what it was told stays in the log. Throws `api.not-found`. */
export function removeChannel(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  return changeChannel(db, scope, id, async (tx) => {
    await tx`
      update notices set state = 'given-up', settled_at = now(), given_up_because = 'removed'
      where org_id = ${scope.org} and channel_id = ${id} and state = 'waiting'`;
    await tx`update notice_channels set removed_at = now() where org_id = ${scope.org} and channel_id = ${id}`;
    await noteChannel(tx, scope, id, address, 'notice.channel-removed', {});
    return {};
  });
}

/** Sends a test to one channel, whatever it wants to know of. Throws `api.not-found`. */
export function testChannel(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  return changeChannel(db, scope, id, async (tx) => {
    const body: NoticeBody = {
      what: 'test',
      at: new Date().toISOString(),
      shop: { id: '', code: '', th: '', en: '' },
      alarm: null,
      machine: null,
    };
    await tx`
      insert into notices (org_id, notice_id, channel_id, what, body)
      values (${scope.org}, ${uuidv7(Date.now(), randomBytes(10))}, ${id}, 'test', ${JSON.stringify(body)}::jsonb)`;
    await noteChannel(tx, scope, id, address, 'notice.tested', {});
    return {};
  });
}

/**
 * Delivers one notice once more, under the same id, so that a receiver can tell; a digest with all that it told of, one of
 * them by itself. Throws `api.not-found`.
 */
export function replayNotice(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  requireWhole(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      update notices n
      set state = 'waiting', settled_at = null, next_try_at = now(), given_up_because = null,
        digest_id = case when n.state = 'waiting' then n.digest_id end
      from notice_channels c
      where n.org_id = ${scope.org} and n.notice_id = ${id} and c.org_id = n.org_id and c.channel_id = n.channel_id and c.removed_at is null
      returning n.notice_id`;
    if (row === undefined) throw new Fault('api.not-found');
    await tx`
      update notices
      set state = 'waiting', settled_at = null, given_up_because = null
      where org_id = ${scope.org} and digest_id = ${id} and given_up_because = 'tries'`;
    await noteChannel(tx, scope, id, address, 'notice.replayed', {});
    return { id };
  });
}
