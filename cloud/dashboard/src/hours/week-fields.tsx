'use client';

import { Icon } from '../parts/icon.tsx';
import { useSay } from '../words/use-say.ts';
import { type DraftSpan, endsNextDay, WEEK, type WeekDraft, withDayEverywhere, withSpan } from './week-draft.ts';
import { weekdayWord } from './weekday-word.ts';

export interface WeekFieldsProps {
  readonly draft: WeekDraft;
  readonly change: (draft: WeekDraft) => void;
}

/** Seven days to type hours into; a day without any is closed. */
export function WeekFields({ draft, change }: WeekFieldsProps) {
  const say = useSay();
  const replace = (span: DraftSpan) => change(draft.map((one) => (one.key === span.key ? span : one)));
  const remove = (key: number) => change(draft.filter((one) => one.key !== key));
  return (
    <div className="week">
      {WEEK.map((day) => {
        const name = weekdayWord(day, say);
        const spans = draft.filter((span) => span.day === day);
        return (
          <fieldset key={day}>
            <legend className="strong">{name}</legend>
            {spans.length === 0 && <p className="soft">{say.t('hours.closed')}</p>}
            {spans.map((span, at) => (
              <Span key={span.key} span={span} name={`${name} ${at + 1}`} replace={replace} remove={remove} />
            ))}
            <div className="does">
              <button
                type="button"
                className="btn quiet"
                aria-label={`${say.t('hours.add')}: ${name}`}
                onClick={() => change(withSpan(draft, day))}
              >
                {say.t('hours.add')}
              </button>
              {spans.length > 0 && (
                <button
                  type="button"
                  className="btn quiet"
                  aria-label={`${say.t('hours.everywhere')}: ${name}`}
                  onClick={() => change(withDayEverywhere(draft, day))}
                >
                  {say.t('hours.everywhere')}
                </button>
              )}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}

interface SpanProps {
  readonly span: DraftSpan;
  readonly name: string;
  readonly replace: (span: DraftSpan) => void;
  readonly remove: (key: number) => void;
}

function Span({ span, name, replace, remove }: SpanProps) {
  const say = useSay();
  const time = (which: 'opens' | 'closes') => (
    <span className="input">
      <input
        type="time"
        value={span[which]}
        aria-label={`${name}: ${say.t(`hours.${which}`)}`}
        onChange={(event) => replace({ ...span, [which]: event.target.value })}
      />
    </span>
  );
  return (
    <p className="span">
      {time('opens')}
      <span aria-hidden="true">–</span>
      {time('closes')}
      <button
        type="button"
        className="btn quiet"
        aria-label={`${say.t('hours.remove')}: ${name}`}
        onClick={() => remove(span.key)}
      >
        <Icon name="cross" />
      </button>
      {endsNextDay(span) && <span className="meta">{say.t('hours.nextDay')}</span>}
    </p>
  );
}
