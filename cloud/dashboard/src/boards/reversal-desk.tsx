'use client';

import { REVERSAL_REASON_CHARACTERS_MAX, type Reversal } from '@tillbridge/shared/reads-reversals';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

export interface ReversalDeskProps {
  readonly transaction: string;
  /** The one that was asked for or booked; null where nobody did. */
  readonly reversal: Pick<Reversal, 'id' | 'state' | 'askedBy'> | null;
  /** Whoever looks at it: the one who asked cannot approve. */
  readonly person: string;
}

/** Take a movement back in the books: one person asks with a reason, another approves. For whoever may reverse. */
export function ReversalDesk({ transaction, reversal, person }: ReversalDeskProps) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const [reason, setReason] = useState('');
  if (reversal === null) {
    return (
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void act({ path: '/api/v1/reversals', body: { transaction, reason: reason.trim() } });
        }}
      >
        <Field
          label={t('reversals.reason')}
          hint={t('reversals.needsOther')}
          value={reason}
          maxLength={REVERSAL_REASON_CHARACTERS_MAX}
          required
          onChange={(event) => setReason(event.target.value)}
        />
        <p>
          <button type="submit" className="btn" disabled={busy || reason.trim() === ''}>
            {t('reversals.ask')}
          </button>
        </p>
        <RefusalNote refusal={refusal} />
      </form>
    );
  }
  if (reversal.state !== 'asked') return null;
  const settle = (how: 'approve' | 'withdraw') =>
    void act({ path: `/api/v1/reversals/{id}/${how}`, params: { id: reversal.id } });
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap gap-2">
        {reversal.askedBy.id !== person && (
          <button type="button" className="btn grave" disabled={busy} onClick={() => settle('approve')}>
            {t('reversals.approve')}
          </button>
        )}
        <button type="button" className="btn" disabled={busy} onClick={() => settle('withdraw')}>
          {t('reversals.withdraw')}
        </button>
      </p>
      {reversal.askedBy.id === person && <p className="meta">{t('reversals.needsOther')}</p>}
      <RefusalNote refusal={refusal} />
    </div>
  );
}
