import type { Holding } from '@tillbridge/shared/cash';
import type { CashTransactionBody, FactBody } from '@tillbridge/shared/fact';
import { DEMO_CURRENCY, type DemoShop, demoId } from './demo-shops.ts';
import type { DemoTill } from './demo-till.ts';

/** Whether a person at the shop has to look at how an operation ended. */
export function opensCase(body: CashTransactionBody): boolean {
  return body.outcome === 'partial';
}

/** The count with which a shop settles what was left open; the customers got their rest out of the drawer. */
export function makeRecount(
  shop: DemoShop,
  till: DemoTill,
  cases: readonly string[],
  businessDate: string,
): FactBody<'cash.recount'> {
  const held: Holding[] = till
    .inventory('')
    .units.flatMap(({ role, valueMinor, form, pieces }) =>
      role === 'recycle' && valueMinor !== undefined && pieces !== null
        ? [{ place: 'stock' as const, form, valueMinor, pieces }]
        : [],
    );
  return {
    machine: demoId(`machine ${shop.code}`),
    operation: demoId(`recount ${shop.code} ${businessDate}`),
    currency: DEMO_CURRENCY,
    cases: [...cases],
    counted: held,
    expected: held,
    reported: held,
    operator: shop.cashiers[0] ?? '',
  };
}
