'use client';

import { PASSWORD_CHARACTERS_MIN } from '@tillbridge/shared/person-rules';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Refusal } from '../acts/send-act.ts';
import { useSay } from '../words/use-say.ts';
import { askOpen, tokenHere } from './ask-open.ts';
import { NewPasswordField } from './new-password-field.tsx';

/** A new password by the link of a mail; then to sign-in, where a second step is still asked for. */
export function NewPasswordForm() {
  const say = useSay();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    const acted = await askOpen({ path: '/api/v1/session/new-password', body: { token: tokenHere(), password } });
    if ('done' in acted) return location.assign('/sign-in');
    setBusy(false);
    setRefusal(acted.refused);
  };
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <RefusalNote refusal={refusal} />
      <NewPasswordField
        label={say.t('mine.newPassword')}
        hint={say.t('mine.passwordHint', { n: PASSWORD_CHARACTERS_MIN })}
        wrong={refusal?.code.endsWith('-password') === true}
      />
      <button type="submit" className="btn first" disabled={busy}>
        {say.t('mine.save')}
      </button>
      <a className="go" href="/forgotten">
        {say.t('forgotten.another')}
      </a>
    </form>
  );
}
