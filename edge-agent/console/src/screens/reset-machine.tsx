import { useRef, useState } from 'react';
import { Problem } from '../api/problem.ts';
import { Icon } from '../parts/icon.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { useModal } from '../state/use-modal.ts';

type Step =
  | { readonly at: 'clear' }
  | { readonly at: 'asking' }
  | { readonly at: 'look'; readonly cases: number }
  | { readonly at: 'refused'; readonly why: string };

const FIRST_LOOK = ['open', 'path', 'outlet', 'close'] as const;
const SECOND_LOOK = ['path', 'reject'] as const;

/**
 * A machine that stands still is cleared, reset, and looked into a second time: a piece that stuck lies somewhere now, and
 * where the stock no longer agrees only a count says what is there.
 */
export function ResetMachine({ onLeave }: { readonly onLeave: () => void }) {
  const say = useSay();
  const { api, machine, goTo } = useDesk();
  const [step, setStep] = useState<Step>({ at: 'clear' });
  const place = useModal();
  const begun = useRef(machine.id);

  async function reset(): Promise<void> {
    setStep({ at: 'asking' });
    try {
      const { cases } = await api.reset(begun.current);
      setStep({ at: 'look', cases });
    } catch (error) {
      if (!(error instanceof Problem)) return setStep({ at: 'refused', why: say.t('reset.noAnswer') });
      const { meaning, remedy } = say.fault(error.code);
      setStep({ at: 'refused', why: `${meaning} · ${remedy}` });
    }
  }
  const count = () => {
    onLeave();
    goTo('cases');
  };
  const title = say.t(step.at === 'look' ? 'reset.lookTitle' : 'reset.title', { machine: machine.name });
  return (
    <dialog ref={place} aria-label={title} className="steps" onCancel={onLeave}>
      <h1>{title}</h1>
      {step.at === 'look' ? <SecondLook cases={step.cases} /> : <FirstLook step={step} />}
      {step.at === 'look' ? (
        <div className="foot">
          <button type="button" className="big" onClick={onLeave}>
            {say.t(step.cases > 0 ? 'outcome.later' : 'reset.nothingLeft')}
          </button>
          <button type="button" className="big first" onClick={count}>
            {say.t('cases.count')}
          </button>
        </div>
      ) : (
        <div className="foot">
          <button type="button" className="big" disabled={step.at === 'asking'} onClick={onLeave}>
            {say.t('count.leave')}
          </button>
          <button type="button" className="big first" disabled={step.at === 'asking'} onClick={() => void reset()}>
            {say.t(step.at === 'asking' ? 'reset.asking' : 'reset.begin')}
          </button>
        </div>
      )}
    </dialog>
  );
}

function FirstLook({ step }: { readonly step: Step }) {
  const say = useSay();
  return (
    <div className="scrolls">
      <ol className="todo">
        {FIRST_LOOK.map((each) => (
          <li key={each}>{say.t(`reset.first.${each}`)}</li>
        ))}
      </ol>
      {step.at === 'refused' && (
        <p className="bad pt-4" role="alert">
          {step.why}
        </p>
      )}
    </div>
  );
}

function SecondLook({ cases }: { readonly cases: number }) {
  const say = useSay();
  return (
    <div className="scrolls">
      <p className="soft">{say.t('reset.ready')}</p>
      <ul className="todo">
        {SECOND_LOOK.map((each) => (
          <li key={each}>{say.t(`reset.second.${each}`)}</li>
        ))}
      </ul>
      <p className="soft pt-4">{say.t('reset.aside')}</p>
      {cases > 0 && (
        <div className="notice warn mt-4" role="alert">
          <Icon name="warning" />
          <p>{say.t('reset.mustCount', { n: cases })}</p>
        </div>
      )}
    </div>
  );
}
