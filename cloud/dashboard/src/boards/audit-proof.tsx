'use client';

import type { AuditCheck } from '@tillbridge/shared/reads-audit';
import { useRef } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { Icon } from '../parts/icon.tsx';
import { State } from '../parts/state.tsx';
import { useSay } from '../words/use-say.ts';

/** Has the trail walked and tells what came of it, in a dialog that Esc closes. */
export function AuditProof() {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const dialog = useRef<HTMLDialogElement>(null);
  const check = useRef<AuditCheck | null>(null);
  const verify = async () => {
    check.current = await act({ path: '/api/v1/audit/verify' });
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" className="btn" onClick={verify} disabled={busy}>
        <Icon name="tick" />
        <span aria-live="polite">{say.t(busy ? 'auditProof.busy' : 'auditProof.verify')}</span>
      </button>
      <dialog ref={dialog} className="float help" aria-labelledby="proof-title">
        <form method="dialog" className="flex items-center justify-between gap-4">
          <h2 id="proof-title">{say.t('auditProof.verify')}</h2>
          <button type="submit" className="btn quiet">
            {say.t('help.done')}
          </button>
        </form>
        <RefusalNote refusal={refusal} />
        {check.current !== null && <Outcome check={check.current} />}
      </dialog>
    </>
  );
}

function Outcome({ check }: { readonly check: AuditCheck }) {
  const say = useSay();
  const { checkpoints } = check;
  return (
    <div className="grid gap-2 mt-4" role="status">
      <State tone={check.sound ? 'plain' : 'bad'} icon={check.sound ? 'tick' : 'warning'}>
        {say.t(check.sound ? 'auditProof.sound' : 'auditProof.broken')}
      </State>
      <p className="soft">{say.t('auditProof.events', { n: check.events })}</p>
      <p className="soft">{say.t(`auditProof.${checkpoints.place}`, { n: checkpoints.count })}</p>
      {check.breaks.length > 0 && (
        <ul className="breaks">
          {check.breaks.map(({ kind, from, to }) => (
            <li key={`${kind}${from}`}>{say.t(`auditBreak.${kind}`, { first: from, last: to })}</li>
          ))}
          {check.more && <li>{say.t('auditProof.more')}</li>}
        </ul>
      )}
      {!check.sound && <p className="strong">{say.t('auditProof.next')}</p>}
      <p className="meta mono wrap-anywhere">{check.headHash}</p>
    </div>
  );
}
