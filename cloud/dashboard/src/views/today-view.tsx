import type { ShopTile, Today } from '@tillbridge/shared/reads';
import type { ComponentType, ReactNode } from 'react';
import { dayPair, type Measure } from '../charts/like-for-like.ts';
import { changeLabel } from '../format/money.ts';
import { shiftDay } from '../format/time.ts';
import { sumPositions } from '../format/units.ts';
import { Buckets } from '../parts/buckets.tsx';
import { CurveChart, type CurveChartProps } from '../parts/curve-chart.tsx';
import { Icon } from '../parts/icon.tsx';
import { Money } from '../parts/money.tsx';
import { NeedsList } from '../parts/needs-list.tsx';
import { ShopCards, ShopsTable } from '../parts/shops-table.tsx';
import type { Say } from '../words/say.ts';
import { byNeed } from './by-need.ts';

export interface TodayViewProps {
  readonly today: Today;
  /** The moment ages are counted to. */
  readonly now: string;
  readonly say: Say;
  /** Says whether this is live. */
  readonly badge: ReactNode;
  /** A chart that answers to the pointer, where there is one. */
  readonly Chart?: ComponentType<CurveChartProps>;
}

/** All shops at a glance: what needs me, how much is there, how is it going, which shop. */
export function TodayView({ today, now, say, badge, Chart = CurveChart }: TodayViewProps) {
  const { t } = say;
  const first = today.shops[0];
  if (first === undefined) {
    return (
      <>
        <h1>{t('nav.today')}</h1>
        <div className="empty">
          <h2>{t('today.noShops')}</h2>
          <p className="soft">{t('today.noShopsNext')}</p>
        </div>
      </>
    );
  }
  const zone = first.timeZone;
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('nav.today')}</h1>
          <p className="sub">
            {say.day(first.businessDate, 'long')}
            <span className="meta">{completeWords(today.shops, say)}</span>
          </p>
        </div>
        <div className="tools desk">{badge}</div>
      </header>
      <div className="two top">
        <section aria-labelledby="needs">
          <div className="bar">
            <h2 id="needs">{t('today.needs')}</h2>
            {today.needs.length > 0 && <span className="meta">{t('today.openNeeds', { n: today.needs.length })}</span>}
          </div>
          {today.needs.length > 0 ? (
            <NeedsList needs={today.needs} shops={today.shops} now={now} say={say} />
          ) : (
            <Calm today={today} say={say} />
          )}
        </section>
        <section aria-labelledby="cash">
          <div className="bar">
            <h2 id="cash">{t('today.cash')}</h2>
            <span className="meta">{t('asOf', { time: say.clock(today.asOf, zone) })}</span>
          </div>
          <Buckets positions={sumPositions(today.shops.flatMap((tile) => tile.positions))} say={say} />
          <CashNotes shops={today.shops} say={say} />
        </section>
      </div>
      {[...new Set(today.shops.map((tile) => tile.currency))].map((currency) => {
        const shops = today.shops.filter((tile) => tile.currency === currency);
        return (
          <div key={currency} className="two curves">
            <Course
              heading={t('today.takings')}
              measure="takingsMinor"
              shops={shops}
              currency={currency}
              now={now}
              say={say}
              Chart={Chart}
            />
            <Course
              heading={t('today.payouts')}
              measure="payoutsMinor"
              shops={shops}
              currency={currency}
              now={now}
              say={say}
              Chart={Chart}
            />
          </div>
        );
      })}
      <section className="sec" aria-labelledby="shops">
        <div className="bar">
          <h2 id="shops">{t('nav.shops')}</h2>
          <span className="meta">{t('shops.sorted')}</span>
        </div>
        <ShopsTable shops={byNeed(today.shops, today.needs)} needs={today.needs} now={now} say={say} />
        <ShopCards shops={byNeed(today.shops, today.needs)} needs={today.needs} now={now} say={say} />
      </section>
    </>
  );
}

