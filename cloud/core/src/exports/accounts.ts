/** An account of the journal. The codes are ours; whoever imports maps them to the chart of the house once. */
export interface Account {
  readonly code: string;
  readonly name: { readonly en: string; readonly th: string };
}

export const ACCOUNTS = {
  cash: { code: '111100', name: { en: 'Cash in machines', th: 'เงินสดในเครื่อง' } },
  safe: { code: '111200', name: { en: 'Cash in the safe', th: 'เงินสดในตู้นิรภัย' } },
  transit: { code: '111300', name: { en: 'Cash in transit to the bank', th: 'เงินสดระหว่างนำฝาก' } },
  clearing: { code: '111900', name: { en: 'Exchange clearing', th: 'พักแลกเงิน' } },
  deposits: { code: '211900', name: { en: 'Deposits to be assigned', th: 'เงินรับรอจำแนก' } },
  sales: { code: '411000', name: { en: 'Sales', th: 'รายได้จากการขาย' } },
  purchases: { code: '511000', name: { en: 'Purchases', th: 'ซื้อสินค้า' } },
  payouts: { code: '521000', name: { en: 'Payouts', th: 'รายจ่าย' } },
  overShort: { code: '531900', name: { en: 'Cash over and short', th: 'เงินสดขาดเกิน' } },
  unassigned: { code: '999000', name: { en: 'Unassigned', th: 'รอจำแนก' } },
} as const satisfies Record<string, Account>;

const BY_KIND: Readonly<Record<string, Account>> = {
  sale: ACCOUNTS.sales,
  change: ACCOUNTS.sales,
  deposit: ACCOUNTS.deposits,
  payout: ACCOUNTS.payouts,
  purchase_payout: ACCOUNTS.purchases,
  exchange: ACCOUNTS.clearing,
  refill: ACCOUNTS.safe,
  collection: ACCOUNTS.transit,
  adjustment: ACCOUNTS.overShort,
};

/** Where the other side of a movement of cash goes. */
export function counterAccount(kind: string | null): Account {
  return (kind === null ? undefined : BY_KIND[kind]) ?? ACCOUNTS.unassigned;
}
