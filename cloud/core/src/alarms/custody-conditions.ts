import type { Need } from '@tillbridge/shared/reads';
import type { ClosingOffRow } from '../reads/closings-off.ts';
import type { CustodyRow } from '../reads/custody-rows.ts';
import type { Condition } from './condition.ts';

/** So many lines set aside within an hour have one cause; below half of it that is over. */
const GROWS_AT = 20;
const CLEAR_SHARE = 0.5;

/** Reasons for which somebody may have touched a journal by hand, or two disks write one history. */
const GRAVE_REASONS: readonly string[] = ['fork', 'edited', 'superseded', 'rolled_back'];

/** What did not arrive as it should, or was changed afterwards. Pure. */
export function custodyCondition(row: CustodyRow): Condition[] {
  const { shop_id: shopId, facts: count, agent } = row;
  const about = { shopId, since: row.since.toISOString() };
  switch (row.what) {
    case 'quarantine':
      return [holds(shopId, { ...about, code: 'quarantine', severity: 'warn', values: { count } })];
    case 'quarantine_grows': {
      if (count < GROWS_AT * CLEAR_SHARE) return [];
      const need = { ...about, code: 'quarantine_grows', severity: 'bad', values: { count } } as const;
      return [{ ...holds(shopId, need), force: count >= GROWS_AT ? 'holds' : 'lingers' }];
    }
    case 'declared_lost': {
      const values = { agent: agent ?? '', facts: count };
      return [holds(agent ?? shopId, { ...about, code: 'declared_lost', severity: 'bad', values })];
    }
    case 'epoch_left': {
      const severity = GRAVE_REASONS.includes(row.reason ?? '') ? 'bad' : 'warn';
      return [
        holds(`${agent} ${count}`, {
          ...about,
          code: 'epoch_left',
          severity,
          values: { agent: agent ?? '', ordinal: count },
        }),
      ];
    }
    case 'divergence':
      return [holds(shopId, { ...about, code: 'divergence', severity: 'bad', values: { count } })];
    case 'divergence_healed':
      return [holds(shopId, { ...about, code: 'divergence_healed', severity: 'warn', values: { count } })];
  }
}

/** A closing whose count was further off than the shop's limit lets pass. Pure. */
export function closingCondition(row: ClosingOffRow): Condition[] {
  const worst = row.sums.toSorted((a, b) => Math.abs(b.varianceMinor ?? 0) - Math.abs(a.varianceMinor ?? 0))[0];
  if (worst === undefined) return [];
  const values = { number: row.number, currency: worst.currency, amountMinor: worst.varianceMinor ?? 0 };
  const severity = row.waits ? 'bad' : 'warn';
  const since = row.closed_at.toISOString();
  return [holds(row.shift_id, { code: 'closing_variance', severity, shopId: row.shop_id, since, values })];
}

function holds(subject: string, need: Need): Condition {
  return { subject, force: 'holds', need };
}
