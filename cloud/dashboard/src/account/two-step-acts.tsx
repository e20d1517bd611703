'use client';

import type { Account } from '@tillbridge/shared/reads-account';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSpeech } from '../words/speech.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUpTwoStep } from './set-up-two-step.tsx';

type Open = 'set-up' | 'renew' | 'end' | null;

/** The second step: set up, new recovery codes, turn off. */
export function TwoStepActs({ twoStep }: { readonly twoStep: Account['twoStep'] }) {
  const { mine: words } = useSpeech().messages;
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const button = (which: Open, word: string) => (
    <button type="button" className="btn" onClick={() => setOpen(which)}>
      {word}
    </button>
  );
  return (
    <>
      {twoStep.since === null ? button('set-up', words.setUp) : button('renew', words.renewCodes)}
      {twoStep.since !== null && !twoStep.required && button('end', words.turnOff)}
      {open === 'set-up' && <SetUpTwoStep close={close} />}
      {open === 'renew' && <RenewCodes close={close} />}
      {open === 'end' && <TurnOff close={close} />}
    </>
  );
}

function RenewCodes({ close }: { readonly close: () => void }) {
  const { mine: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} close={close} />;
  const renew = async () => setCodes((await act({ path: '/api/v1/account/recovery-codes' }))?.recoveryCodes ?? null);
  return (
    <AskDialog title={words.renewCodes} close={close}>
      <form className="grid gap-4 mt-1" action={renew}>
        <p className="soft">{words.renewWhy}</p>
        <RefusalNote refusal={refusal} />
        <DialogEnds close={close} busy={busy} submit={words.renewCodes} />
      </form>
    </AskDialog>
  );
}

function TurnOff({ close }: { readonly close: () => void }) {
  const { mine: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const end = async () => {
    if ((await act({ path: '/api/v1/account/two-step/end' })) !== null) close();
  };
  return (
    <AskDialog title={words.turnOff} close={close}>
      <form className="grid gap-4 mt-1" action={end}>
        <p className="soft">{words.turnOffWhy}</p>
        <RefusalNote refusal={refusal} />
        <DialogEnds close={close} busy={busy} submit={words.turnOff} grave />
      </form>
    </AskDialog>
  );
}
