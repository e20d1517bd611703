import { LevelRail } from './level-rail.tsx';
import { type LevelRowsProps, markWords, Order, OrderBy, Outlook, Pieces, UnitName } from './level-table.tsx';
import { Money } from './money.tsx';
import { totalWords } from './order-due.tsx';

/** The same on a phone: a card a unit. */
export function LevelCards({ row, lines, now, say }: LevelRowsProps) {
  const { t } = say;
  return (
    <ul className="cards phone">
      {lines.map((line) => {
        const { unit, denomination, first } = line;
        return (
          <li key={unit.unit}>
            <UnitName line={line} currency={row.currency} say={say} />
            <span className="r">
              <Pieces unit={unit} say={say} />
            </span>
            <span className="lv-level lv-line">
              <LevelRail unit={unit} denomination={denomination} />
              <span className="meta">{markWords(line, say)}</span>
            </span>
            <span className="lv-line">
              <Outlook unit={unit} row={row} now={now} say={say} />
            </span>
            {first && denomination !== undefined && (
              <>
                <span>
                  {denomination.orderBy !== null && (
                    <>
                      <span className="meta block">{t('levels.columns.orderBy')}</span>
                      <OrderBy denomination={denomination} say={say} />
                    </>
                  )}
                </span>
                <span className="r">
                  <Order denomination={denomination} currency={row.currency} say={say} />
                </span>
              </>
            )}
          </li>
        );
      })}
      <li className="total">
        <span>{totalWords(row, say)}</span>
        <span className="r strong">
          <Money amountMinor={row.orderMinor} currency={row.currency} />
        </span>
      </li>
    </ul>
  );
}
