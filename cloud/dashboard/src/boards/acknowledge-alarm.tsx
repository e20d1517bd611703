'use client';

import { ALARM_NOTE_MAX } from '@tillbridge/shared/reads-alarms';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/speech.tsx';

/** Somebody looks after an alarm, with a word about what is done. */
export function AcknowledgeAlarm({ id }: { readonly id: string }) {
  const { alarms: words } = useSpeech().messages;
  const [isOpen, setOpen] = useState(false);
  const { act, busy, refusal, forget } = useAct();
  const close = () => {
    setOpen(false);
    forget();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note')).trim();
    const done = await act({
      path: '/api/v1/alarms/{id}/acknowledge',
      params: { id },
      body: note === '' ? {} : { note },
    });
    if (done !== null) close();
  };
  return (
    <>
      <button type="button" className="btn mt-2" onClick={() => setOpen(true)}>
        <Icon name="tick" />
        {words.acknowledge}
      </button>
      {isOpen && (
        <AskDialog title={words.ask} close={close}>
          <form className="grid gap-4 mt-1" onSubmit={submit}>
            <p className="soft">{words.why}</p>
            <RefusalNote refusal={refusal} />
            <Field name="note" label={words.note} hint={words.noteHint} maxLength={ALARM_NOTE_MAX} autoComplete="off" />
            <DialogEnds close={close} busy={busy} submit={words.acknowledge} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
