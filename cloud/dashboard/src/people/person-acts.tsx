'use client';

import type { PeoplePage } from '@tillbridge/shared/reads-people';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

/** Signing a person out everywhere, and taking them out of the organization. */
export function PersonActs({ person }: { readonly person: PeoplePage['rows'][number] }) {
  const say = useSay();
  const out = useAct();
  const remove = useAct();
  const [asking, setAsking] = useState(false);
  const params = { id: person.id };
  const doRemove = async () => {
    if ((await remove.act({ path: '/api/v1/people/{id}/remove', params })) !== null) setAsking(false);
  };
  return (
    <>
      {person.openSessions > 0 && (
        <button
          type="button"
          className="btn"
          disabled={out.busy}
          aria-label={say.t('people.signOutOf', { name: person.name })}
          onClick={() => out.act({ path: '/api/v1/people/{id}/end-sessions', params })}
        >
          {say.t('people.signOut')}
        </button>
      )}
      <button
        type="button"
        className="btn"
        aria-label={say.t('people.removeOf', { name: person.name })}
        onClick={() => setAsking(true)}
      >
        {say.t('people.remove')}
      </button>
      <RefusalNote refusal={out.refusal} />
      {asking && (
        <AskDialog title={say.t('people.removeOf', { name: person.name })} close={() => setAsking(false)}>
          <form className="grid gap-4 mt-1" action={doRemove}>
            <p className="soft">{say.t('people.removeWhy')}</p>
            <RefusalNote refusal={remove.refusal} />
            <DialogEnds close={() => setAsking(false)} busy={remove.busy} submit={say.t('people.remove')} grave />
          </form>
        </AskDialog>
      )}
    </>
  );
}
