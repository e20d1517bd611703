import type { LevelDenomination, LevelUnit, MachineLevels } from '@tillbridge/shared/reads-levels';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { Denomination } from './denomination.tsx';
import { LevelRail } from './level-rail.tsx';
import { orderWords, outlookWords } from './level-words.ts';
import type { LevelLine } from './machine-levels.tsx';
import { Money } from './money.tsx';
import { totalWords } from './order-due.tsx';

export interface LevelRowsProps {
  readonly row: MachineLevels;
  readonly lines: readonly LevelLine[];
  readonly now: string;
  readonly say: Say;
}

/** Unit by unit: how full, when it runs empty or full, by when to order and what. */
export function LevelTable({ row, lines, now, say }: LevelRowsProps) {
  const { t } = say;
  const heads = ['unit', 'level', 'pieces', 'outlook', 'orderBy', 'order'] as const;
  return (
    <table className="rows dense desk ruled">
      <caption className="hidden-words">{`${say.name(row.shop.name)} · ${row.machine.name}`}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={head === 'pieces' || head === 'order' ? 'num' : undefined}>
              {t(`levels.columns.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.unit.unit}>
            <th scope="row">
              <UnitName line={line} currency={row.currency} say={say} />
            </th>
            <td className="lv-level">
              <LevelRail unit={line.unit} denomination={line.denomination} />
              <span className="meta">{markWords(line, say)}</span>
            </td>
            <td className="num">
              <Pieces unit={line.unit} say={say} />
            </td>
            <td>
              <Outlook unit={line.unit} row={row} now={now} say={say} />
            </td>
            <td>{line.first && <OrderBy denomination={line.denomination} say={say} />}</td>
            <td className="num">
              {line.first && <Order denomination={line.denomination} currency={row.currency} say={say} />}
            </td>
          </tr>
        ))}
        <tr className="total">
          <th scope="row" colSpan={5}>
            {totalWords(row, say)}
          </th>
          <td className="num">
            <Money amountMinor={row.orderMinor} currency={row.currency} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** The piece as it is drawn everywhere; boxes and the reject tray by their word. */
export function UnitName({
  line: { unit, letter },
  currency,
  say,
}: {
  readonly line: LevelLine;
  readonly currency: string;
  readonly say: Say;
}) {
  if (unit.valueMinor !== null && unit.role === 'recycle') {
    return (
      <span className="den">
        <Denomination valueMinor={unit.valueMinor} currency={currency} form={unit.form} />
        <span className="hidden-words">{say.t(unit.form === 'note' ? 'figures.note' : 'figures.coin')}</span>
        {letter !== '' && <span className="meta"> {letter}</span>}
      </span>
    );
  }
  const word = unit.role === 'overflow' ? 'machine.overflow' : unit.role === 'reject' ? 'bucket.reject' : 'bucket.box';
  return <span className="strong">{say.t(word)}</span>;
}

/** What the marks on the rail stand for: those of the shop, or else the machine's own. */
export function markWords({ unit, denomination }: LevelLine, say: Say): string {
  const set = denomination?.set;
  if (set)
    return say.t('levels.marks', { low: countLabel(set.low), par: countLabel(set.par), high: countLabel(set.high) });
  if (unit.highMark <= 0 || unit.highMark >= unit.capacity) return '';
  if (unit.lowMark <= 0) return say.t('levels.ownHigh', { high: countLabel(unit.highMark) });
  return say.t('levels.ownMarks', { low: countLabel(unit.lowMark), high: countLabel(unit.highMark) });
}

export function Pieces({ unit, say }: { readonly unit: LevelUnit; readonly say: Say }) {
  const { pieces, capacity, level, outlook } = unit;
  const word =
    outlook !== 'unused' && (level === 'low' || level === 'empty' || level === 'high' || level === 'full')
      ? say.t(`level.${level}`)
      : '';
  return (
    <>
      {pieces === null ? '?' : countLabel(pieces)}
      <span className="minor"> / {countLabel(capacity)}</span>
      {word !== '' && <span className="fc warn block">{word}</span>}
    </>
  );
}

export function Outlook({
  unit,
  row,
  now,
  say,
}: {
  readonly unit: LevelUnit;
  readonly row: MachineLevels;
  readonly now: string;
  readonly say: Say;
}) {
  return outlookWords(unit, row, now, say).map(({ head, detail, tone }) => (
    <span key={head} className="block">
      <span className={tone === 'warn' ? 'fc warn' : tone}>{head}</span>
      {detail !== '' && <span className="meta block">{detail}</span>}
    </span>
  ));
}

export function OrderBy({
  denomination,
  say,
}: {
  readonly denomination: LevelDenomination | undefined;
  readonly say: Say;
}) {
  if (denomination === undefined || denomination.orderBy === null) return <span className="off">–</span>;
  const day = say.day(denomination.orderBy, 'short');
  if (!denomination.late) return <span>{day}</span>;
  return (
    <>
      <span className="fc warn">{say.t('levels.tooLate')}</span>
      <span className="meta block">{say.t('levels.was', { day })}</span>
    </>
  );
}

export function Order({
  denomination,
  currency,
  say,
}: {
  readonly denomination: LevelDenomination | undefined;
  readonly currency: string;
  readonly say: Say;
}) {
  if (denomination === undefined) return null;
  const { order } = denomination;
  const words = orderWords(denomination, say);
  if (order === null || order.packs === 0) return <span className="off">{words}</span>;
  return (
    <>
      {words}
      <span className="meta block">
        <Money amountMinor={order.amountMinor} currency={currency} />
      </span>
    </>
  );
}
