import { moneyText } from '@tillbridge/shared/money';
import type { ClosingSum, KindSum } from '@tillbridge/shared/shift';
import { ACCOUNTS, type Account, counterAccount } from './accounts.ts';

/** One line of a double entry; exactly one of the two sides is above zero. */
export interface JournalLine {
  readonly day: string;
  readonly number: string;
  readonly shop: string;
  readonly account: Account;
  readonly currency: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly memo: string;
}

export interface ClosingToBook {
  readonly shop: string;
  readonly number: number;
  readonly day: string;
  readonly sums: readonly ClosingSum[];
  readonly kinds: readonly KindSum[];
}

export interface AdjustmentToBook {
  readonly shop: string;
  readonly number: number;
  /** The day it became known; it belongs to no later closing. */
  readonly day: string;
  readonly sequence: number;
  /** Null where the operation itself is not online any more. */
  readonly kind: string | null;
  readonly currency: string;
  readonly inMinor: number;
  readonly outMinor: number;
}

/** A closing as entries: what each kind moved, and what the count found more or less than the books. */
export function bookClosing(closing: ClosingToBook): readonly JournalLine[] {
  const about = { day: closing.day, number: numberOf(closing), shop: closing.shop };
  return [
    ...closing.kinds.flatMap(({ kind, currency, inMinor, outMinor }) =>
      pair({ ...about, currency, memo: kind }, inMinor - outMinor, counterAccount(kind)),
    ),
    ...closing.sums.flatMap(({ currency, varianceMinor }) =>
      pair({ ...about, currency, memo: 'variance' }, varianceMinor, ACCOUNTS.overShort),
    ),
  ];
}

/** An operation that ended after its closing: an entry of its own day, behind the number of the closing. */
export function bookAdjustment(adjustment: AdjustmentToBook): readonly JournalLine[] {
  const { day, shop, currency, kind } = adjustment;
  const about = {
    day,
    shop,
    currency,
    number: `${numberOf(adjustment)}-A${adjustment.sequence}`,
    memo: `late ${kind ?? ''}`.trim(),
  };
  return pair(about, adjustment.inMinor - adjustment.outMinor, counterAccount(kind));
}

export interface ReversalToBook {
  readonly shop: string;
  readonly number: number;
  /** The day on which it was approved; the closing that holds the movement stays as it is. */
  readonly day: string;
  readonly kind: string;
  /** The number of the reversal that it takes back; null where it takes a movement back. */
  readonly reverses: number | null;
  readonly currency: string;
  readonly inMinor: number;
  readonly outMinor: number;
}

/** A movement taken back, or restored: an entry of its own day and number, on the accounts of the movement. */
export function bookReversal(reversal: ReversalToBook): readonly JournalLine[] {
  const { day, shop, currency, kind } = reversal;
  const numbered = (number: number) => `${shop}-R${String(number).padStart(6, '0')}`;
  const memo = reversal.reverses === null ? `reversal ${kind}` : `reversal of ${numbered(reversal.reverses)} ${kind}`;
  const about = { day, shop, currency, number: numbered(reversal.number), memo };
  return pair(about, reversal.inMinor - reversal.outMinor, counterAccount(kind));
}

/** Cash into the machine is a debit of cash; the counter account takes the other side. Nothing for zero. */
function pair(
  about: Pick<JournalLine, 'day' | 'number' | 'shop' | 'currency' | 'memo'>,
  cashMinor: number,
  counter: Account,
): readonly JournalLine[] {
  if (cashMinor === 0) return [];
  const amount = Math.abs(cashMinor);
  const debit = { debitMinor: amount, creditMinor: 0 };
  const credit = { debitMinor: 0, creditMinor: amount };
  const [cash, other] = cashMinor > 0 ? [debit, credit] : [credit, debit];
  return [
    { ...about, account: ACCOUNTS.cash, ...cash },
    { ...about, account: counter, ...other },
  ];
}

function numberOf({ shop, number }: { readonly shop: string; readonly number: number }): string {
  return `${shop}-${String(number).padStart(6, '0')}`;
}

/** A side of a line as text; the side that is not used is empty, as import forms want it. */
export function sideText(minor: number, currency: string): string | null {
  return minor === 0 ? null : moneyText(minor, currency);
}
