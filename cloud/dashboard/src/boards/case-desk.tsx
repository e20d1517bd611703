'use client';

import type { CaseDetail, CaseWish } from '@tillbridge/shared/reads-cases';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';
import { AssigneeField, SaidField, SnoozeField } from './desk-fields.tsx';

/** Notes, who looks at it, put off, and resolved where no shop can settle it: records, none of which moves cash. */
export function CaseDesk({ detail }: { readonly detail: CaseDetail }) {
  const say = useSay();
  const { t } = say;
  const { act, busy, refusal } = useAct();
  const [said, setSaid] = useState('');
  const { row, orphaned, assignable } = detail;
  const waits = row.state === 'open' || row.state === 'snoozed';
  const record = async (wish: CaseWish) => {
    const done = await act({ path: '/api/v1/cases/{id}/records', params: { id: row.id }, body: wish });
    if (done !== null) setSaid('');
  };
  const words = said.trim();
  return (
    <section className="sec" aria-labelledby="desk">
      <h2 id="desk" className="mb-2">
        {t('cases.desk.heading')}
      </h2>
      <p className="meta mb-3">{t('cases.desk.lead')}</p>
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
          disabled={busy || words === ''}
          onClick={() => void record({ what: 'noted', said: words })}
        >
          {t('cases.desk.note')}
        </button>
        {waits && orphaned && (
          <button
            type="button"
            className="btn"
            disabled={busy || words === ''}
            onClick={() => void record({ what: 'resolved', said: words })}
          >
            {t('cases.desk.resolve')}
          </button>
        )}
        {row.state === 'snoozed' && (
          <button type="button" className="btn" disabled={busy} onClick={() => void record({ what: 'woken' })}>
            {t('cases.desk.wake')}
          </button>
        )}
      </div>
      {row.state === 'open' && (
        <SnoozeField
          disabled={busy || words === ''}
          onSnooze={(until) => void record({ what: 'snoozed', until, said: words })}
        />
      )}
      <div className="mt-3">
        <RefusalNote refusal={refusal} />
      </div>
    </section>
  );
}
