import type { ShopNow } from '@tillbridge/shared/reads';
import type { OpenCaseRow } from '../cases/open-cases.ts';
import type { ShopParts } from '../reads/read-shop-parts.ts';
import type { AgentRow } from '../reads/shop-rows.ts';
import { agentConditions, BACKLOG_MS } from './agent-conditions.ts';
import type { Condition } from './condition.ts';
import { closingCondition, custodyCondition } from './custody-conditions.ts';
import { machineConditions, retiredCondition } from './machine-conditions.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Everything that is wrong with these shops: what Today shows and what alarms are raised from are made here alone. Pure. */
export function buildConditions(tiles: readonly ShopNow[], parts: ShopParts): Condition[] {
  const silent = new Set(tiles.filter((tile) => tile.silent).map((tile) => tile.id));
  return [
    ...parts.open.map(caseCondition),
    ...tiles.flatMap((tile) => machinesOf(tile, parts)),
    ...tiles.flatMap((tile) => silence(tile, parts.agentsOf.get(tile.id))),
    ...parts.agents.flatMap((row) => agentConditions(row, silent.has(row.shop_id))),
    ...parts.retired.flatMap(retiredCondition),
    ...parts.custody.flatMap(custodyCondition),
    ...parts.closingsOff.flatMap(closingCondition),
  ];
}

/** While a shop brings what happened before, or is not heard at all, its machines stand as they once were. */
function machinesOf(tile: ShopNow, parts: ShopParts): Condition[] {
  const catchingUp = (parts.agentsOf.get(tile.id) ?? []).some(
    (agent) => agent.pending > 0 && agent.oldest_pending_ms >= BACKLOG_MS,
  );
  return tile.machines
    .flatMap((machine) => machineConditions(tile.id, machine, parts.used.get(machine.id) ?? NOTHING))
    .map((condition) =>
      condition.force === 'holds' && (catchingUp || tile.silent) ? { ...condition, force: 'history' } : condition,
    );
}

function caseCondition(row: OpenCaseRow): Condition {
  const { kind, outcome, amount_minor, owed_minor } = row;
  const sums = { machine: row.machine, currency: row.currency, inMinor: row.in_minor, outMinor: row.out_minor };
  const named = {
    severity: 'bad',
    shopId: row.shop_id,
    since: row.opened_at.toISOString(),
    caseId: row.case_id,
  } as const;
  const holds = { subject: row.case_id, force: 'holds' } as const;
  if (kind === null || outcome === null || amount_minor === null)
    return { ...holds, need: { ...named, code: 'discrepancy', values: sums } };
  const values = { ...sums, kind, amountMinor: amount_minor };
  const operation = { ...named, transactionId: row.case_id };
  if (outcome === 'unknown') return { ...holds, need: { ...operation, code: 'unknown_outcome', values } };
  if (outcome === 'retained') return { ...holds, need: { ...operation, code: 'retained', values } };
  if (owed_minor === null || owed_minor === 0) return { ...holds, need: { ...operation, code: 'unsettled', values } };
  return { ...holds, need: { ...operation, code: 'owed', values: { ...values, owedMinor: owed_minor } } };
}

function silence(tile: ShopNow, [agent]: readonly AgentRow[] = []): Condition[] {
  if (!tile.silent || tile.lastHeardAt === null || agent === undefined) return [];
  const values = { agent: agent.name, pending: tile.pending };
  const need = { code: 'silent', severity: 'off', shopId: tile.id, since: tile.lastHeardAt, values } as const;
  return [{ subject: tile.id, force: 'holds', need }];
}
