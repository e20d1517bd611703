import type { MachineNow, Need, ShopNow, ShopTile, Today, TransactionRow } from '@tillbridge/shared/reads';

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
    today: { takingsMinor: [], payoutsMinor: [] },
    lastWeek: { takingsMinor: [], payoutsMinor: [] },
    takingsMinor: 0,
    payoutsMinor: 0,
    transactions: 0,
    ...change,
  };
}

/** The same with all that is known of its machines: none, unless a test says otherwise. */
export function makeShop(change: Partial<ShopNow> = {}): ShopNow {
  return { ...makeTile(), machines: [], ...change };
}

/** A machine with one stacker of hundreds, of which so many are left. */
export function makeMachine(pieces: number): MachineNow {
  return {
    id: ID,
    name: 'CI-10',
    driver: 'glory-300',
    serial: null,
    currency: 'THB',
    state: 'idle',
    stateAt: null,
    faults: [],
    readAt: '2026-11-20T07:30:00.000Z',
    units: [
      {
        unit: 'N3',
        valueMinor: 10_000,
        form: 'note',
        role: 'recycle',
        pieces,
        capacity: 300,
        lowMark: 10,
        highMark: 290,
        level: 'ok',
        accuracy: 'accurate',
        canDispense: true,
        canAccept: true,
      },
    ],
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
