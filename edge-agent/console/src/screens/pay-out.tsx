import { moneyText } from '@tillbridge/shared/money';
import { useState } from 'react';
import { PATHS } from '../api/agent-api.ts';
import { Amount, Keys } from '../parts/pad.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { press, typedMinor } from '../state/pad.ts';
import { useEnter } from '../state/use-keyboard.ts';
import { leavingOf, usePlan } from '../state/use-plan.ts';
import { MachinePlace } from './machine-place.tsx';
import { PlanWords } from './plan-words.tsx';
import { Working } from './working.tsx';

/** Money to a person: the amount on the pad, the pieces that will leave marked on the machine. */
export function PayOut() {
  const say = useSay();
  const { machine, state, shop, api, canBegin } = useDesk();
  const [typed, setTyped] = useState('');
  const [begun, setBegun] = useState<ReadonlyMap<string, number>>();
  const { currency } = machine;
  const amountMinor = typedMinor(typed, currency);
  const busy = machine.running !== undefined || state.open !== undefined;
  const wish = amountMinor > 0 && canBegin ? ({ plan: 'payout', amountMinor } as const) : undefined;
  const plan = usePlan(api, machine.id, wish, machine.inventory?.readAt ?? '');
  const can = canBegin && amountMinor > 0 && plan?.payable !== false;
  const begin = () => {
    if (!can) return;
    shop.begin({
      kind: 'payout',
      path: PATHS.payout,
      body: { amountMinor, machine: machine.id },
      amountMinor,
      currency,
    });
    setBegun(leavingOf(plan));
    setTyped('');
  };
  useEnter(begin);
  return (
    <>
      <MachinePlace
        title={say.t('jobs.pay')}
        leaving={busy ? begun : leavingOf(plan)}
        foot={
          busy ? null : amountMinor === 0 ? (
            <p className="can soft">{say.t('pay.how')}</p>
          ) : (
            <PlanWords plan={plan} currency={currency} onAmount={(amount) => setTyped(plainText(amount, currency))} />
          )
        }
      />
      {busy ? (
        <Working />
      ) : (
        <section className="side" aria-label={say.t('jobs.pay')}>
          <h2>{say.t('pay.amount')}</h2>
          <Amount typed={typed} currency={currency} label={say.t('pay.amount')} />
          <Keys
            label={say.t('pad.label')}
            point
            onPress={(key) => setTyped((before) => press(before, key, currency))}
          />
          <button type="button" className="big first" disabled={!can} onClick={begin}>
            {amountMinor === 0 ? say.t('jobs.pay') : say.t('pay.begin', { amount: say.far(amountMinor, currency) })}
          </button>
        </section>
      )}
    </>
  );
}

/** As somebody would have typed it. */
const plainText = (amountMinor: number, currency: string) => moneyText(amountMinor, currency).replace(/\.0+$/, '');
