'use client';

import {
  ANOMALY_ENDS,
  type AnomalyDetail,
  type AnomalyEnd,
  type AnomalyWish,
} from '@tillbridge/shared/reads-anomalies';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';
import { AssigneeField, SaidField, SnoozeField } from './desk-fields.tsx';

/** Who asks, what was answered, put off, and how it ended: each with words. */
export function UnusualDesk({ detail }: { readonly detail: AnomalyDetail }) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const [said, setSaid] = useState('');
  const [end, setEnd] = useState<AnomalyEnd>('explained');
  const { row, assignable } = detail;
  const waits = row.state === 'open' || row.state === 'snoozed';
  const record = async (wish: AnomalyWish) => {
    const done = await act({ path: '/api/v1/anomalies/{id}/records', params: { id: row.id }, body: wish });
    if (done !== null) setSaid('');
  };
  const words = said.trim();
  const disabled = busy || words === '';
  return (
    <section className="sec" aria-labelledby="desk">
      <h2 id="desk" className="mb-2">
        {t('cases.desk.heading')}
      </h2>
      <p className="meta mb-3">{t('unusual.desk.lead')}</p>
      {waits && (
        <AssigneeField
          chosen={row.assignee?.id}
          people={assignable}
          busy={busy}
          onChoose={(to) => void record({ what: 'assigned', to })}
        />
      )}
      <SaidField said={said} onSay={setSaid} />
      <div className="flex flex-wrap gap-2 mt-3">
        <button
          type="button"
          className="btn"
          disabled={disabled}
          onClick={() => void record({ what: 'noted', said: words })}
        >
          {t('cases.desk.note')}
        </button>
        {row.state === 'snoozed' && (
          <button type="button" className="btn" disabled={busy} onClick={() => void record({ what: 'woken' })}>
            {t('cases.desk.wake')}
          </button>
        )}
      </div>
      {waits && (
        <div className="flex flex-wrap gap-2 mt-3">
          <label className="pick">
            {t('unusual.desk.as')}
            <select value={end} onChange={(event) => setEnd(event.target.value as AnomalyEnd)}>
              {ANOMALY_ENDS.map((each) => (
                <option key={each} value={each}>
                  {t(`unusual.ends.${each}`)}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="btn"
            disabled={disabled}
            onClick={() => void record({ what: 'resolved', as: end, said: words })}
          >
            {t('unusual.desk.resolve')}
          </button>
        </div>
      )}
      {row.state === 'open' && (
        <SnoozeField disabled={disabled} onSnooze={(until) => void record({ what: 'snoozed', until, said: words })} />
      )}
      <div className="mt-3">
        <RefusalNote refusal={refusal} />
      </div>
    </section>
  );
}
