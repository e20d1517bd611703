import type { CloudFact, CloudSum, CloudView } from './cloud-view.ts';
import type { Findings } from './invariants.ts';

interface Sum {
  transactions: number;
  inMinor: number;
  outMinor: number;
}

/** Invariant 5: hours, days and months against the facts' own bytes, and transactions with their lines against both. */
export function checkBooks(
  view: Pick<CloudView, 'facts' | 'transactions' | 'lines' | 'hourly' | 'daily' | 'monthly'>,
  findings: Findings,
): void {
  const days = new Map<string, Sum>();
  const months = new Map<string, Sum>();
  let sales = 0;
  for (const fact of view.facts) {
    const body = cashBody(fact);
    if (body === undefined) continue;
    sales += 1;
    const tail = `${body.currency} ${body.kind}`;
    add(days, `${fact.shop} ${fact.day} ${tail}`, body);
    add(months, `${fact.shop} ${fact.day.slice(0, 7)}-01 ${tail}`, body);
  }
  compare('days', days, view.daily, findings);
  compare('hours', days, view.hourly, findings);
  compare('months', months, view.monthly, findings);
  findings.expect(
    'books',
    view.transactions.length === sales,
    () => `${sales} cash facts, ${view.transactions.length} transactions`,
  );
  checkLines(view, findings);
}

function checkLines(view: Pick<CloudView, 'transactions' | 'lines'>, findings: Findings): void {
  const sums = new Map<string, { in: number; out: number }>();
  for (const line of view.lines) {
    const sum = sums.get(line.transaction) ?? { in: 0, out: 0 };
    sum[line.direction === 'in' ? 'in' : 'out'] += line.valueMinor * line.pieces;
    sums.set(line.transaction, sum);
  }
  for (const row of view.transactions) {
    const sum = sums.get(row.id) ?? { in: 0, out: 0 };
    const equal = sum.in === row.inMinor && sum.out === row.outMinor;
    findings.expect(
      'books',
      equal,
      () => `transaction ${row.id}: in ${row.inMinor} out ${row.outMinor}, lines ${sum.in} and ${sum.out}`,
    );
  }
}

function cashBody(fact: CloudFact): { kind: string; currency: string; inMinor: number; outMinor: number } | undefined {
  const value = JSON.parse(fact.raw.toString('utf8')) as {
    kind: string;
    body: { kind: string; currency: string; inMinor: number; outMinor: number };
  };
  return value.kind === 'cash.transaction' ? value.body : undefined;
}

function add(sums: Map<string, Sum>, key: string, body: { inMinor: number; outMinor: number }): void {
  const sum = sums.get(key) ?? { transactions: 0, inMinor: 0, outMinor: 0 };
  sum.transactions += 1;
  sum.inMinor += body.inMinor;
  sum.outMinor += body.outMinor;
  sums.set(key, sum);
}

function compare(
  name: string,
  expected: ReadonlyMap<string, Sum>,
  rows: readonly CloudSum[],
  findings: Findings,
): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = `${row.shop} ${row.day} ${row.currency} ${row.kind}`;
    const sum = expected.get(key) ?? { transactions: 0, inMinor: 0, outMinor: 0 };
    seen.add(key);
    const equal = sum.transactions === row.transactions && sum.inMinor === row.inMinor && sum.outMinor === row.outMinor;
    findings.expect(
      'books',
      equal,
      () =>
        `${name} ${key}: facts say ${JSON.stringify(sum)}, summary ${row.transactions}/${row.inMinor}/${row.outMinor}`,
    );
  }
  for (const key of expected.keys()) findings.expect('books', seen.has(key), () => `${name}: no summary for ${key}`);
}
