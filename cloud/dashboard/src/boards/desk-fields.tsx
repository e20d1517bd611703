'use client';

import { SAID_CHARACTERS_MAX, SNOOZE_DAYS_MAX } from '@tillbridge/shared/reads-cases';
import { useState } from 'react';
import { useSay } from '../words/use-say.ts';

const DAY_MS = 86_400_000;
/** What is put off comes back in the morning of that day. */
const SNOOZE_DAYS = [1, 3, 7, SNOOZE_DAYS_MAX] as const;

export interface AssigneeFieldProps {
  readonly chosen: string | undefined;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly busy: boolean;
  readonly onChoose: (to: string | null) => void;
}

/** Who looks at it; chosen is recorded. */
export function AssigneeField({ chosen, people, busy, onChoose }: AssigneeFieldProps) {
  const { t } = useSay();
  return (
    <label className="field">
      <span>{t('cases.assignee')}</span>
      <span className="input">
        <select
          className="w-full"
          value={chosen ?? ''}
          disabled={busy}
          onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('cases.story.nobody')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}

export interface SaidFieldProps {
  readonly said: string;
  readonly onSay: (said: string) => void;
}

/** The words of a note or a reason. */
export function SaidField({ said, onSay }: SaidFieldProps) {
  const { t } = useSay();
  return (
    <label className="field mt-3">
      <span>{t('cases.desk.said')}</span>
      <span className="input">
        <input value={said} maxLength={SAID_CHARACTERS_MAX} onChange={(event) => onSay(event.target.value)} />
      </span>
    </label>
  );
}

export interface SnoozeFieldProps {
  readonly disabled: boolean;
  readonly onSnooze: (until: string) => void;
}

/** For how long it is put off. */
export function SnoozeField({ disabled, onSnooze }: SnoozeFieldProps) {
  const { t } = useSay();
  const [days, setDays] = useState<number>(SNOOZE_DAYS[0]);
  const until = () => new Date(Date.now() + days * DAY_MS - 1_000).toISOString();
  return (
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
      <button type="button" className="btn" disabled={disabled} onClick={() => onSnooze(until())}>
        {t('cases.desk.snooze')}
      </button>
    </div>
  );
}
