import type { Need, ShopSummary, ShopTile } from '@tillbridge/shared/reads';
import Link from 'next/link';
import { thenAtSameHour } from '../charts/like-for-like.ts';
import { changeLabel } from '../format/money.ts';
import { sumPositions } from '../format/units.ts';
import type { Say } from '../words/say.ts';
import { LevelStrip } from './level-strip.tsx';
import { Money } from './money.tsx';
import { ShopState } from './shop-state.tsx';
import { Spark } from './spark.tsx';

export interface ShopsProps {
  readonly shops: readonly ShopTile[];
  readonly needs: readonly Need[];
  readonly now: string;
  readonly say: Say;
}

/** Sums of one currency over all its shops, each compared up to the minute it is known to. */
export interface ShopsTotal {
  readonly currency: string;
  readonly stock: number;
  readonly takings: number;
  readonly payouts: number;
  readonly change: string | undefined;
}

export function totalsOf(shops: readonly ShopTile[], now: string): readonly ShopsTotal[] {
  const currencies = [...new Set(shops.map((tile) => tile.currency))];
  const positions = sumPositions(shops.flatMap((tile) => tile.positions));
  return currencies.map((currency) => {
    const of = shops.filter((tile) => tile.currency === currency);
    const takings = of.reduce((sum, tile) => sum + tile.takingsMinor, 0);
    const then = of.reduce((sum, tile) => sum + thenAtSameHour(tile, 'takingsMinor', now), 0);
    return {
      currency,
      stock: positions.find((position) => position.currency === currency)?.stock ?? 0,
      takings,
      payouts: of.reduce((sum, tile) => sum + tile.payoutsMinor, 0),
      change: changeLabel(takings, then),
    };
  });
}

/** When a shop's figures end, in words. */
export function throughWords(tile: ShopSummary, say: Say): string {
  return tile.completeThrough === null
    ? say.t('shop.neverHeard')
    : say.t('shop.through', { time: say.clock(tile.completeThrough, tile.timeZone) });
}

/** One shop a row: state, age, levels, money, the day's line. The whole row leads to the shop. */
export function ShopsTable({ shops, needs, now, say }: ShopsProps) {
  const { t } = say;
  return (
    <table className="shops desk ruled">
      <thead>
        <tr>
          <th scope="col">{t('shops.state')}</th>
          <th scope="col">{t('shops.shop')}</th>
          <th scope="col">{t('shops.levels')}</th>
          <th scope="col" className="num">
            {t('bucket.stock')}
          </th>
          <th scope="col" className="num">
            {t('today.takings')}
          </th>
          <th scope="col" className="num">
            {t('shops.change')}
          </th>
          <th scope="col" className="num">
            {t('today.payouts')}
          </th>
          <th scope="col" style={{ width: 100 }}>
            {t('shops.byHour')}
          </th>
        </tr>
      </thead>
      <tbody>
        {shops.map((tile) => (
          <ShopRow key={tile.id} tile={tile} needs={needs} now={now} say={say} />
        ))}
        {shops.length > 1 &&
          totalsOf(shops, now).map((total) => (
            <tr key={total.currency} className="total">
              <td />
              <th scope="row">
                {t('shops.all', { n: shops.filter((tile) => tile.currency === total.currency).length })}
              </th>
              <td />
              <td className="num">
                <Money amountMinor={total.stock} currency={total.currency} />
              </td>
              <td className="num">
                <Money amountMinor={total.takings} currency={total.currency} />
              </td>
              <td className="num">{total.change ?? '–'}</td>
              <td className="num">
                <Money amountMinor={total.payouts} currency={total.currency} />
              </td>
              <td />
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function ShopRow({ tile, needs, now, say }: { readonly tile: ShopTile } & Omit<ShopsProps, 'shops'>) {
  return (
    <tr className={tile.silent ? 'is-live is-stale' : 'is-live'}>
      <td style={{ width: 166 }}>
        <ShopState tile={tile} needs={needs} say={say} />
      </td>
      <th scope="row">
        <Link href={`/shops/${tile.id}`} className="strong row-link">
          {say.name(tile.name)}
        </Link>
        <span className="meta">{throughWords(tile, say)}</span>
      </th>
      <td>
        <LevelStrip tile={tile} say={say} />
      </td>
      <td className="num">
        {tile.positions.length === 0 ? (
          <span className="off">–</span>
        ) : (
          tile.positions.map((position) => (
            <span key={position.currency} className="block">
              <Money amountMinor={position.stock} currency={position.currency} />
            </span>
          ))
        )}
      </td>
      <td className="num">
        <Money amountMinor={tile.takingsMinor} currency={tile.currency} />
      </td>
      <td className="num">
        {changeLabel(tile.takingsMinor, thenAtSameHour(tile, 'takingsMinor', now)) ?? <span className="off">–</span>}
      </td>
      <td className="num">
        <Money amountMinor={tile.payoutsMinor} currency={tile.currency} />
      </td>
      <td>
        <Spark tile={tile} now={now} />
      </td>
    </tr>
  );
}

/** The same shops on a phone: name and takings, state and comparison, then strip and spark. */
export function ShopCards({ shops, needs, now, say }: ShopsProps) {
  const { t } = say;
  return (
    <ul className="cards phone">
      {shops.map((tile) => (
        <li key={tile.id} className={tile.silent ? 'is-stale' : undefined}>
          <Link href={`/shops/${tile.id}`} className="strong row-link">
            {say.name(tile.name)}
          </Link>
          <b className="r strong">
            <Money amountMinor={tile.takingsMinor} currency={tile.currency} />
          </b>
          <ShopState tile={tile} needs={needs} say={say} />
          <span className="r soft">
            {changeLabel(tile.takingsMinor, thenAtSameHour(tile, 'takingsMinor', now)) ?? '–'}
          </span>
          <span className="lv">
            <LevelStrip tile={tile} say={say} />
            <Spark tile={tile} now={now} />
          </span>
          <span className="meta">{throughWords(tile, say)}</span>
          <span className="meta r">
            {tile.positions.map((position) => (
              <span key={position.currency} className="block">
                {t('bucket.stock')} {say.money(position.stock, position.currency)}
              </span>
            ))}
          </span>
        </li>
      ))}
      {shops.length > 1 &&
        totalsOf(shops, now).map((total) => (
          <li key={total.currency} className="total">
            <b>{t('shops.all', { n: shops.filter((tile) => tile.currency === total.currency).length })}</b>
            <b className="r">
              <Money amountMinor={total.takings} currency={total.currency} />
            </b>
            <span />
            <span className="r soft">{total.change ?? '–'}</span>
          </li>
        ))}
    </ul>
  );
}
