'use client';

import { DISCARD_REASON_CHARACTERS_MAX, type QuarantineLine } from '@tillbridge/shared/reads-custody';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { faultWord } from '../parts/fault-words.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

export interface QuarantineDeskProps {
  readonly row: QuarantineLine;
  readonly asOf: string;
  readonly permissions: readonly string[];
  /** Whoever looks at it: the one who asked cannot approve. */
  readonly person: string;
}

/** Try again, or discard: one person asks with a reason, another approves. The bytes stay in any case. */
export function QuarantineDesk({ row, asOf, permissions, person }: QuarantineDeskProps) {
  const say = useSay();
  const { t } = say;
  const { act, busy, refusal } = useAct();
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const mayRedrive = permissions.includes('quarantine.redrive');
  const mayDiscard = permissions.includes('quarantine.discard');
  if (row.state !== 'pending' || !(mayRedrive || mayDiscard)) return null;
  const { agent, epoch, sequence, hash, discard } = row;
  const key = { agent, epoch, sequence, hash };
  const redrive = async () => {
    const done = await act({ path: '/api/v1/quarantine/redrive', body: key });
    if (done === null) return;
    setSaid(
      done.state === 'pending'
        ? t('quarantine.stillWrong', { fault: faultWord(done.code, say) })
        : t(`quarantine.${done.state}`),
    );
  };
  const settle = (how: 'approve' | 'withdraw') => void act({ path: `/api/v1/quarantine/discard/${how}`, body: key });
  return (
    <section className="sec grid gap-3" aria-labelledby="desk">
      <h2 id="desk">{t('quarantine.desk')}</h2>
      {mayRedrive && (
        <p>
          <button type="button" className="btn first" disabled={busy} onClick={() => void redrive()}>
            {t('quarantine.redrive')}
          </button>
        </p>
      )}
      <p role="status" className="soft">
        {said}
      </p>
      {mayDiscard && discard === null && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void act({ path: '/api/v1/quarantine/discard', body: { line: key, reason: reason.trim() } });
          }}
        >
          <Field
            label={t('quarantine.reason')}
            hint={t('quarantine.needsOther')}
            value={reason}
            maxLength={DISCARD_REASON_CHARACTERS_MAX}
            required
            onChange={(event) => setReason(event.target.value)}
          />
          <p>
            <button type="submit" className="btn" disabled={busy || reason.trim() === ''}>
              {t('quarantine.ask')}
            </button>
          </p>
        </form>
      )}
      {discard !== null && (
        <div className="grid gap-3">
          <p>
            {t('quarantine.askedBy', { name: discard.by.name, age: say.age(discard.at, asOf), reason: discard.reason })}
          </p>
          {mayDiscard && (
            <p className="flex flex-wrap gap-2">
              {discard.by.id !== person && (
                <button type="button" className="btn grave" disabled={busy} onClick={() => settle('approve')}>
                  {t('quarantine.approve')}
                </button>
              )}
              <button type="button" className="btn" disabled={busy} onClick={() => settle('withdraw')}>
                {t('quarantine.withdraw')}
              </button>
            </p>
          )}
          {discard.by.id === person && <p className="meta">{t('quarantine.needsOther')}</p>}
        </div>
      )}
      <RefusalNote refusal={refusal} />
    </section>
  );
}
