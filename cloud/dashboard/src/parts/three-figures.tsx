import type { Form, Holding, Place } from '@tillbridge/shared/cash';
import { countLabel, denominationName } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { Money } from './money.tsx';

export interface FigureRow {
  readonly place: Place;
  readonly form: Form;
  readonly valueMinor: number;
  /** Pieces; null: not known. */
  readonly expected: number | null;
  readonly reported: number | null;
  readonly counted: number | null;
}

export interface ThreeFiguresProps {
  readonly rows: readonly FigureRow[];
  readonly currency: string;
  readonly caption: string;
  readonly say: Say;
}

/** What was counted, or where nobody counted reported, less expected; null where nothing can be compared. */
export function differenceOf({ expected, reported, counted }: FigureRow): number | null {
  const found = counted ?? reported;
  return found === null || expected === null ? null : found - expected;
}

/** Three lists of holdings side by side, notes before coins, the large ones first. */
export function figureRows(
  expected: readonly Holding[],
  reported: readonly Holding[],
  counted: readonly Holding[],
): FigureRow[] {
  const rows = new Map<string, FigureRow>();
  const take = (list: readonly Holding[], figure: 'expected' | 'reported' | 'counted') => {
    for (const { place, form, valueMinor, pieces } of list) {
      const key = `${place} ${form} ${valueMinor}`;
      const empty = { place, form, valueMinor, expected: null, reported: null, counted: null };
      rows.set(key, { ...(rows.get(key) ?? empty), [figure]: pieces });
    }
  };
  take(expected, 'expected');
  take(reported, 'reported');
  take(counted, 'counted');
  const order = ['stock', 'box', 'reject'];
  return [...rows.values()].sort(
    (a, b) =>
      order.indexOf(a.place) - order.indexOf(b.place) ||
      Number(a.form === 'coin') - Number(b.form === 'coin') ||
      b.valueMinor - a.valueMinor,
  );
}

/** Expected, reported and counted as three columns of pieces, the difference as a fourth, in pieces and in money. */
export function ThreeFigures({ rows, currency, caption, say }: ThreeFiguresProps) {
  const { t } = say;
  const differences = rows.map((row) => (differenceOf(row) ?? 0) * row.valueMinor);
  const sum = differences.reduce((total, each) => total + each, 0);
  return (
    <div className="scroll">
      <table className="rows dense ruled figures">
        <caption className="hidden-words">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('figures.denomination')}</th>
            <th scope="col" className="num">
              {t('figures.expected')}
            </th>
            <th scope="col" className="num">
              {t('figures.reported')}
            </th>
            <th scope="col" className="num">
              {t('figures.counted')}
            </th>
            <th scope="col" className="num">
              {t('figures.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.place}${row.form}${row.valueMinor}`}>
              <th scope="row">
                {denominationName(row.valueMinor, currency)}
                <span className={row.place === 'stock' ? 'meta desk-inline' : 'meta'}> {placeWords(row, say)}</span>
              </th>
              <Pieces value={row.expected} />
              <Pieces value={row.reported} />
              <Pieces value={row.counted} />
              <Difference row={row} currency={currency} />
            </tr>
          ))}
          <tr className="total">
            <th scope="row" colSpan={4}>
              {t('figures.sum')}
            </th>
            <td className="num">
              <Money amountMinor={sum} currency={currency} signing="always" />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Pieces({ value }: { readonly value: number | null }) {
  return <td className="num">{value === null ? <span className="off">–</span> : countLabel(value)}</td>;
}

function Difference({ row, currency }: { readonly row: FigureRow; readonly currency: string }) {
  const pieces = differenceOf(row);
  if (pieces === null || pieces === 0) return <td className="num off">–</td>;
  return (
    <td className="num strong">
      <span className="meta desk-inline">{`${pieces > 0 ? '+' : '\u2212'}${countLabel(Math.abs(pieces))} · `}</span>
      <Money amountMinor={pieces * row.valueMinor} currency={currency} signing="always" />
    </td>
  );
}

function placeWords({ place, form }: FigureRow, say: Say): string {
  return place === 'stock' ? say.t(form === 'note' ? 'figures.note' : 'figures.coin') : say.t(`bucket.${place}`);
}
