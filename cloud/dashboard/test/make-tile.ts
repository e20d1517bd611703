import type { Need, ShopTile, Today, TransactionRow } from '@tillbridge/shared/reads';

const ID = '0198aaaa-0000-7000-8000-000000000001';

/** A valid shop; a test changes the one line it is about. */
export function makeTile(change: Partial<ShopTile> = {}): ShopTile {
  return {
    id: ID,
    code: 'HDY',
    name: { th: 'หาดใหญ่', en: 'Hat Yai' },
    timeZone: 'Asia/Bangkok',
    cutOffMinutes: 240,
    version: 1,
    businessDate: '2026-11-20',
    completeThrough: '2026-11-20T07:30:00.000Z',
    lastHeardAt: '2026-11-20T07:30:00.000Z',
    silent: false,
    pending: 0,
    positions: [{ currency: 'THB', stock: 10_000, dispensable: 9_000, box: 500, reject: 20 }],
    positionAt: '2026-11-20T07:30:00.000Z',
    machines: [],
    currency: 'THB',
    today: [],
    lastWeek: [],
    takingsMinor: 0,
    payoutsMinor: 0,
    transactions: 0,
    ...change,
  };
}

export function makeToday(change: Partial<Today> = {}): Today {
  return {
    organization: { id: ID, name: { th: 'สาธิต', en: 'Demo' } },
    asOf: '2026-11-20T07:30:00.000Z',
    needs: [],
    shops: [makeTile()],
    ...change,
  };
}

export function makeNeed(change: Partial<Need> = {}): Need {
  return { code: 'unit_low', severity: 'warn', shopId: ID, since: '2026-11-20T07:00:00.000Z', values: {}, ...change };
}

export function makeRow(change: Partial<TransactionRow> = {}): TransactionRow {
  return {
    id: '0198aaaa-0000-7000-8000-000000000100',
    shopId: ID,
    machineId: ID,
    kind: 'sale',
    outcome: 'completed',
    currency: 'THB',
    amountMinor: 64_000,
    inMinor: 100_000,
    outMinor: 36_000,
    owedMinor: 0,
    operator: null,
    reference: null,
    businessDate: '2026-11-20',
    occurredAt: '2026-11-20T07:29:00.000Z',
    receivedAt: '2026-11-20T07:29:00.400Z',
    reversed: false,
    ...change,
  };
}
