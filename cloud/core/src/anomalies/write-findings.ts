import { randomBytes } from 'node:crypto';
import { movedDay } from '@tillbridge/shared/day-range';
import { uuidv7 } from '@tillbridge/shared/ids';
import {
  type AnomalyEnd,
  type AnomalyFigures,
  type AnomalyRuleCode,
  EVIDENCE_MAX,
  type Evidence,
} from '@tillbridge/shared/reads-anomalies';
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../db/client.ts';
import type { Finding } from './judge.ts';
import type { Judged, ShopRound } from './judge-shop.ts';
import { earlierDay, lastDayOf } from './periods.ts';
import { readSingles } from './read-cells.ts';
import type { AnomalyRule } from './rules.ts';

/** After a person resolved one, the same person and rule is left alone for so long … */
const COOL_DOWN_DAYS: Readonly<Record<AnomalyEnd, number>> = { explained: 91, error: 28, passed_on: 28 };
/** … unless it became so many times what was resolved. */
const COOL_DOWN_BROKEN_AT = 2;

interface Writing {
  readonly round: ShopRound;
  readonly code: AnomalyRuleCode;
  readonly rule: AnomalyRule;
  /** The periods that were judged: what was open in them and was not found again is withdrawn. */
  readonly periods: readonly string[];
  readonly found: readonly Finding[];
  readonly now: Date;
}

interface Standing {
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  readonly value: number;
  readonly withdrawn: boolean;
  readonly resolvedAt: Date | null;
  readonly resolvedAs: AnomalyEnd | null;
}

/** Opens what is new, brings figures and evidence of what is open up to date, and withdraws what later facts explain. */
export async function writeFindings(tx: Tx, writing: Writing): Promise<Judged> {
  const { round, code, periods, found, now } = writing;
  const standing = await readStanding(tx, writing);
  const again = new Set<string>();
  const news: Standing[] = [];
  for (const finding of [...found].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const same = standing.find((one) => one.subject === finding.subject && one.from === finding.from);
    if (same?.resolvedAt) continue;
    const opens = same === undefined || same.withdrawn;
    if (opens && isAnswered(finding, [...standing, ...news], now)) continue;
    const evidence = await evidenceOf(tx, writing, finding);
    const id = same?.id ?? uuidv7(now.getTime(), randomBytes(10));
    await upsert(tx, writing, { ...finding, id, ...evidence });
    again.add(id);
    if (!opens) continue;
    news.push({ id, ...finding, value: finding.figures.value, withdrawn: false, resolvedAt: null, resolvedAs: null });
    await note(tx, round, 'anomaly.opened', id, code);
  }
  const gone = standing.filter(
    (one) => periods.includes(one.from) && one.resolvedAt === null && !one.withdrawn && !again.has(one.id),
  );
  for (const { id } of gone) {
    await tx`
      update anomalies
      set withdrawn_at = ${now}, judged_at = ${now}
      where org_id = ${round.org} and anomaly_id = ${id}`;
    await note(tx, round, 'anomaly.withdrawn', id, code);
  }
  return { opened: news.length, withdrawn: gone.length };
}

/** Someone is already asked about this person and rule, or was answered not long ago. */
function isAnswered(finding: Finding, standing: readonly Standing[], now: Date): boolean {
  return standing.some(({ subject, value, withdrawn, resolvedAt, resolvedAs }) => {
    if (subject !== finding.subject || withdrawn) return false;
    if (resolvedAt === null || resolvedAs === null) return true;
    const until = movedDay(resolvedAt.toISOString().slice(0, 10), COOL_DOWN_DAYS[resolvedAs]);
    return now.toISOString().slice(0, 10) <= until && finding.figures.value < COOL_DOWN_BROKEN_AT * value;
  });
}

async function readStanding(tx: Tx, { round, code }: Writing): Promise<Standing[]> {
  const rows = await tx<Standing[]>`
    select anomaly_id as id, subject, period_from as from, (figures ->> 'value')::bigint as value,
      withdrawn_at is not null as withdrawn, resolved_at as "resolvedAt", resolved_as as "resolvedAs"
    from anomalies
    where org_id = ${round.org} and shop_id = ${round.shop} and rule = ${code}
    for update`;
  return rows.map((row) => ({ ...row }));
}

interface Proof {
  readonly evidence: readonly Evidence[];
  readonly evidenceTotal: number;
}

async function evidenceOf(tx: Tx, { round, rule }: Writing, { from, subject }: Finding): Promise<Proof> {
  const range = { from, to: earlierDay(lastDayOf(from, rule.period), round.closed) };
  const singles = await readSingles(tx, round, range, rule.subject === 'person' ? subject : null);
  const told = singles
    .filter(({ cell }) => rule.value(cell) > 0)
    .map(({ cell, shown }): Evidence => ({ ...shown, amountMinor: cell.shortMinor || cell.paidMinor }))
    .sort((a, b) => b.amountMinor - a.amountMinor || (a.id < b.id ? -1 : 1));
  return { evidence: told.slice(0, EVIDENCE_MAX), evidenceTotal: told.length };
}

async function upsert(tx: Tx, writing: Writing, finding: Finding & Proof & { readonly id: string }): Promise<void> {
  const { round, code, rule, now } = writing;
  const { id, subject, from, evidence, evidenceTotal } = finding;
  const figures: AnomalyFigures = { ...finding.figures, limitMinor: await readLimit(tx, writing) };
  await tx`
    insert into anomalies (
      org_id, anomaly_id, shop_id, rule, subject, period_from, period_to, currency, figures, evidence, evidence_total, opened_at, judged_at)
    values (${round.org}, ${id}, ${round.shop}, ${code}, ${subject}, ${from}::date, ${lastDayOf(from, rule.period)}::date, ${round.currency},
      ${JSON.stringify(figures)}::jsonb, ${JSON.stringify(evidence)}::jsonb, ${evidenceTotal}, ${now}, ${now})
    on conflict (org_id, shop_id, rule, subject, period_from) do update
      set figures = excluded.figures, evidence = excluded.evidence, evidence_total = excluded.evidence_total,
        judged_at = excluded.judged_at, withdrawn_at = null`;
}

async function readLimit(tx: Tx, { round, code }: Writing): Promise<number | null> {
  if (code !== 'below_limit') return null;
  const [row] = await tx<{ limit: number | null }[]>`
    select (limits ->> 'payoutWithoutApprovalMinor')::bigint as limit
    from shop_limits
    where org_id = ${round.org} and shop_id = ${round.shop}`;
  return row?.limit ?? null;
}

/** Whom it is about stays out of the trail, which more people may read. */
function note(
  tx: Tx,
  { org, shop }: ShopRound,
  action: 'anomaly.opened' | 'anomaly.withdrawn',
  subject: string,
  rule: AnomalyRuleCode,
): Promise<void> {
  return appendAudit(tx, { org, actorKind: 'system', actor: null, action, subject, detail: { shop, rule } });
}