function Calm({ today, say }: { readonly today: Today; readonly say: Say }) {
  return (
    <div className="calm">
      <Icon name="tick" />
      <p>{say.t('today.calm', { n: today.shops.length })}</p>
      <span />
      <p className="meta">{say.t('today.calmNext')}</p>
    </div>
  );
}

/** Notes under the sums: whose figures are old. Currencies are said not to be added only where there are several. */
function CashNotes({ shops, say }: { readonly shops: readonly ShopTile[]; readonly say: Say }) {
  const silent = shops.filter((tile) => tile.silent && tile.positionAt !== null);
  const notes = silent.map((tile) =>
    say.t('today.includes', { shop: say.name(tile.name), time: say.clock(tile.positionAt ?? '', tile.timeZone) }),
  );
  if (sumPositions(shops.flatMap((tile) => tile.positions)).length > 1) notes.push(say.t('today.notAdded'));
  return notes.length === 0 ? null : <p className="meta mt-2">{notes.join(' ')}</p>;
}

interface CourseProps {
  readonly heading: string;
  readonly measure: Measure;
  readonly shops: readonly ShopTile[];
  readonly currency: string;
  readonly now: string;
  readonly say: Say;
  readonly Chart: ComponentType<CurveChartProps>;
}

/** One figure with its course over the day, against the same weekday last week at the same minute. */
function Course({ heading, measure, shops, currency, now, say, Chart }: CourseProps) {
  const { t } = say;
  const pair = dayPair(shops, measure, now);
  const first = shops[0];
  if (first === undefined) return null;
  const lastWeek = shiftDay(first.businessDate, -7);
  const change = changeLabel(pair.nowMinor, pair.thenMinor);
  const silent = shops.filter((tile) => tile.silent && tile.completeThrough !== null);
  const compared = pair.thenTotalMinor > 0;
  return (
    <section aria-label={heading}>
      <h2>{heading}</h2>
      <p className="key3">
        <span className="fig">
          <Money amountMinor={pair.nowMinor} currency={currency} />
        </span>
        {change !== undefined && (
          <span className="soft">
            {t('today.against', { change, weekday: say.day(lastWeek, 'weekday') })}{' '}
            <span className="meta">{say.money(pair.thenMinor, currency)}</span>
          </span>
        )}
      </p>
      <Chart
        pair={pair}
        currency={currency}
        nowLabel={say.clock(now, first.timeZone)}
        thenLabel={say.day(lastWeek, 'short')}
        caption={heading}
        say={say}
      />
      <p className="meta">
        {!compared && t('today.firstWeek', { day: say.day(shiftDay(first.businessDate, 7), 'long') })}
        {compared &&
          silent
            .map((tile) =>
              t('today.likeForLike', {
                shop: say.name(tile.name),
                time: say.clock(tile.completeThrough ?? now, tile.timeZone),
              }),
            )
            .join(' ')}
      </p>
    </section>
  );
}

/** `2 shops complete through 14:32, 1 through 09:12`: shops whose figures end at the same minute are told together. */
function completeWords(shops: readonly ShopTile[], say: Say): string {
  const groups = new Map<string, number>();
  const latestFirst = [...shops].sort((a, b) => ((a.completeThrough ?? '') < (b.completeThrough ?? '') ? 1 : -1));
  for (const { completeThrough, timeZone } of latestFirst) {
    if (completeThrough === null) continue;
    const time = say.clock(completeThrough, timeZone);
    groups.set(time, (groups.get(time) ?? 0) + 1);
  }
  const words = [...groups].map(([time, n], i) =>
    say.t(i === 0 ? 'today.complete' : 'today.completeMore', { n, time }),
  );
  const never = shops.filter((tile) => tile.completeThrough === null).length;
  if (never > 0) words.push(say.t('today.neverHeard', { n: never }));
  return words.join(', ');
}
