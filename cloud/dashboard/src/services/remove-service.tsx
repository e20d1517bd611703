'use client';

import type { ProviderRows } from '@tillbridge/shared/reads-providers';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

/** Takes a service away; says first how many people are linked by it. */
export function RemoveService({ service }: { readonly service: ProviderRows['rows'][number] }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [asking, setAsking] = useState(false);
  const { id, label, people } = service;
  const remove = async () => {
    if ((await act({ path: '/api/v1/providers/{id}/remove', params: { id } })) !== null) setAsking(false);
  };
  const title = say.t('services.removeOf', { label });
  return (
    <>
      <button type="button" className="btn" aria-label={title} onClick={() => setAsking(true)}>
        {say.t('people.remove')}
      </button>
      {asking && (
        <AskDialog title={title} close={() => setAsking(false)}>
          <form className="grid gap-4 mt-1" action={remove}>
            <p className="soft">{say.t('services.removeWhy', { n: people })}</p>
            <RefusalNote refusal={refusal} />
            <DialogEnds close={() => setAsking(false)} busy={busy} submit={say.t('people.remove')} grave />
          </form>
        </AskDialog>
      )}
    </>
  );
}
