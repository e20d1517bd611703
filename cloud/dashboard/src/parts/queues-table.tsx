import type { JobPage, QueueState } from '@tillbridge/shared/reads-jobs';
import type { Say } from '../words/say.ts';

export interface QueuesTableProps {
  readonly page: JobPage;
  readonly say: Say;
}

/** Every kind of work with its figures; on a phone its figures stand below its name. */
export function QueuesTable({ page, say }: QueuesTableProps) {
  const { t } = say;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('jobs.work')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('jobs.name')}</th>
            <th scope="col" className="num">
              {t('jobs.waiting')}
            </th>
            <th scope="col" className="num">
              {t('jobs.running')}
            </th>
            <th scope="col" className="num">
              {t('jobs.failed')}
            </th>
            <th scope="col">{t('jobs.last')}</th>
            <th scope="col">{t('jobs.next')}</th>
          </tr>
        </thead>
        <tbody>
          {page.queues.map((row) => (
            <tr key={row.queue}>
              <th scope="row">{t(`jobs.queues.${row.queue}`)}</th>
              <td className="num">{row.waiting}</td>
              <td className="num">{row.running}</td>
              <td className={row.failed > 0 ? 'num bad' : 'num'}>{row.failed}</td>
              <td>{lastWords(row, page, say)}</td>
              <td>{nextWords(row, page, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {page.queues.map((row) => (
          <li key={row.queue}>
            <span className="strong">{t(`jobs.queues.${row.queue}`)}</span>
            <span className="meta r">{lastWords(row, page, say)}</span>
            <span className="meta">
              {`${t('jobs.waiting')} ${row.waiting} · ${t('jobs.running')} ${row.running}`}
              {row.failed > 0 && <span className="bad block">{`${t('jobs.failed')} ${row.failed}`}</span>}
            </span>
            <span className="meta r">
              {row.nextAt !== null && `${t('jobs.next')} `}
              {nextWords(row, page, say)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function lastWords({ lastDoneAt }: QueueState, { asOf }: JobPage, say: Say): string {
  return lastDoneAt === null ? say.t('jobs.never') : say.age(lastDoneAt, asOf);
}

/** The day only where it is not today's. */
function nextWords({ nextAt }: QueueState, { asOf, timeZone }: JobPage, say: Say): string {
  if (nextAt === null) return say.t('jobs.onDemand');
  const day = say.dayAt(nextAt, timeZone, 'short');
  const clock = say.clock(nextAt, timeZone);
  return day === say.dayAt(asOf, timeZone, 'short') ? clock : `${day} ${clock}`;
}
