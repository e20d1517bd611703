'use client';

import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

/** What every service knows; an organization that needs more asks for it here. */
const SCOPES = 'openid email';

/** What the service's own console shows; the secret goes in and never comes out. */
export function AddService() {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    forget();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const body = {
      label: text('label'),
      issuer: text('issuer'),
      clientId: text('clientId'),
      secret: text('secret'),
      scopes: text('scopes'),
    };
    if ((await act({ path: '/api/v1/providers', body })) !== null) close();
  };
  return (
    <>
      <button type="button" className="btn first" onClick={() => setOpen(true)}>
        {say.t('services.add')}
      </button>
      {open && (
        <AskDialog title={say.t('services.addTitle')} close={close} broad>
          <form className="grid gap-4 mt-1" onSubmit={submit}>
            <p className="soft">{say.t('services.addWhy')}</p>
            <RefusalNote refusal={refusal} />
            <Field
              name="label"
              label={say.t('services.label')}
              hint={say.t('services.labelHint')}
              required
              maxLength={60}
              autoComplete="off"
            />
            <Field
              name="issuer"
              type="url"
              label={say.t('services.issuer')}
              hint={say.t('services.issuerHint')}
              wrong={refusal?.code === 'provider.issuer'}
              placeholder="https://"
              required
              maxLength={500}
              autoComplete="off"
            />
            <Field name="clientId" label={say.t('services.clientId')} required maxLength={200} autoComplete="off" />
            <Field
              name="secret"
              type="password"
              label={say.t('services.secret')}
              hint={say.t('services.secretHint')}
              required
              maxLength={500}
              autoComplete="off"
            />
            <Field
              name="scopes"
              label={say.t('services.scopes')}
              defaultValue={SCOPES}
              required
              maxLength={200}
              pattern="openid( [a-zA-Z0-9_.:\/\-]+)*"
              autoComplete="off"
            />
            <DialogEnds close={close} busy={busy} submit={say.t('services.add')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
