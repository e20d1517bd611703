import { useState } from 'react';
import { PATHS } from '../api/agent-api.ts';
import { Amount, Keys } from '../parts/pad.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { press, typedMinor } from '../state/pad.ts';
import { useEnter } from '../state/use-keyboard.ts';
import { MachinePlace } from './machine-place.tsx';
import { Working } from './working.tsx';

/** A sale with change, or cash into the machine without a price. */
export function TakeCash() {
  const say = useSay();
  const { machine, state, shop, canBegin } = useDesk();
  const [typed, setTyped] = useState('');
  const [priced, setPriced] = useState(true);
  const { currency } = machine;
  const amountMinor = priced ? typedMinor(typed, currency) : 0;
  const can = canBegin && (amountMinor > 0 || !priced);
  const begin = () => {
    if (!can) return;
    const kind = priced ? 'sale' : 'deposit';
    const body = priced ? { amountMinor, machine: machine.id } : { machine: machine.id };
    shop.begin({ kind, path: PATHS[kind], body, amountMinor, currency });
    setTyped('');
  };
  useEnter(begin);
  if (machine.running !== undefined || state.open !== undefined) {
    return (
      <>
        <MachinePlace title={say.t('jobs.take')} />
        <Working />
      </>
    );
  }
  return (
    <>
      <MachinePlace
        title={say.t('jobs.take')}
        foot={<p className="can soft">{say.t(priced ? 'take.sale' : 'take.deposit')}</p>}
      />
      <section className="side" aria-label={say.t('jobs.take')}>
        <fieldset className="turn" aria-label={say.t('take.which')}>
          <button type="button" aria-pressed={priced} onClick={() => setPriced(true)}>
            {say.t('take.priced')}
          </button>
          <button type="button" aria-pressed={!priced} onClick={() => setPriced(false)}>
            {say.t('take.open')}
          </button>
        </fieldset>
        {priced ? (
          <>
            <Amount typed={typed} currency={currency} label={say.t('take.price')} />
            <Keys
              label={say.t('pad.label')}
              point
              onPress={(key) => setTyped((before) => press(before, key, currency))}
            />
          </>
        ) : (
          <>
            <p className="soft">{say.t('take.openHow')}</p>
            <div />
          </>
        )}
        <button type="button" className="big first" disabled={!can} onClick={begin}>
          {priced ? say.t('take.begin', { amount: say.far(amountMinor, currency) }) : say.t('take.beginOpen')}
        </button>
      </section>
    </>
  );
}
