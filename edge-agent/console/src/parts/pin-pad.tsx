import { useRef, useState } from 'react';
import { Problem } from '../api/problem.ts';
import type { Who } from '../api/wire.ts';
import { useEnter } from '../state/use-keyboard.ts';
import { Icon } from './icon.tsx';
import { Keys } from './pad.tsx';
import { useSay } from './speech.tsx';

const PIN_LEAST = 4;
const PIN_MOST = 8;
const DOTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

export interface PinPadProps {
  readonly people: readonly Who[];
  readonly title: string;
  readonly action: string;
  /** Rejects with the agent's refusal. */
  readonly onPin: (number: string, pin: string) => Promise<void>;
  readonly onLeave?: () => void;
  readonly leave?: string;
}

/** Who is it, and the PIN: a list to touch and a pad that the keyboard presses too. */
export function PinPad({ people, title, action, onPin, onLeave, leave }: PinPadProps) {
  const say = useSay();
  const [who, setWho] = useState<string | undefined>(people.length === 1 ? people[0]?.number : undefined);
  const [pin, setPin] = useState('');
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const person = people.find(({ number }) => number === who);
  const ready = person !== undefined && pin.length >= PIN_LEAST && !asking;

  async function ask(): Promise<void> {
    if (!ready || person === undefined) return;
    setAsking(true);
    setRefusal('');
    try {
      await onPin(person.number, pin);
    } catch (error) {
      setRefusal(refusalOf(error));
    }
    setPin('');
    setAsking(false);
  }

  function refusalOf(error: unknown): string {
    if (!(error instanceof Problem)) return say.t('gate.noAnswer');
    const { meaning, remedy } = say.fault(error.code);
    if (error.retryAfterMs !== undefined)
      return `${meaning} · ${say.t('gate.waitFor', { n: Math.ceil(error.retryAfterMs / 1_000) })}`;
    return `${meaning} · ${remedy}`;
  }

  const place = useRef<HTMLElement>(null);
  useEnter(() => void ask(), place);
  return (
    <>
      <section className="who">
        <h1>{title}</h1>
        <ul aria-label={say.t('gate.people')}>
          {people.map(({ number, name }) => (
            <li key={number}>
              <button
                type="button"
                aria-pressed={number === who}
                onClick={() => {
                  setWho(number);
                  setPin('');
                  setRefusal('');
                }}
              >
                <span className="faint">{number}</span>
                <span>{name}</span>
                {number === who && <Icon name="more" />}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section ref={place} className="pin" aria-label={say.t('gate.pin')}>
        <div>
          <h2>{person?.name ?? say.t('gate.chooseName')}</h2>
          <p className={`refusal ${refusal === '' ? 'faint' : 'bad'}`} role="alert">
            {refusal === '' && person !== undefined ? say.t('gate.typePin') : refusal}
          </p>
        </div>
        <p className="dots" role="status" aria-label={say.t('gate.typed', { n: pin.length })}>
          {DOTS.slice(0, Math.max(PIN_LEAST, pin.length)).map((dot, at) => (
            <i key={dot} className={at < pin.length ? 'on' : ''} />
          ))}
        </p>
        <Keys
          label={say.t('gate.pin')}
          point={false}
          disabled={person === undefined || asking}
          onPress={(key) => {
            setRefusal('');
            if (key === 'clear') setPin('');
            else if (key === 'back') setPin((typed) => typed.slice(0, -1));
            else setPin((typed) => (typed.length < PIN_MOST ? typed + key : typed));
          }}
        />
        <div className="flex gap-3">
          {onLeave !== undefined && (
            <button type="button" className="big" onClick={onLeave}>
              {leave}
            </button>
          )}
          <button type="button" className="big first grow" disabled={!ready} onClick={() => void ask()}>
            {action}
          </button>
        </div>
      </section>
    </>
  );
}
