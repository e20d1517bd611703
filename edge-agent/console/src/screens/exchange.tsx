import { denominationName } from '@tillbridge/shared/money-label';
import { recyclingUnits } from '@tillbridge/shared/unit-view';
import { useState } from 'react';
import { PATHS } from '../api/agent-api.ts';
import type { MachinePart } from '../api/wire.ts';
import { Amount, Keys } from '../parts/pad.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { press, typedMinor } from '../state/pad.ts';
import { useEnter } from '../state/use-keyboard.ts';
import { leavingOf, usePlan } from '../state/use-plan.ts';
import { MachinePlace } from './machine-place.tsx';
import { PlanWords } from './plan-words.tsx';
import { Working } from './working.tsx';

const CHOICES_MOST = 4;

/** Cash in, the same amount out in other pieces: how much, and the largest piece that somebody wants. */
export function Exchange() {
  const say = useSay();
  const { machine, state, shop, api, canBegin } = useDesk();
  const [typed, setTyped] = useState('');
  const [largestMinor, setLargest] = useState<number>();
  const { currency } = machine;
  const amountMinor = typedMinor(typed, currency);
  const busy = machine.running !== undefined || state.open !== undefined;
  const choices = largestPieces(machine, amountMinor);
  const largest = largestMinor !== undefined && choices.includes(largestMinor) ? largestMinor : undefined;
  const wished = largest === undefined ? {} : { largestMinor: largest };
  const asked = amountMinor > 0 && canBegin ? ({ plan: 'exchange', amountMinor, ...wished } as const) : undefined;
  const plan = usePlan(api, machine.id, asked, machine.inventory?.readAt ?? '');
  const can = canBegin && amountMinor > 0 && plan?.payable !== false;
  const begin = () => {
    if (!can) return;
    const body = { amountMinor, machine: machine.id, ...wished };
    shop.begin({ kind: 'exchange', path: PATHS.exchange, body, amountMinor, currency });
    setTyped('');
  };
  useEnter(begin);
  return (
    <>
      <MachinePlace
        title={say.t('jobs.exchange')}
        leaving={leavingOf(plan)}
        foot={
          busy ? null : amountMinor === 0 ? (
            <p className="can soft">{say.t('exchange.how')}</p>
          ) : (
            <PlanWords plan={plan} currency={currency} />
          )
        }
      />
      {busy ? (
        <Working />
      ) : (
        <section className="side" aria-label={say.t('jobs.exchange')}>
          {choices.length > 0 ? (
            <fieldset className="turn" aria-label={say.t('exchange.largest')}>
              <button type="button" aria-pressed={largest === undefined} onClick={() => setLargest(undefined)}>
                {say.t('exchange.any')}
              </button>
              {choices.map((value) => (
                <button key={value} type="button" aria-pressed={value === largest} onClick={() => setLargest(value)}>
                  {say.t('exchange.upTo', { piece: denominationName(value, currency) })}
                </button>
              ))}
            </fieldset>
          ) : (
            <h2>{say.t('exchange.amount')}</h2>
          )}
          <Amount typed={typed} currency={currency} label={say.t('exchange.amount')} />
          <Keys
            label={say.t('pad.label')}
            point
            onPress={(key) => setTyped((before) => press(before, key, currency))}
          />
          <button type="button" className="big first" disabled={!can} onClick={begin}>
            {amountMinor === 0
              ? say.t('jobs.exchange')
              : say.t('exchange.begin', { amount: say.far(amountMinor, currency) })}
          </button>
        </section>
      )}
    </>
  );
}

/** Denominations of the machine below the amount, largest first. */
function largestPieces({ inventory, faults }: MachinePart, amountMinor: number): readonly number[] {
  if (inventory === undefined) return [];
  const values = recyclingUnits({ units: inventory.units, faults }).map(({ valueMinor }) => valueMinor);
  return [...new Set(values)]
    .filter((value) => value < amountMinor)
    .sort((a, b) => b - a)
    .slice(1, CHOICES_MOST);
}
