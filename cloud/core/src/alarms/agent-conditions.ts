import type { Need } from '@tillbridge/shared/reads';
import { diskOf } from '../reads/build-shop.ts';
import type { AgentRow } from '../reads/shop-rows.ts';
import type { Condition } from './condition.ts';

/** A clock may be off so far before it is told. */
const CLOCK_OFF_MS = 5 * 60_000;
/** What lies unsent at a shop that is on the line may be so old. */
export const BACKLOG_MS = 10 * 60_000;
/** A figure is good again below this share of what raises it. */
const CLEAR_SHARE = 0.8;

/** What an agent says of itself and how far it is behind; of a silent one only what lasts without it. Pure. */
export function agentConditions(row: AgentRow, silent: boolean): Condition[] {
  const { agent_id: agent, shop_id: shopId, heard_at: heard } = row;
  const conditions = diskConditions(row);
  const add = (need: Pick<Need, 'code' | 'since' | 'values'>, force: Condition['force'] = 'holds') =>
    conditions.push({ subject: agent, force: silent ? 'history' : force, need: { severity: 'warn', shopId, ...need } });
  if (row.unconfirmed_since !== null)
    add({ code: 'key_waiting', since: row.unconfirmed_since.toISOString(), values: { agent: row.name } });
  if (heard === null) return conditions;
  const since = heard.toISOString();
  const offMs = Math.abs(row.clock_offset_ms ?? 0);
  const clock = forceOf(offMs, CLOCK_OFF_MS);
  if (clock !== null) add({ code: 'clock_off', since, values: { agent: row.name, minutes: minutes(offMs) } }, clock);
  const backlog = row.pending > 0 ? forceOf(row.oldest_pending_ms, BACKLOG_MS) : null;
  if (backlog !== null) {
    const oldest = new Date(heard.getTime() - row.oldest_pending_ms).toISOString();
    const values = { agent: row.name, facts: row.pending, minutes: minutes(row.oldest_pending_ms) };
    add({ code: 'backlog', since: oldest, values }, backlog);
  }
  const overdue = row.configuration_overdue_since;
  if (overdue !== null)
    add({ code: 'configuration_waiting', since: overdue.toISOString(), values: { agent: row.name } });
  return conditions;
}

/** Clears by itself with the first open that says otherwise. */
function diskConditions(row: AgentRow): Condition[] {
  const disk = diskOf(row);
  if (disk === null || disk.state === 'ok') return [];
  const need: Need = {
    code: `disk_${disk.state}`,
    severity: disk.state === 'low' ? 'warn' : 'bad',
    shopId: row.shop_id,
    since: disk.since,
    values: { agent: row.name, freeBytes: disk.freeBytes },
  };
  return [{ subject: row.agent_id, force: 'holds', need }];
}

function forceOf(value: number, raisesAt: number): 'holds' | 'lingers' | null {
  if (value >= raisesAt) return 'holds';
  return value >= raisesAt * CLEAR_SHARE ? 'lingers' : null;
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
