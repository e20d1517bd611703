'use client';

import type { Account } from '@tillbridge/shared/reads-account';
import { type FormEvent, useEffect, useState } from 'react';
import { fetchJson } from '../live/fetch-json.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSpeech } from '../words/speech.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { type Refusal, sendAct } from './send-act.ts';

type Way = 'password' | 'code';

/** The password, or where it is set up a code of the app; good for a few minutes in this session. */
export function ProofDialog({ done }: { readonly done: (proven: boolean) => void }) {
  const { proof: words } = useSpeech().messages;
  const [ways, setWays] = useState<readonly Way[]>(['password']);
  const [way, setWay] = useState<Way>('password');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    fetchJson({ path: '/api/v1/account' }).then(
      (account) => {
        const open = waysOf(account);
        setWays(open);
        if (open[0] !== undefined) setWay(open[0]);
      },
      () => setWays(['password', 'code']),
    );
  }, []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const value = String(new FormData(event.currentTarget).get('proof'));
    const body = way === 'password' ? { password: value } : { code: value.replaceAll(/\D/g, '') };
    const acted = await sendAct({ path: '/api/v1/session/proof', body });
    setBusy(false);
    if ('done' in acted) return done(true);
    setRefusal(acted.refused);
  };
  const other = ways.find((one) => one !== way);
  const byPassword = way === 'password';
  return (
    <AskDialog title={words.title} close={() => done(false)}>
      <form className="grid gap-4 mt-1" onSubmit={submit}>
        <p className="soft">{ways.length === 0 ? words.noWay : words.why}</p>
        <RefusalNote refusal={refusal} />
        {ways.length > 0 && (
          <Field
            key={way}
            name="proof"
            label={byPassword ? words.password : words.code}
            wrong={refusal !== null}
            type={byPassword ? 'password' : 'text'}
            autoComplete={byPassword ? 'current-password' : 'one-time-code'}
            inputMode={byPassword ? 'text' : 'numeric'}
            required
          />
        )}
        {other !== undefined && (
          <button type="button" className="go justify-self-start" onClick={() => setWay(other)}>
            {other === 'code' ? words.useCode : words.usePassword}
          </button>
        )}
        {ways.length > 0 && <DialogEnds close={() => done(false)} busy={busy} submit={words.confirm} />}
      </form>
    </AskDialog>
  );
}

function waysOf({ password, twoStep }: Account): readonly Way[] {
  const ways: Way[] = [];
  if (password.set) ways.push('password');
  if (twoStep.since !== null) ways.push('code');
  return ways;
}
