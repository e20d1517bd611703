'use client';

import type { AgentRow } from '@tillbridge/shared/reads-agents';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';

/** A shop PC that redeemed a code: who it says it is, and the fingerprint to compare with its screen. */
export function ConfirmPc({ agent, done }: { readonly agent: AgentRow; readonly done?: () => void }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const confirm = async () => {
    const body = { fingerprint: agent.fingerprint ?? '' };
    if ((await act({ path: '/api/v1/agents/{id}/confirm', params: { id: agent.id }, body })) !== null) done?.();
  };
  return (
    <section className="vouch" aria-label={say.t('pairing.compare')}>
      <p className="strong">
        {say.t('pairing.waits', { host: agent.hostName ?? agent.name, system: agent.system ?? '–' })}
      </p>
      <p className="print mono">{agent.fingerprint}</p>
      <p className="soft">{say.t('pairing.compareAdvice')}</p>
      <RefusalNote refusal={refusal} />
      <div className="mt-3">
        <button type="button" className="btn first" disabled={busy} onClick={confirm}>
          {say.t('pairing.confirm')}
        </button>
      </div>
    </section>
  );
}
