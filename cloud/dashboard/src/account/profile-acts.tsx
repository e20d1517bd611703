'use client';

import { PERSON_LANGUAGES } from '@tillbridge/shared/person-rules';
import type { Account } from '@tillbridge/shared/reads-account';
import { type FormEvent, useState } from 'react';
import { chosenIn } from '../acts/form-words.ts';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSpeech } from '../words/speech.tsx';

/** Name, and the language of mails. */
export function ProfileActs({ account }: { readonly account: Account }) {
  const { mine: words, choice } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { name: String(form.get('name')).trim(), language: chosenIn(form, 'language', PERSON_LANGUAGES) };
    if ((await act({ path: '/api/v1/account', body })) !== null) close();
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {words.change}
      </button>
      {open && (
        <AskDialog title={words.who} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <RefusalNote refusal={refusal} />
            <Field
              name="name"
              label={words.name}
              defaultValue={account.name}
              required
              maxLength={120}
              autoComplete="name"
            />
            <fieldset className="field">
              <legend className="strong">{words.language}</legend>
              <div className="picks">
                {PERSON_LANGUAGES.map((language) => (
                  <label key={language} lang={language}>
                    <input
                      type="radio"
                      name="language"
                      value={language}
                      defaultChecked={language === account.language}
                    />
                    {choice[language]}
                  </label>
                ))}
              </div>
            </fieldset>
            <DialogEnds close={close} busy={busy} submit={words.save} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
