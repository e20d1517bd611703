import { type CashLine, type Holding, sumLines } from '@tillbridge/shared/cash';
import type { CashTransactionBody, FactBody } from '@tillbridge/shared/fact';
import { DEMO_CURRENCY, type DemoShop, demoId } from './demo-shops.ts';
import type { DemoTill } from './demo-till.ts';

/** What a count settles, and what of it left the machine without a record. */
export interface DemoCase {
  readonly id: string;
  readonly missing: readonly CashLine[];
}

/** Whether a person at the shop has to look at how an operation ended. */
export function opensCase(body: CashTransactionBody): boolean {
  return body.outcome === 'partial';
}

/** A note that is gone from the machine and that no operation explains. */
export function makeGap(shop: DemoShop, till: DemoTill, businessDate: string) {
  const missing = till.lose('N3', 1);
  const body: FactBody<'agent.event'> = {
    code: 'stock_gap',
    detail: 'changed while nothing ran',
    case: demoId(`gap ${shop.code} ${businessDate}`),
    machine: demoId(`machine ${shop.code}`),
    currency: DEMO_CURRENCY,
    lines: missing,
  };
  return { body, case: { id: body.case ?? '', missing } };
}

/** The count with which a shop settles what was left open; the customers got their rest out of the drawer. */
export function makeRecount(
  shop: DemoShop,
  till: DemoTill,
  cases: readonly DemoCase[],
  businessDate: string,
): FactBody<'cash.recount'> {
  const held: Holding[] = till
    .inventory('')
    .units.flatMap(({ role, valueMinor, form, pieces }) =>
      role === 'recycle' && valueMinor !== undefined && pieces !== null
        ? [{ place: 'stock' as const, form, valueMinor, pieces }]
        : [],
    );
  const missing = cases.flatMap((one) => one.missing);
  const gone = ({ form, valueMinor }: Holding) =>
    missing.reduce((sum, line) => sum + (line.form === form && line.valueMinor === valueMinor ? line.pieces : 0), 0);
  return {
    machine: demoId(`machine ${shop.code}`),
    operation: demoId(`recount ${shop.code} ${businessDate}`),
    currency: DEMO_CURRENCY,
    cases: cases.map(({ id }) => id),
    counted: held,
    expected: held.map((line) => ({ ...line, pieces: line.pieces + gone(line) })),
    reported: held,
    operator: shop.cashiers[0] ?? '',
  };
}

/** What such a count changes in the books; undefined where nothing was missing. */
export function makeAdjustment(
  { machine, operation, operator = '' }: FactBody<'cash.recount'>,
  cases: readonly DemoCase[],
): CashTransactionBody | undefined {
  const lines = cases.flatMap(({ missing }) => missing);
  if (lines.length === 0) return undefined;
  const outMinor = sumLines(lines, 'out');
  return {
    ...{ machine, operation, kind: 'adjustment', outcome: 'completed', currency: DEMO_CURRENCY },
    ...{
      amountMinor: outMinor,
      inMinor: 0,
      outMinor,
      owedMinor: 0,
      lines,
      reason: 'counter.recounted',
      operator,
      steps: [],
    },
  };
}
