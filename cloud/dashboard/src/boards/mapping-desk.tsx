'use client';

import type { Mapping } from '@tillbridge/shared/reads-mappings';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';

export interface MappingDeskProps {
  readonly mapping: Mapping;
  readonly permissions: readonly string[];
  /** Whoever looks at it: the one who asked cannot approve. */
  readonly person: string;
}

/** Approve, take back, revoke, and try again what waits for it. */
export function MappingDesk({ mapping, permissions, person }: MappingDeskProps) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const [said, setSaid] = useState('');
  const { id, state, askedBy } = mapping;
  const mayMap = permissions.includes('quarantine.map');
  const asked = state === 'asked';
  if (!asked && state !== 'in_force') return null;
  const params = { id };
  const ask = (verb: 'approve' | 'end') => void act({ path: `/api/v1/quarantine/mappings/{id}/${verb}`, params });
  const redrive = async () => {
    const done = await act({ path: '/api/v1/quarantine/mappings/{id}/redrive', params });
    if (done === null) return;
    const { applied, pending, more } = done;
    setSaid([t('mappings.redriven', { applied, pending }), more ? t('mappings.more') : ''].join(' ').trim());
  };
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap gap-2">
        {asked && mayMap && askedBy.id !== person && (
          <button type="button" className="btn first" disabled={busy} onClick={() => ask('approve')}>
            {t('mappings.approve')}
          </button>
        )}
        {!asked && permissions.includes('quarantine.redrive') && (
          <button type="button" className="btn" disabled={busy} onClick={() => void redrive()}>
            {t('mappings.redrive')}
          </button>
        )}
        {mayMap && (
          <button type="button" className={asked ? 'btn' : 'btn grave'} disabled={busy} onClick={() => ask('end')}>
            {t(asked ? 'mappings.withdraw' : 'mappings.revoke')}
          </button>
        )}
      </p>
      {asked && askedBy.id === person && <p className="meta">{t('mappings.needsOther')}</p>}
      <p role="status" className="soft">
        {said}
      </p>
      <RefusalNote refusal={refusal} />
    </div>
  );
}
