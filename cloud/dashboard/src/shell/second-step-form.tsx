'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Refusal } from '../acts/send-act.ts';
import { useSpeech } from '../words/speech.tsx';
import { askSession, onwardTo } from './ask-session.ts';

export interface SecondStepFormProps {
  readonly ticket: string;
  readonly next: string;
  readonly again: () => void;
}

/** The code of the app or a recovery code. It is asked for whether or not the password was right, so it says neither. */
export function SecondStepForm({ ticket, next, again }: SecondStepFormProps) {
  const { secondStep: words } = useSpeech().messages;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  // The field that stands where the password stood takes its focus.
  useEffect(() => code.current?.focus(), []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    const answer = await askSession({
      path: '/api/v1/session/second-step',
      body: { ticket, code: code.current?.value.trim() ?? '' },
    });
    if ('chooses' in answer) return location.assign(onwardTo(next, answer.chooses));
    setBusy(false);
    if ('code' in answer) setRefusal(answer);
    code.current?.select();
  };
  return (
    <form className="grid gap-4" onSubmit={submit} aria-describedby="second-why">
      <div>
        <h2>{words.title}</h2>
        <p className="soft mt-1" id="second-why">
          {words.why}
        </p>
      </div>
      <RefusalNote refusal={refusal} />
      <div className="field">
        <label htmlFor="code">{words.code}</label>
        <div className={refusal === null ? 'input' : 'input is-wrong'}>
          <input
            id="code"
            ref={code}
            className="mono"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            minLength={6}
            maxLength={20}
            aria-invalid={refusal !== null}
          />
        </div>
        <p className="meta">{words.recoveryHint}</p>
      </div>
      <button type="submit" className="btn first" disabled={busy}>
        {words.submit}
      </button>
      <button type="button" className="btn quiet" onClick={again}>
        {words.again}
      </button>
    </form>
  );
}
