'use client';

import type { RetiredMachine } from '@tillbridge/shared/machine-set-up';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

interface RetireMachineProps {
  readonly machine: { readonly id: string; readonly name: string };
  readonly word: string;
  /** It is out of service already, and reported. */
  readonly again?: boolean;
}

/** Takes a machine out of service. That its cash is settled is asked only where its last reading says otherwise. */
export function RetireMachine({ machine, word, again = false }: RetireMachineProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const cashSettled = new FormData(event.currentTarget).get('cashSettled') !== null;
    const body = { retired: true, ...(cashSettled ? { cashSettled } : {}) };
    if ((await act({ path: RETIRED, params: { machineId: machine.id }, body })) !== null) close();
  };
  const begin = () => {
    forget();
    setOpen(true);
  };
  return (
    <>
      <button type="button" className="btn" onClick={begin} aria-label={`${word}: ${machine.name}`}>
        {word}
      </button>
      {open && (
        <AskDialog
          title={say.t(again ? 'machines.againOf' : 'machines.retireOf', { machine: machine.name })}
          close={close}
        >
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <p>{say.t('machines.retireSub')}</p>
            <RefusalNote refusal={refusal} />
            {refusal?.code === 'shop.machine-holds-cash' && (
              <label className="flex gap-2">
                <input type="checkbox" name="cashSettled" />
                {say.t('machines.cashSettled')}
              </label>
            )}
            <DialogEnds close={close} busy={busy} submit={word} grave />
          </form>
        </AskDialog>
      )}
    </>
  );
}

/** The way back; of one that reported also the word that this was looked at. */
export function PutBackMachine({ machine }: { readonly machine: RetiredMachine }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const word = say.t('machines.putBack');
  return (
    <div className="flex flex-wrap gap-2 mt-2">
      <button
        type="button"
        className="btn"
        disabled={busy}
        aria-label={`${word}: ${machine.name}`}
        onClick={() => act({ path: RETIRED, params: { machineId: machine.id }, body: { retired: false } })}
      >
        {word}
      </button>
      {machine.reportedAt !== null && <RetireMachine machine={machine} word={say.t('machines.again')} again />}
      <RefusalNote refusal={refusal} />
    </div>
  );
}

const RETIRED = '/api/v1/machines/{machineId}/retired';
