import type { LiveMessage } from '@tillbridge/shared/live';
import type { ShopPage } from '@tillbridge/shared/reads';
import { barsOf } from '@tillbridge/shared/shop-tile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMachine, makeNeed, makeRow, makeShop, makeTile, makeToday } from '../../test/make-tile.ts';
import { foldLive, foldRows, foldShop, isBehind, LIVE_EMPTY, RECENT_ROWS_MAX } from './fold.ts';

type Push = Extract<LiveMessage, { type: 'shop' }>;
const push = (version: number, change: Partial<Push> = {}): Push => ({
  type: 'shop',
  tile: makeShop({ version, takingsMinor: version * 100 }),
  transactions: [],
  needs: [],
  sentAt: `2026-11-20T07:31:${String(version % 60).padStart(2, '0')}.000Z`,
  ...change,
});
const started = foldLive(LIVE_EMPTY, { type: 'snapshot', today: makeToday() });
const tileOf = (state: typeof started) => state.today?.shops[0];

describe('live figures', () => {
  it('are replaced, never added', () => {
    const state = [push(2), push(3)].reduce(foldLive, started);
    expect(tileOf(state)?.takingsMinor).toBe(300);
  });

  it('end the same in whatever order and however often the messages come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 1, maxLength: 20 }), (versions) => {
        const state = versions.map((version) => push(version)).reduce(foldLive, started);
        expect(tileOf(state)?.version).toBe(Math.max(...versions));
      }),
    );
  });

  it('of an older version are thrown away, with the needs that came along', () => {
    const state = [push(5, { needs: [] }), push(4, { needs: [makeNeed()] })].reduce(foldLive, started);
    expect(tileOf(state)?.version).toBe(5);
    expect(state.today?.needs).toEqual([]);
  });

  it('keep a newer shop when an older reading of all shops arrives late', () => {
    const ahead = foldLive(started, push(9));
    const late = foldLive(ahead, { type: 'snapshot', today: makeToday({ asOf: '2026-11-20T07:30:30.000Z' }) });
    expect(tileOf(late)?.version).toBe(9);
  });

  it('drop a shop that a later reading no longer shows', () => {
    const state = foldLive(started, {
      type: 'snapshot',
      today: makeToday({ asOf: '2026-11-20T07:40:00.000Z', shops: [] }),
    });
    expect(state.today?.shops).toEqual([]);
  });

  it('replace the needs of that shop and leave those of others', () => {
    const other = makeNeed({ shopId: '0198aaaa-0000-7000-8000-000000000002' });
    const before = foldLive(LIVE_EMPTY, { type: 'snapshot', today: makeToday({ needs: [makeNeed(), other] }) });
    const state = foldLive(before, push(2, { needs: [makeNeed({ code: 'owed' })] }));
    expect(state.today?.needs.map((need) => need.code)).toEqual(['unit_low', 'owed']);
  });
});

describe('rows', () => {
  const row = (n: number) =>
    makeRow({
      id: `0198aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`,
      occurredAt: new Date(n * 1000).toISOString(),
    });

  it('stand newest first, each once, and are not kept for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 120 }), (numbers) => {
        const rows = numbers.reduce<ReturnType<typeof foldRows>>((known, n) => foldRows(known, [row(n)]), []);
        const expected = [...new Set(numbers)].sort((a, b) => b - a).map((n) => row(n).id);
        expect(rows.map((one) => one.id).slice(0, RECENT_ROWS_MAX)).toEqual(rows.map((one) => one.id));
        expect(expected).toEqual(expect.arrayContaining(rows.map((one) => one.id)));
        expect([...rows].sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))).toEqual(rows);
      }),
    );
  });
});

describe("one shop's page", () => {
  const page = (version: number): ShopPage => ({
    asOf: '2026-11-20T07:30:30.000Z',
    tile: makeShop({ version, machines: [makeMachine(50)] }),
    needs: [makeNeed()],
    movements: [],
    agents: [],
    retired: [],
    recent: [makeRow()],
  });

  it('takes the newer tile, its needs and its new rows', () => {
    const fresh = makeRow({ id: '0198aaaa-0000-7000-8000-000000000200', occurredAt: '2026-11-20T07:31:00.000Z' });
    const state = foldLive(started, push(4, { transactions: [fresh], needs: [] }));
    const folded = foldShop(page(3), state);
    expect(folded.tile.version).toBe(4);
    expect(folded.needs).toEqual([]);
    expect(folded.recent.map((row) => row.id)).toEqual([fresh.id, makeRow().id]);
  });

  it('stays ahead of what was heard before it was read', () => {
    expect(foldShop(page(8), foldLive(started, push(4))).tile.version).toBe(8);
  });

  it('takes all units from a push, of which a list of shops shows the bars alone', () => {
    const state = foldLive(started, push(4, { tile: makeShop({ version: 4, machines: [makeMachine(49)] }) }));
    expect(foldShop(page(3), state).tile.machines).toEqual([makeMachine(49)]);
    const bar = { unit: 'N3', valueMinor: 10_000, form: 'note', pieces: 49, capacity: 300, level: 'ok' };
    expect(tileOf(state)?.machines.flatMap(({ bars }) => barsOf(bars))).toEqual([bar]);
  });

  it('keeps its units when the same version is listed as silent later', () => {
    const silent = makeToday({ asOf: '2026-11-20T07:40:00.000Z', shops: [makeTile({ version: 3, silent: true })] });
    const state = foldLive(LIVE_EMPTY, { type: 'snapshot', today: silent });
    expect(foldShop(page(3), state)).toMatchObject({
      asOf: silent.asOf,
      needs: [],
      tile: { silent: true, machines: [makeMachine(50)] },
    });
    expect(isBehind(page(3), state)).toBe(false);
  });

  it('stays as it was read, and is read again, where a list shows a version whose units nobody sent', () => {
    const newer = makeToday({ asOf: '2026-11-20T07:40:00.000Z', shops: [makeTile({ version: 5, takingsMinor: 500 })] });
    const state = foldLive(LIVE_EMPTY, { type: 'snapshot', today: newer });
    expect(foldShop(page(3), state)).toEqual(page(3));
    expect(isBehind(page(3), state)).toBe(true);
  });

  it('is read again after a push: the sums of the day do not come with it', () => {
    expect(isBehind(page(3), foldLive(started, push(4)))).toBe(true);
    expect(isBehind(page(4), foldLive(started, push(4)))).toBe(false);
  });
});
