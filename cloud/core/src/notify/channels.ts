import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { ChannelAdded, ChannelWish } from '@tillbridge/shared/reads-notices';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { seal } from '../secrets/seal.ts';
import { sealContext } from './deliver-notices.ts';
import { newWebhookSecret } from './sign-webhook.ts';
import type { NoticeBody } from './word-notice.ts';

export const CHANNELS_MAX = 100;
const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;
const LINE_ID = /^[UCR][0-9a-f]{32}$/;

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
  const { kind, target, label, language, severities, onlyEscalated, allShops } = wish;
  requireTarget(wish);
  const id = uuidv7(Date.now(), randomBytes(10));
  const secret = kind === 'webhook' ? newWebhookSecret() : kind === 'line' ? (wish.token ?? '') : null;
  const sealed = secret === null ? null : seal(pepper, sealContext(id), secret);
  const shops = allShops ? [] : [...new Set(wish.shops)];
  if (!allShops && shops.length === 0) throw invalid('/shops', 'name at least one shop');
  return withTenant(db, scope.org, async (tx) => {
    const [count] = await tx<{ n: number }[]>`
      select count(*) as n from notice_channels where org_id = ${scope.org} and removed_at is null`;
    if ((count?.n ?? 0) >= CHANNELS_MAX) throw invalid('/', `at most ${CHANNELS_MAX} channels`);
    await tx`
      insert into notice_channels (org_id, channel_id, kind, label, target, language, severities, only_escalated, all_shops, secret_sealed)
      values (${scope.org}, ${id}, ${kind}, ${label}, ${target}, ${language}, ${[...new Set(severities)]}, ${onlyEscalated}, ${allShops}, ${sealed})`;
    const linked = await tx`
      insert into notice_channel_shops (org_id, channel_id, shop_id)
      select org_id, ${id}, shop_id from shops where org_id = ${scope.org} and shop_id = any(${shops}::uuid[])`;
    if (linked.count !== shops.length) throw new Fault('api.not-found');
    await note(tx, scope, id, address, 'notice.channel-added', {
      kind,
      target,
      allShops,
      severities: severities.join(' '),
    });
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
  return change(db, scope, id, async (tx) => {
    await tx`
      update notice_channels
      set disabled_at = case when ${on} then null else now() end, disabled_because = case when ${on} then null else 'person' end,
        failures = case when ${on} then 0 else failures end
      where org_id = ${scope.org} and channel_id = ${id}`;
    await note(tx, scope, id, address, 'notice.switched', { on });
  });
}

/** Gone from the list; what it was told stays in the log. Throws `api.not-found`. */
export function removeChannel(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  return change(db, scope, id, async (tx) => {
    await tx`
      update notices set state = 'given-up', settled_at = now()
      where org_id = ${scope.org} and channel_id = ${id} and state = 'waiting'`;
    await tx`update notice_channels set removed_at = now() where org_id = ${scope.org} and channel_id = ${id}`;
    await note(tx, scope, id, address, 'notice.channel-removed', {});
  });
}

/** Sends a test to one channel, whatever it wants to know of. Throws `api.not-found`. */
export function testChannel(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  return change(db, scope, id, async (tx) => {
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
    await note(tx, scope, id, address, 'notice.tested', {});
  });
}

/** Delivers one notice once more, under the same id, so that a receiver can tell. Throws `api.not-found`. */
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
      set state = 'waiting', settled_at = null, next_try_at = now()
      from notice_channels c
      where n.org_id = ${scope.org} and n.notice_id = ${id} and c.org_id = n.org_id and c.channel_id = n.channel_id and c.removed_at is null
      returning n.notice_id`;
    if (row === undefined) throw new Fault('api.not-found');
    await note(tx, scope, id, address, 'notice.replayed', {});
    return { id };
  });
}

function change(
  db: Database,
  scope: ShopScope,
  id: string,
  fn: (tx: Tx) => Promise<void>,
): Promise<{ readonly id: string }> {
  requireWhole(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      select 1 from notice_channels
      where org_id = ${scope.org} and channel_id = ${id} and removed_at is null
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    await fn(tx);
    return { id };
  });
}

/** Channels carry what happens in every shop. */
export function requireWhole(scope: ShopScope): void {
  if (scope.shops !== 'all') throw new Fault('api.forbidden');
}

function requireTarget({ kind, target, token }: ChannelWish): void {
  if (kind === 'email' && !EMAIL.test(target)) throw invalid('/target', 'not an e-mail address');
  if (kind === 'line' && !LINE_ID.test(target)) throw invalid('/target', 'not an id of LINE');
  if (kind === 'line' && token === undefined) throw invalid('/token', 'LINE needs a channel access token');
  if (kind !== 'webhook') return;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw invalid('/target', 'not an https address');
}

function invalid(path: string, message: string): Fault {
  return new Fault('api.invalid', { errors: [{ path, message }] });
}

function note(
  tx: Tx,
  scope: ShopScope,
  subject: string,
  address: string,
  action: string,
  detail: NonNullable<AuditEntry['detail']>,
): Promise<void> {
  return appendAudit(tx, {
    org: scope.org,
    actorKind: 'person',
    actor: scope.person,
    action,
    subject,
    address,
    detail,
  });
}
