import type { CaseDetail, CaseRecord } from '@tillbridge/shared/reads-cases';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { caseQuestion, caseTitle } from './case-words.ts';

export interface Moment {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly title: string;
  readonly detail: string;
}

/** What happened with a case, in order: opened by a fact, said by people, counted at the shop. */
export function CaseStory({ detail, say }: { readonly detail: CaseDetail; readonly say: Say }) {
  return <Story moments={momentsOf(detail, say)} zone={detail.row.shop.timeZone} say={say} />;
}

/** Moments in their order, by the clock of the shop. */
export function Story(props: { readonly moments: readonly Moment[]; readonly zone: string; readonly say: Say }) {
  const { moments, zone, say } = props;
  const inOrder = [...moments].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return (
    <ol className="story">
      {inOrder.map((moment) => (
        <li key={moment.key}>
          <span className="meta">
            {say.dayAt(moment.at, zone, 'short')} {say.clock(moment.at, zone, 'seconds')}
          </span>
          <div>
            <p>
              <b>{moment.title}</b>
              {moment.who !== '' && <span className="soft">{` ${moment.who}`}</span>}
            </p>
            {moment.detail !== '' && <p className="meta">{moment.detail}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function momentsOf({ row, fact, recounts, records }: CaseDetail, say: Say): readonly Moment[] {
  const { t } = say;
  const opened: Moment = {
    key: 'opened',
    at: row.openedAt,
    who: row.operator ?? '',
    title: t('cases.story.opened'),
    detail: `${caseTitle(row, say)}, ${caseQuestion(row, say)}`,
  };
  const arrived: Moment = {
    key: 'arrived',
    at: row.receivedAt,
    who: '',
    title: t('cases.story.arrived'),
    detail: t('cases.story.fact', { sequence: countLabel(fact.sequence) }),
  };
  const counts = recounts.map((recount) => ({
    key: recount.operation,
    at: recount.occurredAt,
    who: recount.operator ?? '',
    title: t('cases.story.counted'),
    detail: [recount.note ?? '', recount.cases > 1 ? t('cases.story.together', { n: recount.cases }) : '']
      .filter((part) => part !== '')
      .join(' · '),
  }));
  const said = records.map((record) => recordMoment(record, row.shop.timeZone, say));
  return [opened, arrived, ...counts, ...said];
}

/** What a person recorded, as a moment of the story. */
export function recordMoment(record: CaseRecord, zone: string, say: Say): Moment {
  const { t } = say;
  const day = record.until === null ? '' : say.dayAt(record.until, zone, 'medium');
  const name = record.assignee === null ? t('cases.story.nobody') : record.assignee.name;
  return {
    key: record.id,
    at: record.at,
    who: record.by.name,
    title: t(`cases.story.${record.what}`, { day, name }),
    detail: record.said ?? '',
  };
}
