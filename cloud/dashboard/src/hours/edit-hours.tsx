'use client';

import { ALWAYS_OPEN, faultOfHours, type OpeningHours } from '@tillbridge/shared/opening-hours';
import { useState } from 'react';
import type { Act } from '../acts/send-act.ts';
import { ChangeDialog } from '../limits/change-dialog.tsx';
import { useSay } from '../words/use-say.ts';
import { draftOf, hoursOf, type WeekDraft } from './week-draft.ts';
import { WeekFields } from './week-fields.tsx';

export interface EditHoursProps {
  /** What is set here; null where nothing is. */
  readonly hours: OpeningHours | null;
  /** What nothing stands for: the organization's hours at a shop, always open at the organization. */
  readonly none: 'organization' | 'always';
  /** What a week that is begun starts from. */
  readonly start: OpeningHours;
  readonly send: (hours: OpeningHours | null) => Act;
}

type Choice = 'organization' | 'always' | 'week';

/** Whether there are hours, and which: day by day, several a day, over midnight. */
export function EditHours({ hours, none, start, send }: EditHoursProps) {
  const say = useSay();
  const [choice, setChoice] = useState<Choice>(choiceOf(hours, none));
  const [draft, setDraft] = useState<WeekDraft>(() => draftOf(hours ?? start));
  const choices: readonly Choice[] = none === 'always' ? ['always', 'week'] : ['organization', 'always', 'week'];
  const wish = () => {
    if (choice === none) return send(null);
    if (choice === 'always') return send(ALWAYS_OPEN);
    const given = hoursOf(draft);
    if (given === null) return say.t('hours.timeMissing');
    const fault = faultOfHours(given);
    return fault === null ? send(given) : (say.fault(fault)?.[0] ?? fault);
  };
  const fresh = () => {
    setChoice(choiceOf(hours, none));
    setDraft(draftOf(hours ?? start));
  };
  return (
    <ChangeDialog title={say.t('hours.title')} wish={wish} fresh={fresh}>
      <fieldset className="picks">
        <legend className="hidden-words">{say.t('hours.title')}</legend>
        {choices.map((one) => (
          <label key={one}>
            <input type="radio" name="choice" checked={choice === one} onChange={() => setChoice(one)} />
            {say.t(`hours.choice.${one}`)}
          </label>
        ))}
      </fieldset>
      {choice === 'week' && <WeekFields draft={draft} change={setDraft} />}
    </ChangeDialog>
  );
}

function choiceOf(hours: OpeningHours | null, none: EditHoursProps['none']): Choice {
  if (hours === null) return none;
  return JSON.stringify(hours) === JSON.stringify(ALWAYS_OPEN) ? 'always' : 'week';
}
