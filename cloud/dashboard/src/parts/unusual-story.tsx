import type { AnomalyDetail, AnomalyRecord } from '@tillbridge/shared/reads-anomalies';
import type { Say } from '../words/say.ts';
import { type Moment, recordMoment, Story } from './case-story.tsx';
import { unusualSentence } from './unusual-words.ts';

/** What happened with unusual figures: when they stood out, and what people said. */
export function UnusualStory({ detail, say }: { readonly detail: AnomalyDetail; readonly say: Say }) {
  const { row, records } = detail;
  const zone = row.shop.timeZone;
  const opened: Moment = {
    key: 'opened',
    at: row.openedAt,
    who: '',
    title: say.t('unusual.story.opened'),
    detail: unusualSentence(row, say),
  };
  return <Story moments={[opened, ...records.map((one) => saidMoment(one, zone, say))]} zone={zone} say={say} />;
}

function saidMoment(record: AnomalyRecord, zone: string, say: Say): Moment {
  const moment = recordMoment(record, zone, say);
  if (record.resolvedAs === null) return moment;
  return { ...moment, title: say.t('unusual.story.resolved', { end: say.t(`unusual.ends.${record.resolvedAs}`) }) };
}
