'use client';

import { FORMER_SECRET_HOURS } from '@tillbridge/shared/reads-notices';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';
import { SecretOnce } from './secret-once.tsx';

/** A new signing secret for a webhook, once it was said what becomes of the old one. */
export function RotateSecret({ id, label }: { readonly id: string; readonly label: string }) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    setSecret(null);
    forget();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const rotated = await act({ path: '/api/v1/notice-channels/{id}/rotate-secret', params: { id } });
    if (rotated?.secret !== undefined) setSecret(rotated.secret);
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        aria-label={`${say.t('notices.rotate')}: ${label}`}
        onClick={() => setOpen(true)}
      >
        {say.t('notices.rotate')}
      </button>
      {isOpen && (
        <AskDialog title={say.t('notices.rotate')} close={close}>
          {secret === null ? (
            <form className="grid gap-4 mt-1" onSubmit={submit}>
              <RefusalNote refusal={refusal} />
              <p className="soft">{say.t('notices.rotateExplain', { hours: FORMER_SECRET_HOURS })}</p>
              <DialogEnds close={close} busy={busy} submit={say.t('notices.rotate')} />
            </form>
          ) : (
            <SecretOnce secret={secret} close={close} />
          )}
        </AskDialog>
      )}
    </>
  );
}
