import type { CashLine } from '@tillbridge/shared/cash';
import { moneyParts } from '@tillbridge/shared/money';
import { Denomination } from './denomination.tsx';

export interface PiecesProps {
  readonly lines: readonly Pick<CashLine, 'valueMinor' | 'form' | 'pieces'>[];
  readonly currency: string;
  readonly className: 'came' | 'pieces-in';
}

/** Pieces by denomination, largest first, notes before coins. Units of one denomination stand together: people get pieces. */
export function Pieces({ lines, currency, className }: PiecesProps) {
  return (
    <ul className={className}>
      {byDenomination(lines).map(({ valueMinor, form, pieces }) => (
        <li key={`${form}${valueMinor}`}>
          <Denomination valueMinor={valueMinor} currency={currency} form={form} />
          <span>× {pieces}</span>
          <span className="num">{sumText(valueMinor * pieces, currency)}</span>
        </li>
      ))}
    </ul>
  );
}

function sumText(amountMinor: number, currency: string): string {
  const { whole, fraction } = moneyParts(amountMinor, currency);
  return /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`;
}

function byDenomination(lines: PiecesProps['lines']) {
  const sums = new Map<string, { valueMinor: number; form: CashLine['form']; pieces: number }>();
  for (const { valueMinor, form, pieces } of lines) {
    const key = `${form} ${valueMinor}`;
    const sum = sums.get(key) ?? { valueMinor, form, pieces: 0 };
    sums.set(key, { ...sum, pieces: sum.pieces + pieces });
  }
  return [...sums.values()].sort(
    (a, b) => Number(a.form === 'coin') - Number(b.form === 'coin') || b.valueMinor - a.valueMinor,
  );
}
