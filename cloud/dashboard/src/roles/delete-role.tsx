'use client';

import type { Role } from '@tillbridge/shared/reads-roles';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

/** Takes a role away that nobody has. */
export function DeleteRole({ role }: { readonly role: Role }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const name = say.name(role.name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ((await act({ path: '/api/v1/roles/{id}/delete', params: { id: role.id } })) !== null) close();
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        onClick={() => setOpen(true)}
        aria-label={`${say.t('roles.remove')}: ${name}`}
      >
        {say.t('roles.remove')}
      </button>
      {open && (
        <AskDialog title={say.t('roles.removeTitle', { name })} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <RefusalNote refusal={refusal} />
            <p className="soft">{say.t('roles.removeWhy')}</p>
            <DialogEnds close={close} busy={busy} submit={say.t('roles.remove')} grave />
          </form>
        </AskDialog>
      )}
    </>
  );
}
