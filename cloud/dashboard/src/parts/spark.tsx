import type { ShopSummary } from '@tillbridge/shared/reads';
import { hourlyPair } from '../charts/like-for-like.ts';
import { pathThrough, scale } from '../charts/scale.ts';

const WIDTH = 88;
const HEIGHT = 24;
const EDGE = 3;

/** The day by hours in accent, last week's behind it in grey. A silent shop's line ends in a hollow dot. */
export function Spark({ tile, now }: { readonly tile: ShopSummary; readonly now: string }) {
  const pair = hourlyPair(tile, now);
  const slots = Math.max(pair.before.length, pair.now.length, 2);
  const most = Math.max(1, ...pair.before, ...pair.now);
  const x = scale([0, slots - 1], [EDGE, WIDTH - EDGE]);
  const y = scale([0, most], [HEIGHT - EDGE, EDGE]);
  const points = (values: readonly number[]) => values.map((value, i) => [x(i), y(value)] as const);
  const nowPoints = points(pair.now);
  const last = nowPoints.at(-1);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path className="sp-then" d={pathThrough(points(pair.before))} />
      <path className="sp-now" d={pathThrough(nowPoints)} />
      {last !== undefined && (
        <circle
          className="sp-dot"
          cx={Math.round(last[0] * 10) / 10}
          cy={Math.round(last[1] * 10) / 10}
          r={tile.silent ? 2.25 : 2.5}
        />
      )}
    </svg>
  );
}
