import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tillbridge/shared/ids';
import { isOpenAt, type OpeningHours } from '@tillbridge/shared/opening-hours';
import type { Need, ShopNow } from '@tillbridge/shared/reads';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { queueNotices, queueOwnEscalations, type Unheard } from '../notify/queue-notices.ts';
import { buildShop } from '../reads/build-shop.ts';
import { figuresCacheOf } from '../reads/figures-cache.ts';
import { readShopParts } from '../reads/read-shop-parts.ts';
import { readShopRows } from '../reads/shop-rows.ts';
import { buildConditions } from './build-conditions.ts';
import { type Condition, matterOf } from './condition.ts';
import { holdsSomething } from './machine-conditions.ts';
import { isUnheard, nextStep, type StandingAlarm, type Step } from './next-step.ts';
import { ALARM_RULES, type AlarmRule } from './rules.ts';

/** Shops that are looked at in one transaction. */
export const SHOPS_AT_ONCE = 100;

export interface Announced {
  readonly what: 'raised' | 'cleared' | 'escalated';
  readonly alarm: string;
}

interface StandingRow extends StandingAlarm {
  readonly id: string;
  readonly shop: string;
  readonly rule: string;
  readonly subject: string;
  readonly need: Need;
}

/**
 * Compares what is wrong with these shops with the alarms that stand, and moves those that are due, in one transaction.
 * May run at any time, twice and in several processes: a lock of the organization lets one look at a time.
 */
