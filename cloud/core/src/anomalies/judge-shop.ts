import { movedDay } from '@tillbridge/shared/day-range';
import type { AnomalyRuleCode } from '@tillbridge/shared/reads-anomalies';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { Cell } from './cell.ts';
import { type Finding, HISTORY_DAYS, judgePeriod } from './judge.ts';
import { earlierDay, periodOf, weekOf } from './periods.ts';
import { type JudgedShop, readPersonCells } from './read-cells.ts';
import { type AnomalyRule, RULES } from './rules.ts';
import { seriesOf } from './series.ts';
import { writeFindings } from './write-findings.ts';

/** Facts that come so late still change what was judged; a shop that was away longer is judged from where it was left. */
const LATE_DAYS = 14;
const AWAY_DAYS_MAX = 84;

export interface ShopRound extends JudgedShop {
  readonly currency: string;
  /** The newest business day that is over in this shop's zone. */
  readonly closed: string;
  /** Until when anything was here at the last round. */
  readonly through: string | null;
}

export interface Judged {
  readonly opened: number;
  readonly withdrawn: number;
}

/**
 * Looks at the weeks of a shop that may have changed and writes what stands out, in one transaction: cut off anywhere,
 * nothing has happened, and done twice it is done once.
 */
export function judgeShop(
  db: Database,
  round: ShopRound,
  shopCells: readonly Cell[],
  now: Date = new Date(),
): Promise<Judged> {
  const { org, shop, closed } = round;
  const first = firstDay(round);
  return withTenant(db, org, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`anomalies ${org} ${shop}`}, 0))`;
    const cells = await readPersonCells(tx, round, { from: movedDay(first, -HISTORY_DAYS), to: closed });
    const standings = await readStandings(tx, round);
    const days = daysFrom(first, closed);
    const asked = new Map<AnomalyRuleCode, readonly Finding[]>();
    let opened = 0;
    let withdrawn = 0;
    for (const [code, rule] of Object.entries(RULES) as [AnomalyRuleCode, AnomalyRule][]) {
      const periods = [...new Set(days.map((day) => periodOf(day, rule.period)))];
      const series = seriesOf(rule.subject === 'person' ? cells : shopCells, rule);
      const standOut = periods.flatMap((from) => judgePeriod(series, rule, from, standings));
      const before = (rule.saidBy ?? []).flatMap((one) => asked.get(one) ?? []);
      const found = unsaid(rule.subject === 'person' ? standOut : ofShop(standOut, shop), before);
      asked.set(code, found);
      const wrote = await writeFindings(tx, { round, code, rule, periods, found, now });
      opened += wrote.opened;
      withdrawn += wrote.withdrawn;
    }
    const through = cells.reduce<string | null>((last, { day }) => (last === null || day > last ? day : last), null);
    await tx`
      insert into anomaly_rounds as r (org_id, shop_id, judged_day, judged_through)
      values (${org}, ${shop}, ${closed}::date, ${through}::date)
      on conflict (org_id, shop_id) do update
        set judged_day = excluded.judged_day, judged_through = greatest(r.judged_through, excluded.judged_through)`;
    return { opened, withdrawn };
  });
}

/** Whole weeks, so that a week is always judged with all of its days. */
function firstDay({ closed, through }: ShopRound): string {
  const since = movedDay(earlierDay(through ?? closed, closed), -LATE_DAYS);
  const earliest = movedDay(closed, -AWAY_DAYS_MAX);
  return weekOf([since, earliest].sort()[1] ?? since);
}

function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = movedDay(day, 1)) days.push(day);
  return days;
}

/** A finding about the shop itself names nobody. */
function ofShop(found: readonly Finding[], shop: string): Finding[] {
  return found.filter(({ subject }) => subject === shop).map((one) => ({ ...one, subject: '' }));
}

/** One matter is one question: of a shop nothing is asked that one of its people is asked. */
function unsaid(found: readonly Finding[], before: readonly Finding[]): Finding[] {
  return found.filter(
    ({ subject, from }) => !before.some((one) => one.from === from && (subject === '' || one.subject === subject)),
  );
}

/** Who may approve payouts has another task than who may not. A shop PC writes a person as number and name. */
async function readStandings(tx: Tx, { org, shop }: JudgedShop): Promise<ReadonlyMap<string, string>> {
  const rows = await tx<{ operator: string }[]>`
    select number || ' ' || name as operator
    from employees
    where org_id = ${org} and shop_id = ${shop} and 'payout.approve' = any(permissions)`;
  return new Map(rows.map(({ operator }) => [operator, 'approves']));
}
