import type { Plan } from '../api/wire.ts';
import { Icon } from '../parts/icon.tsx';
import { useSay } from '../parts/speech.tsx';
import { piecesOf } from '../state/use-plan.ts';

export interface PlanWordsProps {
  readonly plan: Plan | undefined;
  readonly currency: string;
  /** Takes a nearest amount instead. */
  readonly onAmount?: (amountMinor: number) => void;
}

/** Whether the amount can be paid to the satang, or which amounts near by can. */
export function PlanWords({ plan, currency, onAmount }: PlanWordsProps) {
  const say = useSay();
  if (plan === undefined) return null;
  if (plan.payable) {
    const { notes, coins } = piecesOf(plan);
    const key = notes > 0 && coins > 0 ? 'plan.both' : coins > 0 ? 'plan.coins' : 'plan.notes';
    return (
      <p className="can" role="status">
        <Icon name="tick" />
        {say.t(key, { notes, coins })}
      </p>
    );
  }
  const near = [plan.belowMinor, plan.aboveMinor].filter((amount) => amount !== undefined);
  return (
    <div className="can flex-wrap" role="status">
      <Icon name="warning" className="ic warn" />
      <span>{say.t(near.length === 0 ? 'plan.nothing' : 'plan.nearest')}</span>
      {onAmount !== undefined &&
        near.map((amount) => (
          <button key={amount} type="button" className="big" onClick={() => onAmount(amount)}>
            {say.far(amount, currency)}
          </button>
        ))}
    </div>
  );
}
