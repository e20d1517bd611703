'use client';

import type { Role } from '@tillbridge/shared/reads-roles';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

/** Whether whoever has a role must have set up the second step; says first what that means for them. */
export function RequireSecondStep({ role }: { readonly role: Role }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const name = say.name(role.name);
  const required = !role.twoStepRequired;
  const word = say.t(required ? 'roles.requireStep' : 'roles.freeStep');
  const submit = async () => {
    if ((await act({ path: '/api/v1/roles/{id}/two-step', params: { id: role.id }, body: { required } })) !== null)
      close();
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)} aria-label={`${word}: ${name}`}>
        {word}
      </button>
      {open && (
        <AskDialog title={`${word}: ${name}`} close={close}>
          <form className="grid gap-4 mt-1" action={submit}>
            <RefusalNote refusal={refusal} />
            <p className="soft">{say.t(required ? 'roles.requireStepWhy' : 'roles.freeStepWhy')}</p>
            <DialogEnds close={close} busy={busy} submit={word} grave={!required} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
