'use client';

import { type FormEvent, useRef, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Refusal } from '../acts/send-act.ts';
import { useSpeech } from '../words/speech.tsx';
import { askSession, onwardTo } from './ask-session.ts';
import { SecondStepForm } from './second-step-form.tsx';

/** Address and password, then perhaps a code; says why it refused, what to do, and the id to report. */
export function SignInForm({ next }: { readonly next: string }) {
  const { signIn: words } = useSpeech().messages;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const [ticket, setTicket] = useState<string | null>(null);
  const [seen, setSeen] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    const answer = await askSession({
      path: '/api/v1/session',
      body: { email: String(form.get('email')), password: String(form.get('password')) },
    });
    if ('chooses' in answer) return location.assign(onwardTo(next, answer.chooses));
    setBusy(false);
    if ('ticket' in answer) return setTicket(answer.ticket);
    setRefusal(answer);
    password.current?.select();
  };
  if (ticket !== null) return <SecondStepForm ticket={ticket} next={next} again={() => setTicket(null)} />;

  const wrong = refusal?.code === 'api.wrong-password';
  return (
    <form className="grid gap-4" onSubmit={submit} aria-describedby={refusal === null ? undefined : 'refusal'}>
      <RefusalNote refusal={refusal} id="refusal" />
      <div className="field">
        <label htmlFor="email">{words.email}</label>
        <div className={wrong ? 'input is-wrong' : 'input'}>
          <input
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            aria-invalid={wrong}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor="password">{words.password}</label>
        <div className={wrong ? 'input is-wrong' : 'input'}>
          <input
            id="password"
            name="password"
            ref={password}
            type={seen ? 'text' : 'password'}
            autoComplete="current-password"
            required
            aria-invalid={wrong}
          />
          <button type="button" className="peek" aria-pressed={seen} onClick={() => setSeen(!seen)}>
            {seen ? words.hide : words.show}
          </button>
        </div>
      </div>
      <button type="submit" className="btn first" disabled={busy}>
        {busy ? words.busy : words.submit}
      </button>
    </form>
  );
}
