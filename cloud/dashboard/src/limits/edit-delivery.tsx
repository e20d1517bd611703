'use client';

import { DAYS_WITHOUT_MAX, type Delivery, LEAD_DAYS_MAX } from '@tillbridge/shared/delivery';
import { useState } from 'react';
import type { Act } from '../acts/send-act.ts';
import { weekdayWord } from '../hours/weekday-word.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSay } from '../words/use-say.ts';
import { ChangeDialog } from './change-dialog.tsx';

const FROM_MONDAY = [1, 2, 3, 4, 5, 6, 0];

export interface EditDeliveryProps {
  /** What holds now. */
  readonly delivery: Delivery;
  readonly send: (delivery: Delivery) => Act;
}

/** How long an order takes, on which weekdays cash is brought, and on which days it is not. */
export function EditDelivery({ delivery, send }: EditDeliveryProps) {
  const say = useSay();
  const [without, setWithout] = useState(() => draftOf(delivery));
  const wish = (form: FormData) => {
    const days = without.map(({ day }) => day);
    if (days.includes('')) return say.t('delivery.missing');
    const weekdays = form.getAll('weekday').map(Number);
    return send({ leadDays: Number(form.get('lead')), weekdays, without: [...new Set(days)] });
  };
  return (
    <ChangeDialog title={say.t('delivery.title')} wish={wish} fresh={() => setWithout(draftOf(delivery))}>
      <Field
        name="lead"
        type="number"
        label={say.t('delivery.lead')}
        defaultValue={delivery.leadDays}
        min={0}
        max={LEAD_DAYS_MAX}
        required
      />
      <fieldset className="picks">
        <legend>{say.t('delivery.weekdays')}</legend>
        {FROM_MONDAY.map((day) => (
          <label key={day}>
            <input type="checkbox" name="weekday" value={day} defaultChecked={delivery.weekdays.includes(day)} />
            {weekdayWord(day, say)}
          </label>
        ))}
      </fieldset>
      <DaysWithout days={without} change={setWithout} />
    </ChangeDialog>
  );
}

interface DraftDay {
  /** Names the line while its day is typed. */
  readonly key: number;
  readonly day: string;
}

const draftOf = ({ without }: Delivery): readonly DraftDay[] => without.map((day, key) => ({ key, day }));

interface DaysWithoutProps {
  readonly days: readonly DraftDay[];
  readonly change: (days: readonly DraftDay[]) => void;
}

function DaysWithout({ days, change }: DaysWithoutProps) {
  const say = useSay();
  const word = say.t('delivery.without');
  return (
    <fieldset>
      <legend>{word}</legend>
      <p className="meta">{say.t('delivery.withoutHint', { max: DAYS_WITHOUT_MAX })}</p>
      {days.map(({ key, day }, at) => (
        <p key={key} className="flex gap-2 mt-2">
          <span className="input">
            <input
              type="date"
              value={day}
              aria-label={`${word} ${at + 1}`}
              onChange={(event) => change(days.with(at, { key, day: event.target.value }))}
            />
          </span>
          <button
            type="button"
            className="btn quiet"
            aria-label={`${say.t('delivery.remove')}: ${word} ${at + 1}`}
            onClick={() => change(days.toSpliced(at, 1))}
          >
            <Icon name="cross" />
          </button>
        </p>
      ))}
      <button
        type="button"
        className="btn quiet mt-2"
        disabled={days.length >= DAYS_WITHOUT_MAX}
        onClick={() => change([...days, { key: 1 + (days.at(-1)?.key ?? -1), day: '' }])}
      >
        {say.t('delivery.add')}
      </button>
    </fieldset>
  );
}