export function evaluateAlarms(
  db: Database,
  org: string,
  shops: readonly string[],
  now: Date = new Date(),
): Promise<readonly Announced[]> {
  return withTenant(db, org, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`alarms ${org}`}, 0))`;
    const rows = await readShopRows(tx, { org, shops }, now, null);
    const parts = await readShopParts(tx, org, rows, now, figuresCacheOf(db));
    const tiles = rows.map((row) => buildShop(row, parts, now));
    await noteUses(tx, org, tiles, parts.used);
    const standing = await readStanding(tx, org, shops);
    const open = await readOpen(tx, org, shops, now);
    const conditions = new Map(buildConditions(tiles, parts).map((one) => [matterOf(one), one]));
    const announced: Announced[] = [];
    const unheard: Unheard[] = [];
    for (const matter of new Set([...conditions.keys(), ...standing.keys()])) {
      const [alarm, condition] = [standing.get(matter), conditions.get(matter)];
      const rule = ruleOf(condition?.need.code ?? alarm?.rule ?? '');
      const shop = condition?.need.shopId ?? alarm?.shop ?? '';
      // A rule that this version no longer knows ends at once.
      const moment = rule === undefined ? undefined : { rule, now, open: open.has(shop) };
      const step = moment === undefined ? 'clear' : nextStep(alarm, condition?.force, moment);
      if (alarm !== undefined && condition !== undefined && isUnheard(alarm, condition.force, moment))
        unheard.push({ alarm: alarm.id, need: condition.need });
      const done = await take(tx, { org, now, step, alarm, condition });
      const need = condition?.need ?? alarm?.need;
      if (done === null || need === undefined) continue;
      announced.push(done);
      await queueNotices(tx, org, { ...done, need }, now);
    }
    await queueOwnEscalations(tx, org, unheard, now);
    return announced;
  });
}

function ruleOf(code: string): AlarmRule | undefined {
  return Object.hasOwn(ALARM_RULES, code) ? ALARM_RULES[code as keyof typeof ALARM_RULES] : undefined;
}

/** All shops of an organization, some at a time. */
export async function sweepAlarms(db: Database, org: string, now: Date = new Date()): Promise<number> {
  const rows = await withTenant(
    db,
    org,
    (tx) => tx<{ shop_id: string }[]>`select shop_id from shops where org_id = ${org} order by shop_id`,
  );
  let announced = 0;
  for (let at = 0; at < rows.length; at += SHOPS_AT_ONCE) {
    const shops = rows.slice(at, at + SHOPS_AT_ONCE).map((row) => row.shop_id);
    announced += (await evaluateAlarms(db, org, shops, now)).length;
  }
  return announced;
}

interface Taking {
  readonly org: string;
  readonly now: Date;
  readonly step: Step;
  readonly alarm: StandingRow | undefined;
  readonly condition: Condition | undefined;
}

async function take(tx: Tx, { org, now, step, alarm, condition }: Taking): Promise<Announced | null> {
  if (alarm === undefined) {
    if (condition === undefined || step === 'nothing') return null;
    const id = uuidv7(now.getTime(), randomBytes(10));
    const { need, subject } = condition;
    await tx`
      insert into alarms (org_id, alarm_id, shop_id, rule, subject, severity, since, need, seen_at, raised_at)
      values (${org}, ${id}, ${need.shopId}, ${need.code}, ${subject}, ${need.severity}, ${need.since},
        ${JSON.stringify(need)}::jsonb, ${now}, ${step === 'raise' ? now : null})`;
    return step === 'raise' ? { what: 'raised', alarm: id } : null;
  }
  const { id } = alarm;
  const here = tx`where org_id = ${org} and alarm_id = ${id}`;
  switch (step) {
    case 'forget':
      await tx`delete from alarms ${here}`;
      return null;
    case 'quiet':
    case 'loud':
      await tx`update alarms set quiet_since = ${step === 'quiet' ? now : null}::timestamptz ${here}`;
      return null;
    case 'raise':
      await tx`update alarms set raised_at = ${now}, need = ${JSON.stringify(condition?.need)}::jsonb ${here}`;
      return { what: 'raised', alarm: id };
    case 'escalate':
      await tx`update alarms set escalated_at = ${now} ${here}`;
      return { what: 'escalated', alarm: id };
    case 'clear':
      if (alarm.raisedAt === null) await tx`delete from alarms ${here}`;
      else await tx`update alarms set cleared_at = ${now} ${here}`;
      return alarm.raisedAt === null ? null : { what: 'cleared', alarm: id };
    default:
      return null;
  }
}

async function readStanding(tx: Tx, org: string, shops: readonly string[]): Promise<ReadonlyMap<string, StandingRow>> {
  const rows = await tx<StandingRow[]>`
    select alarm_id as id, shop_id as shop, rule, subject, need, seen_at as "seenAt", raised_at as "raisedAt",
      quiet_since as "quietSince", acknowledged_at as "acknowledgedAt", escalated_at as "escalatedAt"
    from alarms
    where org_id = ${org} and shop_id = any(${[...shops]}::uuid[]) and cleared_at is null`;
  return new Map(rows.map((row) => [`${row.shop} ${row.rule} ${row.subject}`, row]));
}

/** The shops among these that are open now, by their own hours or their organization's; without any they always are. */
async function readOpen(tx: Tx, org: string, shops: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await tx<{ shop_id: string; hours: OpeningHours | null; weekday: number; minute: number }[]>`
    select s.shop_id, coalesce(s.opening_hours, o.opening_hours) as hours,
      extract(dow from ${now}::timestamptz at time zone s.time_zone)::integer as weekday,
      (extract(hour from ${now}::timestamptz at time zone s.time_zone) * 60
        + extract(minute from ${now}::timestamptz at time zone s.time_zone))::integer as minute
    from shops s
    join organizations o on o.org_id = s.org_id
    where s.org_id = ${org} and s.shop_id = any(${[...shops]}::uuid[])`;
  return new Set(rows.filter((row) => isOpenAt(row.hours, row.weekday, row.minute)).map((row) => row.shop_id));
}

/** Remembers which units ever held something; written once for each. */
async function noteUses(
  tx: Tx,
  org: string,
  tiles: readonly ShopNow[],
  used: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  const machines = tiles.flatMap((tile) => tile.machines);
  const fresh = machines.flatMap((machine) =>
    machine.units
      .filter((unit) => holdsSomething(unit) && used.get(machine.id)?.has(unit.unit) !== true)
      .map((unit) => ({ machine: machine.id, unit: unit.unit })),
  );
  if (fresh.length === 0) return;
  await tx`
    insert into unit_uses (org_id, machine_id, unit)
    select ${org}, machine, unit
    from unnest(${fresh.map((one) => one.machine)}::uuid[], ${fresh.map((one) => one.unit)}::text[]) as f (machine, unit)
    on conflict do nothing`;
}
