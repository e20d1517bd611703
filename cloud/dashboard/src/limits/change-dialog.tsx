'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

export interface ChangeDialogProps {
  readonly title: string;
  /** On the button; what it changes is added for whoever only hears it. */
  readonly word?: string;
  /** What to ask for, or in words what is wrong with the form. */
  readonly wish: (form: FormData) => Act | string;
  /** What was typed and not saved is forgotten here. */
  readonly fresh?: () => void;
  readonly children: ReactNode;
}

/** A button that opens a form over the page, and what the form asks for. */
export function ChangeDialog({ title, word, wish, fresh, children }: ChangeDialogProps) {
  const say = useSay();
  const change = say.t('limits.change');
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const close = () => setOpen(false);
  const begin = () => {
    forget();
    fresh?.();
    setWrong(null);
    setOpen(true);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = wish(new FormData(event.currentTarget));
    setWrong(typeof asked === 'string' ? asked : null);
    if (typeof asked !== 'string' && (await act(asked)) !== null) close();
  };
  return (
    <>
      <button type="button" className="btn" onClick={begin} aria-label={word ?? `${change}: ${title}`}>
        {word ?? change}
      </button>
      {open && (
        <AskDialog title={title} close={close} broad>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <RefusalNote refusal={refusal} />
            {wrong !== null && (
              <p className="warn" role="alert">
                {wrong}
              </p>
            )}
            {children}
            <DialogEnds close={close} busy={busy} submit={say.t('limits.save')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
