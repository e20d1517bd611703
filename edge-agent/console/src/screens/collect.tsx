import { contentsMinor, trays } from '@tillbridge/shared/unit-view';
import { useState } from 'react';
import { PATHS } from '../api/agent-api.ts';
import type { MachinePart } from '../api/wire.ts';
import { Amount, Keys } from '../parts/pad.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { press, typedMinor } from '../state/pad.ts';
import { leavingOf, usePlan } from '../state/use-plan.ts';
import { MachinePlace } from './machine-place.tsx';
import { PlanWords } from './plan-words.tsx';
import { Working } from './working.tsx';

const SEAL_MOST = 40;
const RECEIVER_MOST = 80;
type What = 'box' | 'float';

/** Cash leaves the shop: the collection box as it is, or everything above a float; with the number of the seal. */
export function Collect() {
  const say = useSay();
  const { machine, state } = useDesk();
  const [what, setWhat] = useState<What>('box');
  const busy = machine.running !== undefined || state.open !== undefined;
  if (busy) {
    return (
      <>
        <MachinePlace title={say.t('jobs.collect')} />
        <Working />
      </>
    );
  }
  const turn = (
    <fieldset className="turn" aria-label={say.t('collect.which')}>
      {(['box', 'float'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={each === what} onClick={() => setWhat(each)}>
          {say.t(`collect.${each}`)}
        </button>
      ))}
    </fieldset>
  );
  return what === 'box' ? <Box turn={turn} /> : <Float turn={turn} />;
}

function Box({ turn }: { readonly turn: React.ReactNode }) {
  const say = useSay();
  const { machine, shop, canBegin } = useDesk();
  const [seal, setSeal] = useState('');
  const [receiver, setReceiver] = useState('');
  const { currency } = machine;
  const can = canBegin && seal.trim() !== '';
  const begin = () => {
    const named = receiver.trim() === '' ? {} : { receiver: receiver.trim() };
    const body = { machine: machine.id, seal: seal.trim(), ...named };
    shop.begin({ kind: 'collection', path: PATHS.collection, body, amountMinor: 0, currency });
  };
  return (
    <>
      <MachinePlace title={say.t('jobs.collect')} foot={<p className="can soft">{say.t('collect.boxHow')}</p>} />
      <form
        className="side"
        aria-label={say.t('collect.box')}
        onSubmit={(event) => {
          event.preventDefault();
          if (can) begin();
        }}
      >
        {turn}
        <p className="sum-line lead">
          <span className="soft">{say.t('collect.boxHolds')}</span>
          <span className="fig">{say.far(boxMinor(machine), currency)}</span>
        </p>
        <div className="grid content-start gap-4">
          <Text label={say.t('collect.seal')} value={seal} most={SEAL_MOST} onChange={setSeal} />
          <Text label={say.t('collect.receiver')} value={receiver} most={RECEIVER_MOST} onChange={setReceiver} />
        </div>
        <button type="submit" className="big first" disabled={!can}>
          {say.t('collect.begin')}
        </button>
      </form>
    </>
  );
}

function Float({ turn }: { readonly turn: React.ReactNode }) {
  const say = useSay();
  const { machine, shop, api, canBegin } = useDesk();
  const [typed, setTyped] = useState('');
  const [seal, setSeal] = useState('');
  const { currency } = machine;
  const floatMinor = typedMinor(typed, currency);
  const plan = usePlan(
    api,
    machine.id,
    canBegin ? { plan: 'float', floatMinor } : undefined,
    machine.inventory?.readAt ?? '',
  );
  const can = canBegin && seal.trim() !== '' && plan?.payable === true && plan.amountMinor > 0;
  const begin = () => {
    if (!can || plan?.payable !== true) return;
    const body = { machine: machine.id, floatMinor, seal: seal.trim() };
    shop.begin({ kind: 'collection', path: PATHS.emptying, body, amountMinor: plan.amountMinor, currency });
  };
  return (
    <>
      <MachinePlace
        title={say.t('jobs.collect')}
        leaving={leavingOf(plan)}
        foot={<PlanWords plan={plan} currency={currency} />}
      />
      <section className="side tight" aria-label={say.t('collect.float')}>
        {turn}
        <div className="grid gap-3">
          <Text label={say.t('collect.seal')} value={seal} most={SEAL_MOST} onChange={setSeal} />
          <h2>{say.t('collect.stays')}</h2>
          <Amount typed={typed} currency={currency} label={say.t('collect.stays')} />
        </div>
        <Keys label={say.t('pad.label')} point onPress={(key) => setTyped((before) => press(before, key, currency))} />
        <button type="button" className="big first" disabled={!can} onClick={begin}>
          {plan?.payable === true
            ? say.t('collect.take', { amount: say.far(plan.amountMinor, currency) })
            : say.t('jobs.collect')}
        </button>
      </section>
    </>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (value: string) => void;
}

export function Text({ label, value, most, onChange }: TextProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        value={value}
        maxLength={most}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function boxMinor({ inventory, faults }: MachinePart): number {
  if (inventory === undefined) return 0;
  return trays({ units: inventory.units, faults }, 'box', 'overflow').reduce(
    (sum, unit) => sum + contentsMinor(unit),
    0,
  );
}
