import { useState } from 'react';
import { PATHS } from '../api/agent-api.ts';
import { Amount, Keys } from '../parts/pad.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { press, typedMinor } from '../state/pad.ts';
import { useEnter } from '../state/use-keyboard.ts';
import { MachinePlace } from './machine-place.tsx';
import { Working } from './working.tsx';

/** Somebody loads the machine by hand; what it holds more afterwards is the refill. */
export function Refill() {
  const say = useSay();
  const { machine, state, shop, canBegin } = useDesk();
  const [typed, setTyped] = useState('');
  const { currency } = machine;
  const amountMinor = typedMinor(typed, currency);
  const busy = machine.running !== undefined || state.open !== undefined;
  const begin = () => {
    if (!canBegin) return;
    const declared = amountMinor > 0 ? { declaredMinor: amountMinor } : {};
    shop.begin({
      kind: 'refill',
      path: PATHS.refill,
      body: { machine: machine.id, ...declared },
      amountMinor,
      currency,
    });
    setTyped('');
  };
  useEnter(begin);
  return (
    <>
      <MachinePlace
        title={say.t('jobs.refill')}
        foot={busy ? null : <p className="can soft">{say.t('refill.how')}</p>}
      />
      {busy ? (
        <Working />
      ) : (
        <section className="side" aria-label={say.t('jobs.refill')}>
          <h2>{say.t('refill.amount')}</h2>
          <Amount typed={typed} currency={currency} label={say.t('refill.amount')} />
          <Keys
            label={say.t('pad.label')}
            point
            onPress={(key) => setTyped((before) => press(before, key, currency))}
          />
          <button type="button" className="big first" disabled={!canBegin} onClick={begin}>
            {say.t('refill.begin')}
          </button>
        </section>
      )}
    </>
  );
}
