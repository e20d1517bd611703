import { describe, expect, it } from 'vitest';
import { buildCurve } from './build-curve.ts';

const row = (
  hour: number,
  kind: 'sale' | 'change' | 'exchange' | 'purchase_payout' | 'collection',
  inMinor: number,
  outMinor: number,
) => ({
  shop_id: 's',
  today: true,
  hour,
  kind,
  transactions: 1,
  in_minor: inMinor,
  out_minor: outMinor,
});

describe('a curve', () => {
  it('has an entry for each hour up to the last in which something happened', () => {
    const curve = buildCurve([row(1, 'sale', 100, 20), row(3, 'sale', 50, 0)]);
    expect(curve.takingsMinor).toEqual([0, 80, 80, 130]);
  });

  it('subtracts change from takings and keeps what sellers were paid apart', () => {
    const rows = [row(0, 'sale', 100, 0), row(0, 'change', 0, 25), row(0, 'purchase_payout', 0, 40)];
    expect(buildCurve(rows)).toEqual({ takingsMinor: [75], payoutsMinor: [40] });
  });

  it('takes exchanges and collections for neither', () => {
    expect(buildCurve([row(0, 'exchange', 100, 100), row(0, 'collection', 0, 900)])).toEqual({
      takingsMinor: [0],
      payoutsMinor: [0],
    });
  });
});
