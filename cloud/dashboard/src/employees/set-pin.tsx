'use client';

import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import type { Employee } from '../views/employees-view.tsx';
import { useSay } from '../words/use-say.ts';
import { PinField } from './pin-field.tsx';

/** A PIN where there was none, or another one; the old one opens nothing once the shop follows. */
export function SetPin({ employee }: { readonly employee: Employee }) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const word = say.t(employee.pinSetAt === null ? 'employees.setPin' : 'employees.newPin');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const pin = String(new FormData(event.currentTarget).get('pin'));
    if ((await act({ path: '/api/v1/employees/{id}/pin', params: { id: employee.id }, body: { pin } })) !== null)
      close();
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        onClick={() => {
          forget();
          setOpen(true);
        }}
        aria-label={`${word}: ${employee.name}`}
      >
        {word}
      </button>
      {open && (
        <AskDialog title={`${word}: ${employee.name}`} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit} autoComplete="off">
            <RefusalNote refusal={refusal} />
            <PinField label={say.t('employees.pin')} required />
            <DialogEnds close={close} busy={busy} submit={say.t('employees.save')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
