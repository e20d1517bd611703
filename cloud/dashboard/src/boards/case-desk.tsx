'use client';

import { type CaseDetail, type CaseWish, SAID_CHARACTERS_MAX, SNOOZE_DAYS_MAX } from '@tillbridge/shared/reads-cases';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';

const DAY_MS = 86_400_000;
/** A case put off comes back in the morning of that day. */
const SNOOZE_DAYS = [1, 3, 7, SNOOZE_DAYS_MAX] as const;

/** Notes, who looks at it, put off, and resolved where no shop can settle it: records, none of which moves cash. */
export function CaseDesk({ detail }: { readonly detail: CaseDetail }) {
  const say = useSay();
  const { t } = say;
  const { act, busy, refusal } = useAct();
  const [said, setSaid] = useState('');
  const [days, setDays] = useState<number>(SNOOZE_DAYS[0]);
  const { row, orphaned, assignable } = detail;
  const waits = row.state === 'open' || row.state === 'snoozed';
  const record = async (wish: CaseWish) => {
    const done = await act({ path: `/api/v1/cases/${row.id}/records`, body: wish });
    if (done !== null) setSaid('');
  };
  const words = said.trim();
  const until = () => new Date(Date.now() + days * DAY_MS - 1_000).toISOString();
  return (
    <section className="sec" aria-labelledby="desk">
      <h2 id="desk" className="mb-2">
        {t('cases.desk.heading')}
      </h2>
      <p className="meta mb-3">{t('cases.desk.lead')}</p>
      {waits && (
        <label className="field">
          <span>{t('cases.assignee')}</span>
          <span className="input">
            <select
              className="w-full"
              value={row.assignee?.id ?? ''}
              disabled={busy}
              onChange={(event) =>
                void record({ what: 'assigned', to: event.target.value === '' ? null : event.target.value })
              }
            >
              <option value="">{t('cases.story.nobody')}</option>
              {assignable.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
          </span>
        </label>
      )}
      <label className="field mt-3">
        <span>{t('cases.desk.said')}</span>
        <span className="input">
          <input value={said} maxLength={SAID_CHARACTERS_MAX} onChange={(event) => setSaid(event.target.value)} />
        </span>
      </label>
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
        <div className="flex flex-wrap gap-2 mt-3">
          <label className="pick">
            {t('cases.desk.for')}
            <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {SNOOZE_DAYS.map((each) => (
                <option key={each} value={each}>
                  {t('cases.desk.days', { n: each })}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="btn"
            disabled={busy || words === ''}
            onClick={() => void record({ what: 'snoozed', until: until(), said: words })}
          >
            {t('cases.desk.snooze')}
          </button>
        </div>
      )}
      <div className="mt-3">
        <RefusalNote refusal={refusal} />
      </div>
    </section>
  );
}
