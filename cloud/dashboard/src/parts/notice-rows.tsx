import type { Notice, NoticePage } from '@tillbridge/shared/reads-notices';
import { NoticeActs } from '../shell/notice-acts.tsx';
import type { Say } from '../words/say.ts';
import { State, type Tone } from './state.tsx';

const TONES = { waiting: 'warn', sent: 'plain', 'given-up': 'bad' } as const satisfies Record<Notice['state'], Tone>;
const ICONS = { waiting: 'clock', sent: 'tick', 'given-up': 'warning' } as const;

interface NoticeRowsProps {
  readonly page: NoticePage;
  readonly say: Say;
}

/** What became of each notice: why it waited, and every attempt. */
export function NoticeRows({ page, say }: NoticeRowsProps) {
  return (
    <ul className="state-rows">
      {page.notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} page={page} say={say} />
      ))}
    </ul>
  );
}

function NoticeRow({ notice, page, say }: NoticeRowsProps & { readonly notice: Notice }) {
  const { t } = say;
  const at = (instant: string) => `${say.dayAt(instant, page.timeZone, 'short')} ${say.clock(instant, page.timeZone)}`;
  return (
    <li>
      <State tone={TONES[notice.state]} icon={ICONS[notice.state]}>
        {t(`notices.states.${notice.state}`)}
      </State>
      <div className="min-w-0">
        <p>{notice.subject}</p>
        <p className="meta">
          {[
            notice.channel,
            at(notice.queuedAt),
            say.age(notice.queuedAt, page.asOf),
            ...whyWords(notice, at, say),
          ].join(' · ')}
        </p>
        {notice.attempts.length > 0 && (
          <details className="as-table">
            <summary>{t('notices.attempts', { n: notice.attempts.length })}</summary>
            <ol>
              {notice.attempts.map((attempt) => (
                <li key={attempt.try} className="meta break-all">
                  {[at(attempt.at), attempt.target ?? '', attempt.status ?? '', attempt.answer ?? '']
                    .filter((part) => part !== '')
                    .join(' · ')}
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      {notice.state !== 'waiting' && <NoticeActs notice={notice.id} />}
    </li>
  );
}

/** Why it waits, waited, or was given up. */
function whyWords(
  { waits, heldUntil, nextTryAt, digestId, givenUpBecause }: Notice,
  at: (instant: string) => string,
  { t }: Say,
): readonly string[] {
  const time = nextTryAt === null ? '' : at(nextTryAt);
  return [
    ...(waits === null ? [] : [t(`notices.waits.${waits}`, { time })]),
    ...(heldUntil !== null && waits !== 'hours' ? [t('notices.waited', { time: at(heldUntil) })] : []),
    ...(digestId !== null && waits !== 'digest' ? [t('notices.inDigest')] : []),
    ...(givenUpBecause === null ? [] : [t(`notices.givenUp.${givenUpBecause}`)]),
  ];
}
