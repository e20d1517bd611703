import type { CashLine } from '@tillbridge/shared/cash';
import type { Say } from '../words/say.ts';
import { Denomination } from './denomination.tsx';
import { Icon } from './icon.tsx';
import { Money } from './money.tsx';

/** Pieces drawn one by one up to here; then the drawing says how many more. */
const DRAWN_MAX = 12;

export interface PiecesProps {
  readonly lines: readonly CashLine[];
  readonly direction: 'in' | 'out';
  readonly currency: string;
  /** What should have gone out besides; zero when nothing is owed. */
  readonly owedMinor: number;
  readonly say: Say;
}

/** What went in or out, piece by piece, with its place, and the sum under a heavier line. */
export function Pieces({ lines, direction, currency, owedMinor, say }: PiecesProps) {
  const { t } = say;
  const rows = lines
    .filter((line) => line.direction === direction)
    .sort((a, b) => Number(a.form === 'coin') - Number(b.form === 'coin') || b.valueMinor - a.valueMinor);
  const sum = rows.reduce((total, line) => total + line.pieces * line.valueMinor, 0);
  if (rows.length === 0 && owedMinor === 0)
    return <p className="empty meta">{t(direction === 'in' ? 'pieces.noneIn' : 'pieces.noneOut')}</p>;
  return (
    <div className="scroll">
      <table className="pieces">
        <thead>
          <tr>
            <th scope="col">{t('pieces.heading')}</th>
            <th scope="col" className="num">
              {t('pieces.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={`${line.valueMinor}${line.form}${line.place}${line.unit ?? ''}`}>
              <td>
                <Run line={line} currency={currency} />
                <span className="meta">{lineWords(line, say)}</span>
              </td>
              <td className="num">
                <Money amountMinor={line.pieces * line.valueMinor} currency={currency} />
              </td>
            </tr>
          ))}
          {owedMinor > 0 && (
            <tr className="short">
              <td>
                <span className="st warn">
                  <Icon name="cross" />
                  {t('pieces.missing')}
                </span>
              </td>
              <td className="num">
                <Money amountMinor={owedMinor} currency={currency} />
              </td>
            </tr>
          )}
          <tr className="total">
            <th scope="row">{totalWords(rows, direction, say)}</th>
            <td className="num">
              <Money amountMinor={sum} currency={currency} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Run({ line, currency }: { readonly line: CashLine; readonly currency: string }) {
  const drawn = Math.min(line.pieces, DRAWN_MAX);
  return (
    <span className="run" aria-hidden="true">
      {Array.from({ length: drawn }, (_, i) => `${line.valueMinor}-${i}`).map((key) => (
        <Denomination key={key} valueMinor={line.valueMinor} currency={currency} form={line.form} />
      ))}
      {line.pieces > drawn && <span className="meta">+{line.pieces - drawn}</span>}
    </span>
  );
}

function lineWords(line: CashLine, say: Say): string {
  const count = say.t(line.form === 'note' ? 'pieces.notes' : 'pieces.coins', { n: line.pieces });
  const way = line.direction === 'in' ? 'into' : 'from';
  if (line.place !== 'stock') return `${count}, ${say.t(`pieces.${way}.${line.place}`)}`;
  if (line.unit === undefined) return count;
  return `${count}, ${say.t(`pieces.${way}.${line.form === 'note' ? 'stacker' : 'hopper'}`, { unit: line.unit })}`;
}

function totalWords(rows: readonly CashLine[], direction: 'in' | 'out', say: Say): string {
  const count = (form: CashLine['form']) => rows.reduce((sum, line) => sum + (line.form === form ? line.pieces : 0), 0);
  const parts = [
    count('note') > 0 ? say.t('pieces.notes', { n: count('note') }) : '',
    count('coin') > 0 ? say.t('pieces.coins', { n: count('coin') }) : '',
  ].filter((part) => part !== '');
  return say.t(direction === 'in' ? 'pieces.totalIn' : 'pieces.totalOut', { pieces: parts.join(' + ') || '0' });
}
