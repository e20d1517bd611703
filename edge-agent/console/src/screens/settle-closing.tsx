import { useState } from 'react';
import { Problem } from '../api/problem.ts';
import type { Closing, Figures } from '../api/wire.ts';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { SecondPerson } from './approval.tsx';
import { Text } from './collect.tsx';
import { Compare } from './figures.tsx';

const REASON_MOST = 200;

export interface SettleClosingProps {
  readonly figures: Figures;
  readonly onClosed: (closing: Closing) => void;
  readonly onLeave: () => void;
}

/** After the blind count: the difference, and what its size takes before the shift is closed. Never refused for it. */
export function SettleClosing({ figures, onClosed, onLeave }: SettleClosingProps) {
  const say = useSay();
  const { api } = useDesk();
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const { tier } = figures;
  const given = reason.trim() === '' ? undefined : reason.trim();

  async function close(approval: string | undefined): Promise<void> {
    setBusy(true);
    setRefusal('');
    try {
      onClosed(await api.closeShift(given, approval));
    } catch (error) {
      setRefusal(error instanceof Problem ? say.fault(error.code).meaning : say.t('shift.noAnswer'));
      setBusy(false);
    }
  }

  return (
    <section className="sheet">
      <div>
        <h1>{say.t('shift.compared')}</h1>
        <p className="soft">{say.t(`shift.tier.${tier}`)}</p>
      </div>
      <div className="scrolls">
        <Compare figures={figures} />
        {tier !== 'automatic' && (
          <div className="narrow pt-4">
            <Text label={say.t('shift.reason')} value={reason} most={REASON_MOST} onChange={setReason} />
          </div>
        )}
        {refusal !== '' && (
          <p className="bad pt-4" role="alert">
            {refusal}
          </p>
        )}
      </div>
      <div className="foot">
        <button type="button" className="big" onClick={onLeave}>
          {say.t('shift.countAgain')}
        </button>
        {tier === 'approval' && (
          <button type="button" className="big" disabled={busy} onClick={() => void close(undefined)}>
            {say.t('shift.closeUnapproved')}
          </button>
        )}
        <button
          type="button"
          className="big first"
          disabled={busy || (tier === 'reason' && given === undefined)}
          onClick={() => (tier === 'approval' ? setSecond(true) : void close(undefined))}
        >
          {say.t(tier === 'approval' ? 'shift.closeApproved' : 'shift.close')}
        </button>
      </div>
      {second && (
        <SecondPerson
          title={say.t('shift.approveTitle')}
          onLeave={() => setSecond(false)}
          onPin={async (number, pin) => {
            const approval = await api.approveClosing(number, pin);
            setSecond(false);
            await close(approval);
          }}
        />
      )}
    </section>
  );
}
