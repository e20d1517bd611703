import { ALWAYS_OPEN, MINUTES_OF_DAY, type OpeningHours } from '@tillbridge/shared/opening-hours';
import { minutesText } from '../format/minutes.ts';
import { WEEK } from '../hours/week-draft.ts';
import { weekdayWord } from '../hours/weekday-word.ts';
import type { Say } from '../words/say.ts';

/** A week of hours as it is read: days from Monday, each with its hours or closed. */
export function OpeningWeek({ hours, say }: { readonly hours: OpeningHours | null; readonly say: Say }) {
  if (hours === null || JSON.stringify(hours) === JSON.stringify(ALWAYS_OPEN)) return <p>{say.t('hours.always')}</p>;
  return (
    <dl className="ledger">
      {WEEK.map((day) => {
        const spans = hours.filter((span) => span.day === day);
        return (
          <div key={day}>
            <dt>{weekdayWord(day, say)}</dt>
            <dd>
              {spans.length === 0 ? (
                <span className="soft">{say.t('hours.closed')}</span>
              ) : (
                spans.map((span) => spanWords(span, say)).join(', ')
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function spanWords({ opens, closes }: OpeningHours[number], say: Say): string {
  const span = `${minutesText(opens)}–${closes === MINUTES_OF_DAY ? '24:00' : minutesText(closes)}`;
  return closes > MINUTES_OF_DAY ? `${span} ${say.t('hours.nextDay')}` : span;
}
