import type { TransactionRow } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import { State, type Tone } from './state.tsx';

const ICONS: Readonly<Record<TransactionRow['outcome'], IconName>> = {
  completed: 'tick',
  cancelled: 'cross',
  refused: 'refused',
  partial: 'partial',
  retained: 'retained',
  unknown: 'unknown',
};

/** Red: a person now. Amber: something is owed or kept. Grey: in order. */
export function outcomeTone(outcome: TransactionRow['outcome']): Tone {
  if (outcome === 'unknown') return 'bad';
  return outcome === 'partial' || outcome === 'retained' ? 'warn' : 'plain';
}

export function Outcome({ row, say }: { readonly row: TransactionRow; readonly say: Say }) {
  const owed = row.outcome === 'partial' && row.owedMinor > 0;
  const state = (
    <State tone={outcomeTone(row.outcome)} icon={ICONS[row.outcome]}>
      {owed
        ? say.t('outcome.partialOwed', { owed: say.money(row.owedMinor, row.currency) })
        : say.t(`outcome.${row.outcome}`)}
    </State>
  );
  if (!row.reversed) return state;
  // One place in a card's grid, as the outcome alone has.
  return (
    <span>
      {state}
      <span className="meta block">{say.t('reversals.reversed')}</span>
    </span>
  );
}
