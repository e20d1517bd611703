'use client';

import { REVERSAL_REASON_CHARACTERS_MAX, type Reversal } from '@tillbridge/shared/reads-reversals';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

type Entry = Pick<Reversal, 'id' | 'state' | 'askedBy'>;

export interface ReversalDeskProps {
  readonly transaction: string;
  /** The one that was asked for or booked and stands; null where none does. */
  readonly reversal: Entry | null;
  /** What was asked for to take that one back. */
  readonly restoring: Entry | null;
  /** Whoever looks at it: the one who asked cannot approve. */
  readonly person: string;
}

/** Take a movement back in the books, or its reversal: one person asks with a reason, another approves. For whoever may. */
export function ReversalDesk({ transaction, reversal, restoring, person }: ReversalDeskProps) {
  const { t } = useSay();
  if (reversal === null)
    return (
      <AskWithReason
        label={t('reversals.reason')}
        word={t('reversals.ask')}
        send={(reason) => ({ path: '/api/v1/reversals', body: { transaction, reason } })}
      />
    );
  if (reversal.state === 'asked') return <Settle entry={reversal} person={person} word={t('reversals.approve')} />;
  if (restoring !== null) return <Settle entry={restoring} person={person} word={t('reversals.approveRestoring')} />;
  return (
    <details className="as-table">
      <summary>{t('reversals.restoring')}</summary>
      <p className="meta">{t('reversals.restoringExplain')}</p>
      <AskWithReason
        label={t('reversals.restoringReason')}
        word={t('reversals.askRestoring')}
        send={(reason) => ({ path: '/api/v1/reversals/{id}/reverse', params: { id: reversal.id }, body: { reason } })}
      />
    </details>
  );
}

interface AskWithReasonProps {
  readonly label: string;
  readonly word: string;
  readonly send: (reason: string) => Act;
}

function AskWithReason({ label, word, send }: AskWithReasonProps) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const [reason, setReason] = useState('');
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void act(send(reason.trim()));
      }}
    >
      <Field
        label={label}
        hint={t('reversals.needsOther')}
        value={reason}
        maxLength={REVERSAL_REASON_CHARACTERS_MAX}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      <p>
        <button type="submit" className="btn" disabled={busy || reason.trim() === ''}>
          {word}
        </button>
      </p>
      <RefusalNote refusal={refusal} />
    </form>
  );
}

interface SettleProps {
  readonly entry: Entry;
  readonly person: string;
  readonly word: string;
}

function Settle({ entry, person, word }: SettleProps) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const settle = (how: 'approve' | 'withdraw') =>
    void act({ path: `/api/v1/reversals/{id}/${how}`, params: { id: entry.id } });
  const isTheirs = entry.askedBy.id === person;
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap gap-2">
        {!isTheirs && (
          <button type="button" className="btn grave" disabled={busy} onClick={() => settle('approve')}>
            {word}
          </button>
        )}
        <button type="button" className="btn" disabled={busy} onClick={() => settle('withdraw')}>
          {t('reversals.withdraw')}
        </button>
      </p>
      {isTheirs && <p className="meta">{t('reversals.needsOther')}</p>}
      <RefusalNote refusal={refusal} />
    </div>
  );
}
