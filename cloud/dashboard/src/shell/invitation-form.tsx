'use client';

import { PASSWORD_CHARACTERS_MIN } from '@tillbridge/shared/person-rules';
import type { Invitation } from '@tillbridge/shared/reads-people';
import { type FormEvent, useEffect, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { type Acted, type Refusal, sendAct } from '../acts/send-act.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';
import { askOpen, tokenHere } from './ask-open.ts';
import { NewPasswordField } from './new-password-field.tsx';

/** Who invites to what; then a name and a password, or yes as the person who is signed in. */
export function InvitationForm() {
  const say = useSay();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    askOpen({ path: '/api/v1/invitation/read', body: { token: tokenHere() } }).then((acted) => {
      if ('done' in acted) setInvitation(acted.done);
      else setRefusal(acted.refused);
    });
  }, []);
  const settle = (acted: Acted<unknown>) => {
    if ('done' in acted) return location.assign('/');
    setBusy(false);
    setRefusal(acted.refused);
  };
  const accept = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { token: tokenHere(), name: String(form.get('name')).trim(), password: String(form.get('password')) };
    setBusy(true);
    settle(await askOpen({ path: '/api/v1/invitation/accept', body }));
  };
  const acceptAsMyself = async () => {
    setBusy(true);
    settle(await sendAct({ path: '/api/v1/invitation/accept-as-myself', body: { token: tokenHere() } }));
  };
  const acceptBy = async (provider: string) => {
    setBusy(true);
    const body = { token: tokenHere(), provider };
    const begun = await askOpen({ path: '/api/v1/invitation/provider', body });
    if ('done' in begun) return location.assign(begun.done.location);
    settle(begun);
  };
  if (invitation === null)
    return refusal === null ? <p className="soft">{say.t('welcome.reading')}</p> : <RefusalNote refusal={refusal} />;
  const { invitedBy, organization, role, email, providers } = invitation;
  return (
    <form className="grid gap-4" onSubmit={accept}>
      <p>
        {say.t('welcome.sentence', { name: invitedBy, organization: say.name(organization), role: say.name(role) })}
      </p>
      <RefusalNote refusal={refusal} />
      {invitation.knownPerson ? (
        <>
          <p className="soft">{say.t('welcome.known', { email })}</p>
          <button type="button" className="btn first" disabled={busy} onClick={acceptAsMyself}>
            {say.t('welcome.accept')}
          </button>
        </>
      ) : (
        <>
          <Field name="email" label={say.t('signIn.email')} value={email} readOnly autoComplete="username" />
          <Field name="name" label={say.t('mine.name')} required maxLength={120} autoComplete="name" />
          <NewPasswordField
            label={say.t('mine.password')}
            hint={say.t('mine.passwordHint', { n: PASSWORD_CHARACTERS_MIN })}
            wrong={refusal?.code.endsWith('-password') === true}
          />
          <button type="submit" className="btn first" disabled={busy}>
            {say.t('welcome.accept')}
          </button>
          {providers.map(({ id, label }) => (
            <button key={id} type="button" className="btn" disabled={busy} onClick={() => acceptBy(id)}>
              {say.t('services.acceptBy', { label })}
            </button>
          ))}
        </>
      )}
    </form>
  );
}
