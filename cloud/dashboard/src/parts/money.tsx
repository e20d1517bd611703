import { moneyPieces, type Signing } from '../format/money.ts';

export interface MoneyProps {
  readonly amountMinor: number;
  readonly currency: string;
  readonly signing?: Signing;
}

/** An amount with its currency; ฿ and satang a step quieter, never smaller, so that columns stay columns. */
export function Money({ amountMinor, currency, signing = 'negative' }: MoneyProps) {
  const { sign, symbol, whole, fraction } = moneyPieces(amountMinor, currency, signing);
  return (
    <>
      {sign}
      <span className="cur">{symbol}</span>
      {whole}
      {fraction !== '' && <span className="minor">{fraction}</span>}
    </>
  );
}

/** A cell of a column where nothing moved is an en dash; zero is an amount. */
export function MoneyOrDash({ amountMinor, ...rest }: MoneyProps) {
  return amountMinor === 0 ? <span className="off">–</span> : <Money amountMinor={amountMinor} {...rest} />;
}
