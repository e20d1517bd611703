'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';

interface Named {
  readonly id: string;
  readonly label: string;
}

/** Goes to the service and comes back linked. */
export function LinkService({ id, label }: Named) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const go = async () => {
    const begun = await act({ path: '/api/v1/account/identities', body: { provider: id } });
    if (begun !== null) location.assign(begun.location);
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={busy}
        aria-label={say.t('services.linkOf', { label })}
        onClick={go}
      >
        {say.t('services.doLink')}
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}

/** Signs nobody in by this account of the service any more. */
export function UnlinkIdentity({ id, label }: Named) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={busy}
        aria-label={say.t('services.unlinkOf', { label })}
        onClick={() => act({ path: '/api/v1/account/identities/{id}/unlink', params: { id } })}
      >
        {say.t('services.unlink')}
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}
