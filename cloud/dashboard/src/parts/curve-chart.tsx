import type { PointerEvent } from 'react';
import { type CurveSize, layoutCurve, SLIM, WIDE } from '../charts/layout-curve.ts';
import type { DayPair } from '../charts/like-for-like.ts';
import { axisLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { Money } from './money.tsx';

export interface CurveChartProps {
  readonly pair: DayPair;
  readonly currency: string;
  /** `14:32`, the moment up to which today is drawn. */
  readonly nowLabel: string;
  /** `Fri 13 Nov`, the day compared with. */
  readonly thenLabel: string;
  readonly caption: string;
  readonly say: Say;
  /** The hour pointed at, and who wants to know of pointing. */
  readonly at?: number | null;
  readonly onPoint?: (hour: number | null) => void;
}

const clockHour = (hour: number) => String(Math.floor(hour) % 24).padStart(2, '0');

/** Today in accent, the comparison in grey behind it, both named at their ends; the same figures as a table below. */
export function CurveChart(props: CurveChartProps) {
  return (
    <>
      <Drawing {...props} size={WIDE} show="wide" />
      <Drawing {...props} size={SLIM} show="slim" />
      <FiguresTable {...props} />
    </>
  );
}

interface DrawingProps extends CurveChartProps {
  readonly size: CurveSize;
  readonly show: 'wide' | 'slim';
}

function Drawing({ pair, currency, nowLabel, thenLabel, caption, say, size, show, at = null, onPoint }: DrawingProps) {
  const layout = layoutCurve(pair, size);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * size.width;
    const nearest = layout.stops.reduce<(typeof layout.stops)[number] | undefined>(
      (best, stop) => (best === undefined || Math.abs(stop.x - x) < Math.abs(best.x - x) ? stop : best),
      undefined,
    );
    onPoint?.(x > size.right + 24 || nearest === undefined ? null : nearest.hour);
  };
  const hears =
    onPoint === undefined ? {} : { onPointerMove: point, onPointerDown: point, onPointerLeave: () => onPoint(null) };
  const stop = at === null ? undefined : layout.stops.find((one) => one.hour === at);
  const label = `${caption}: ${nowLabel} ${say.money(pair.nowMinor, currency)}; ${thenLabel} ${say.money(pair.thenMinor, currency)}`;
  return (
    <figure className={`chart ${show}`}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label} {...hears}>
        {layout.grid.map(({ y, amountMinor }) => (
          <g key={amountMinor}>
            <path className="c-grid" d={`M8 ${y}H${size.right}`} />
            <text className="c-t" x="8" y={y - 4}>
              {axisLabel(amountMinor, currency)}
            </text>
          </g>
        ))}
        <path className="c-zero" d={`M8 ${layout.baseline}H${size.right}`} />
        {layout.hours.map(({ x, hour, anchor }) => (
          <text key={hour} className="c-t" x={x} y={layout.baseline + 18} textAnchor={anchor}>
            {clockHour(hour)}
          </text>
        ))}
        <path className="c-then" d={layout.thenPath} />
        <path className="c-now" d={layout.nowPath} />
        {layout.dot !== undefined && (
          <>
            <path className="c-gap" d={`M${layout.dot.x} ${layout.dot.y}V${layout.dot.thenY}`} />
            <circle className="c-dot" cx={layout.dot.x} cy={layout.dot.y} r="4" />
            <text className="c-l" x={layout.nowLabel.x} y={layout.nowLabel.y} textAnchor={layout.nowLabel.anchor}>
              {nowLabel} {say.money(pair.nowMinor, currency)}
            </text>
          </>
        )}
        <text className="c-t2" x={layout.thenLabel.x} y={layout.thenLabel.y}>
          {thenLabel}
        </text>
        <text className="c-t2" x={layout.thenLabel.x} y={layout.thenLabel.y + 16}>
          {say.money(pair.thenTotalMinor, currency)}
        </text>
        {stop !== undefined && (
          <>
            <path className="c-rule" d={`M${stop.x} 12V${layout.baseline}`} />
            <circle className="c-dot then" cx={stop.x} cy={stop.thenY} r="3.5" />
            {stop.nowY !== undefined && <circle className="c-dot" cx={stop.x} cy={stop.nowY} r="3.5" />}
          </>
        )}
      </svg>
      {stop !== undefined && (
        <Tip stop={stop} share={stop.x / size.width} currency={currency} thenLabel={thenLabel} say={say} />
      )}
    </figure>
  );
}

interface TipProps {
  readonly stop: { readonly hour: number; readonly now: number | undefined; readonly before: number };
  readonly share: number;
  readonly currency: string;
  readonly thenLabel: string;
  readonly say: Say;
}

/** A small table: now, then, difference. */
function Tip({ stop, share, currency, thenLabel, say }: TipProps) {
  const side =
    share > 0.5 ? { right: `${Math.round((1 - share) * 100) + 3}%` } : { left: `${Math.round(share * 100) + 3}%` };
  return (
    <div className="tip" style={side} aria-hidden="true">
      <b className="strong">{clockHour(stop.hour)}:00</b>
      <dl>
        {stop.now !== undefined && (
          <>
            <dt>
              <span className="sq" />
              {say.t('chart.today')}
            </dt>
            <dd>
              <Money amountMinor={stop.now} currency={currency} />
            </dd>
          </>
        )}
        <dt>
          <span className="sq t" />
          {thenLabel}
        </dt>
        <dd>
          <Money amountMinor={stop.before} currency={currency} />
        </dd>
        {stop.now !== undefined && (
          <>
            <dt className="soft">{say.t('chart.difference')}</dt>
            <dd>
              <Money amountMinor={stop.now - stop.before} currency={currency} signing="always" />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function FiguresTable({ pair, currency, thenLabel, caption, say }: CurveChartProps) {
  const lastHour = pair.now.at(-1)?.hour ?? pair.from;
  return (
    <details className="as-table" data-figures>
      <summary>
        {say.t('chart.asTable')} <kbd className="key desk">t</kbd>
      </summary>
      <div className="scroll">
        <table className="ruled">
          <caption className="hidden-words">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say.t('chart.by')}</th>
              <th scope="col" className="num">
                {say.t('chart.today')}
              </th>
              <th scope="col" className="num">
                {thenLabel}
              </th>
            </tr>
          </thead>
          <tbody>
            {pair.before.map((then) => {
              const now = then.hour <= lastHour ? pair.now.find((point) => point.hour === then.hour) : undefined;
              return (
                <tr key={then.hour}>
                  <th scope="row">{clockHour(then.hour)}:00</th>
                  <td className="num">
                    {now === undefined ? (
                      <span className="off">–</span>
                    ) : (
                      <Money amountMinor={now.amountMinor} currency={currency} />
                    )}
                  </td>
                  <td className="num">
                    <Money amountMinor={then.amountMinor} currency={currency} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
