import { MATTER_OF } from '@tillbridge/shared/alarm-matters';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { ChannelEdit, ChannelKind } from '@tillbridge/shared/reads-notices';
import type { AuditEntry } from '../audit/append-audit.ts';
import type { Database, Tx } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { seal } from '../secrets/seal.ts';
import { changeChannel, noteChannel } from './change-channel.ts';
import { invalid, linkShops, type Routing, requireTarget, soundRouting, toldRouting } from './channel-routing.ts';
import { rewriteDigests } from './gather-digests.ts';
import { sealContext } from './open-channel.ts';

/**
 * All of a channel but its kind and, unless a token is given, its secret. What waits follows: it goes where the channel leads
 * now, waits for the hours that hold now, and is given up where the channel no longer wants it. Throws what `addChannel`
 * throws, and `notice.channel-changed` where somebody else changed it since it was read.
 */
export function editChannel(
  db: Database,
  scope: ShopScope,
  pepper: Buffer,
  id: string,
  edit: ChannelEdit,
  address: string,
): Promise<{ readonly id: string }> {
  return changeChannel(db, scope, id, async (tx) => {
    const before = await readChannel(tx, scope.org, id);
    if (before.revision !== edit.revision) throw new Fault('notice.channel-changed');
    const { label, target, language, token } = edit;
    const routing = soundRouting(edit);
    requireTarget(before.kind, target);
    if (token !== undefined && before.kind !== 'line') throw invalid('/token', 'only LINE has a token');
    const sealed = token === undefined ? null : seal(pepper, sealContext(id), token);
    const leadsElsewhere = target !== before.target || token !== undefined;
    await tx`
      update notice_channels
      set label = ${label}, target = ${target}, language = ${language}, severities = ${routing.severities},
        matters = ${routing.matters}, only_escalated = ${routing.onlyEscalated}, after_minutes = ${routing.afterMinutes},
        hours = ${routing.hours === null ? null : JSON.stringify(routing.hours)}::jsonb, passes = ${routing.passes},
        all_shops = ${routing.allShops}, secret_sealed = coalesce(${sealed}::bytea, secret_sealed), revision = revision + 1,
        failures = case when ${leadsElsewhere} then 0 else failures end
      where org_id = ${scope.org} and channel_id = ${id}`;
    await tx`delete from notice_channel_shops where org_id = ${scope.org} and channel_id = ${id}`;
    await linkShops(tx, scope.org, id, routing.shops);
    await followEdit(tx, scope.org, id, routing);
    const detail = changed(
      { label: before.label, target: before.target, language: before.language, ...toldRouting(before) },
      { label, target, language, ...toldRouting(routing) },
    );
    await noteChannel(tx, scope, id, address, 'notice.channel-edited', {
      ...detail,
      ...(token === undefined ? {} : { tokenReplaced: true }),
    });
    return {};
  });
}

interface Before extends Routing {
  readonly kind: ChannelKind;
  readonly label: string;
  readonly target: string;
  readonly language: string;
  readonly revision: number;
}

async function readChannel(tx: Tx, org: string, id: string): Promise<Before> {
  const [row] = await tx<Before[]>`
    select c.kind, c.label, c.target, c.language, c.revision, c.severities, c.matters, c.only_escalated as "onlyEscalated",
      c.after_minutes as "afterMinutes", c.hours, c.passes, c.all_shops as "allShops",
      array(
        select m.shop_id from notice_channel_shops m where m.org_id = c.org_id and m.channel_id = c.channel_id
      ) as shops
    from notice_channels c
    where c.org_id = ${org} and c.channel_id = ${id}`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}

/** What was not tried yet is due at once, so that the next round judges it by what holds now; what is being sent is left alone. */
async function followEdit(tx: Tx, org: string, id: string, { matters, severities, allShops, shops }: Routing) {
  const rules = Object.entries(MATTER_OF).flatMap(([rule, matter]) => (matters.includes(matter) ? [rule] : []));
  await tx`
    update notices n
    set state = 'given-up', settled_at = now(), given_up_because = 'edited'
    from alarms a
    where n.org_id = ${org} and n.channel_id = ${id} and n.state = 'waiting' and a.org_id = n.org_id and a.alarm_id = n.alarm_id
      and not (a.severity = any(${severities}) and a.rule = any(${rules})
        and (${allShops} or a.shop_id = any(${shops}::uuid[])))`;
  await rewriteDigests(tx, org, id);
  await tx`
    update notices
    set next_try_at = now()
    where org_id = ${org} and channel_id = ${id} and state = 'waiting' and tries = 0 and digest_id is null`;
}

function changed(
  before: NonNullable<AuditEntry['detail']>,
  after: NonNullable<AuditEntry['detail']>,
): NonNullable<AuditEntry['detail']> {
  const fields = Object.keys(after).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(
    fields.flatMap((field) => [
      [`before.${field}`, before[field] ?? null],
      [`after.${field}`, after[field] ?? null],
    ]),
  );
}
