'use client';

import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from '@tillbridge/shared/person-rules';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

/** A new password; it asks for a fresh proof and ends the other sessions. */
export function PasswordActs({ set }: { readonly set: boolean }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    if ((await act({ path: '/api/v1/account/password', body: { password } })) !== null) close();
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {say.t(set ? 'mine.change' : 'mine.setPassword')}
      </button>
      {open && (
        <AskDialog title={say.t('mine.newPassword')} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <p className="soft">{say.t('mine.passwordEnds')}</p>
            <RefusalNote refusal={refusal} />
            <Field
              name="password"
              type="password"
              label={say.t('mine.newPassword')}
              hint={say.t('mine.passwordHint', { n: PASSWORD_CHARACTERS_MIN })}
              wrong={refusal?.code.endsWith('-password') === true}
              autoComplete="new-password"
              required
              minLength={PASSWORD_CHARACTERS_MIN}
              maxLength={PASSWORD_CHARACTERS_MAX}
            />
            <DialogEnds close={close} busy={busy} submit={say.t('mine.save')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
