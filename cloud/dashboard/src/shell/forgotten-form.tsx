'use client';

import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Refusal } from '../acts/send-act.ts';
import { Field } from '../parts/field.tsx';
import { useSpeech } from '../words/speech.tsx';
import { askOpen } from './ask-open.ts';

/** Asks for a link by mail; says the same whether or not anybody has the address. */
export function ForgottenForm() {
  const { forgotten: words, signIn } = useSpeech().messages;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [state, setState] = useState<'asking' | 'busy' | 'sent'>('asking');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email')).trim();
    setState('busy');
    const acted = await askOpen({ path: '/api/v1/session/forgotten', body: { email } });
    setRefusal('refused' in acted ? acted.refused : null);
    setState('refused' in acted ? 'asking' : 'sent');
  };
  if (state === 'sent') {
    return (
      <>
        <p role="status">{words.sent}</p>
        <a className="btn" href="/sign-in">
          {words.back}
        </a>
      </>
    );
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <RefusalNote refusal={refusal} />
      <Field name="email" type="email" label={signIn.email} autoComplete="username" autoCapitalize="none" required />
      <button type="submit" className="btn first" disabled={state === 'busy'}>
        {words.send}
      </button>
      <a className="go" href="/sign-in">
        {words.back}
      </a>
    </form>
  );
}
