'use client';

import type { TwoStepSetUp } from '@tillbridge/shared/reads-account';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSpeech } from '../words/speech.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Scan, type the first code, keep the recovery codes. */
export function SetUpTwoStep({ close }: { readonly close: () => void }) {
  const { mine: words } = useSpeech().messages;
  const begin = useAct();
  const confirm = useAct();
  const [setUp, setSetUp] = useState<TwoStepSetUp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    begin.act({ path: '/api/v1/account/two-step/begin' }).then(setSetUp);
  }, [begin.act]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code')).replaceAll(/\D/g, '');
    setCodes((await confirm.act({ path: '/api/v1/account/two-step/confirm', body: { code } }))?.recoveryCodes ?? null);
  };
  if (codes !== null) return <RecoveryCodes codes={codes} close={close} />;
  return (
    <AskDialog title={words.setUpTitle} close={close} broad>
      <form className="grid gap-4 mt-1" onSubmit={submit}>
        <p className="soft">{words.scan}</p>
        <RefusalNote refusal={begin.refusal ?? confirm.refusal} />
        <div className="scan">
          <div className="qr">
            {setUp !== null && (
              <svg viewBox={`0 0 ${setUp.qr.size} ${setUp.qr.size}`} role="img" aria-label={words.qr}>
                <path d={setUp.qr.path} fill="#000000" shapeRendering="crispEdges" />
              </svg>
            )}
          </div>
          <div className="grid gap-4 content-start">
            <div>
              <p className="meta">{words.typeSecret}</p>
              <p className="mono secret">{setUp?.secret.match(/.{4}/g)?.join(' ') ?? ' '}</p>
            </div>
            <Field
              name="code"
              label={words.firstCode}
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              pattern="[0-9 ]{6,7}"
              wrong={confirm.refusal !== null}
            />
          </div>
        </div>
        <DialogEnds close={close} busy={confirm.busy || setUp === null} submit={words.turnOn} />
      </form>
    </AskDialog>
  );
}
