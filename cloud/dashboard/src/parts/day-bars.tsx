import type { ComparedShop } from '@tillbridge/shared/reads-cash';
import { gridlines } from '../charts/scale.ts';
import { axisLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';

const WIDTH = 280;
const HEIGHT = 96;
const FOOT = 16;
/** Room for the names of round amounts, beside the bars. */
const MARGIN = 36;
const GRID_MAX = 2;
const SUNDAY = 0;
const DAY_MS = 86_400_000;

export interface DayBarsProps {
  readonly row: ComparedShop;
  /** The height of the scale, one for all drawings of a currency. */
  readonly peakMinor: number;
  readonly say: Say;
}

/** Takings of each business day as bars from zero; Sundays are shaded, and round amounts of the common scale are named. */
export function DayBars({ row, peakMinor, say }: DayBarsProps) {
  const base = HEIGHT - FOOT;
  const step = (WIDTH - MARGIN) / Math.max(1, row.days.length);
  const top = Math.max(1, peakMinor);
  const [first, last] = [row.days[0]?.day, row.days.at(-1)?.day];
  const marks = gridlines(peakMinor, GRID_MAX);
  const tall = (takingsMinor: number) => tenth((Math.max(0, takingsMinor) / top) * (base - 12));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="bars" role="img" aria-label={say.name(row.shop.name)}>
      {row.days.map(({ day }, i) =>
        weekdayOf(day) === SUNDAY ? (
          <rect key={day} x={tenth(MARGIN + i * step)} y={0} width={tenth(step)} height={base} className="b-rest" />
        ) : null,
      )}
      {marks.map((amountMinor) => (
        <line
          key={amountMinor}
          x1={MARGIN}
          x2={WIDTH}
          y1={base - tall(amountMinor)}
          y2={base - tall(amountMinor)}
          className="c-grid"
        />
      ))}
      {row.days.map(({ day, takingsMinor }, i) => (
        <rect
          key={day}
          x={tenth(MARGIN + i * step + step * 0.15)}
          y={tenth(base - tall(takingsMinor))}
          width={tenth(step * 0.7)}
          height={tall(takingsMinor)}
          className={day === row.businessDate ? 'b-bar is-open' : 'b-bar'}
        />
      ))}
      {marks.map((amountMinor) => (
        <text key={amountMinor} x={MARGIN - 5} y={base - tall(amountMinor) + 3} className="c-t" textAnchor="end">
          {axisLabel(amountMinor, row.currency)}
        </text>
      ))}
      <line x1={MARGIN} x2={WIDTH} y1={base} y2={base} className="c-zero" />
      {first !== undefined && (
        <text x={MARGIN} y={HEIGHT - 2} className="c-t">
          {say.day(first, 'short')}
        </text>
      )}
      {last !== undefined && last !== first && (
        <text x={WIDTH} y={HEIGHT - 2} className="c-t" textAnchor="end">
          {say.day(last, 'short')}
        </text>
      )}
    </svg>
  );
}

const tenth = (value: number) => Math.round(value * 10) / 10;

function weekdayOf(day: string): number {
  return new Date(Math.floor(Date.parse(day) / DAY_MS) * DAY_MS).getUTCDay();
}
