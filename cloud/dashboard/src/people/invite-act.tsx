'use client';

import { PERSON_LANGUAGES } from '@tillbridge/shared/person-rules';
import type { Me } from '@tillbridge/shared/reads';
import type { PeoplePage } from '@tillbridge/shared/reads-people';
import { type FormEvent, useState } from 'react';
import { chosenIn } from '../acts/form-words.ts';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

export interface InviteActProps {
  readonly roles: PeoplePage['roles'];
  readonly shops: Me['shops'];
  /** Whether the one who invites may give all shops, those to come too. */
  readonly allShops: boolean;
}

/** Address, role, shops and the language of the mail. */
export function InviteAct({ roles, shops, allShops }: InviteActProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [everywhere, setEverywhere] = useState(false);
  const close = () => {
    setOpen(false);
    forget();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = {
      email: String(form.get('email')).trim(),
      role: String(form.get('role')),
      allShops: everywhere,
      shops: everywhere ? [] : form.getAll('shop').map(String),
      language: chosenIn(form, 'language', PERSON_LANGUAGES),
    };
    if ((await act({ path: '/api/v1/invitations', body })) !== null) close();
  };
  return (
    <>
      <button type="button" className="btn first" onClick={() => setOpen(true)}>
        {say.t('people.invite')}
      </button>
      {open && (
        <AskDialog title={say.t('people.inviteTitle')} close={close} broad>
          <form className="grid gap-4 mt-1" onSubmit={submit}>
            <p className="soft">{say.t('people.inviteWhy')}</p>
            <RefusalNote refusal={refusal} />
            <Field
              name="email"
              type="email"
              label={say.t('signIn.email')}
              required
              maxLength={254}
              autoComplete="off"
            />
            <fieldset className="field">
              <legend className="strong">{say.t('people.role')}</legend>
              <div className="picks">
                {roles.map((role, index) => (
                  <label key={role.id}>
                    <input
                      type="radio"
                      name="role"
                      value={role.id}
                      defaultChecked={index === roles.length - 1}
                      required
                    />
                    {say.name(role.name)}
                  </label>
                ))}
              </div>
            </fieldset>
            <fieldset className="field">
              <legend className="strong">{say.t('people.shops')}</legend>
              <div className="picks">
                {allShops && (
                  <label>
                    <input
                      type="checkbox"
                      checked={everywhere}
                      onChange={(event) => setEverywhere(event.target.checked)}
                    />
                    {say.t('people.everyShop')}
                  </label>
                )}
                {!everywhere &&
                  shops.map((shop) => (
                    <label key={shop.id}>
                      <input type="checkbox" name="shop" value={shop.id} />
                      {say.name(shop.name)}
                    </label>
                  ))}
              </div>
            </fieldset>
            <fieldset className="field">
              <legend className="strong">{say.t('mine.language')}</legend>
              <div className="picks">
                {PERSON_LANGUAGES.map((language) => (
                  <label key={language} lang={language}>
                    <input type="radio" name="language" value={language} defaultChecked={language === say.language} />
                    {say.t(`choice.${language}`)}
                  </label>
                ))}
              </div>
            </fieldset>
            <DialogEnds close={close} busy={busy} submit={say.t('people.send')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
