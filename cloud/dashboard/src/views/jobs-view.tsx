import type { DeadLetter, JobPage } from '@tillbridge/shared/reads-jobs';
import { QueuesTable } from '../parts/queues-table.tsx';
import { State } from '../parts/state.tsx';
import { RedriveButton } from '../shell/redrive-button.tsx';
import type { Say } from '../words/say.ts';

export interface JobsViewProps {
  readonly page: JobPage;
  readonly mayRedrive: boolean;
  readonly say: Say;
}

/** What the worker gave up and waits for a person, then all that it does, with when it did it last and will do it next. */
export function JobsView({ page, mayRedrive, say }: JobsViewProps) {
  const { t } = say;
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('jobs.title')}</h1>
          <p className="sub">
            {t('jobs.lead')}
            <span className="meta">{t('asOf', { time: say.clock(page.asOf, page.timeZone) })}</span>
            <span className="meta">{t('timesOf', { zone: page.timeZone })}</span>
          </p>
        </div>
      </header>
      <section className="sec" aria-labelledby="dead">
        <h2 id="dead">{t('jobs.dead')}</h2>
        {page.deadLetters.length === 0 ? (
          <div className="empty">
            <h3>{t('jobs.noDead')}</h3>
            <p className="soft">{t('jobs.noDeadNext')}</p>
          </div>
        ) : (
          <>
            <p className="soft mb-2">{t('jobs.deadLead')}</p>
            <ul className="state-rows">
              {page.deadLetters.map((letter) => (
                <DeadLetterRow key={letter.id} letter={letter} page={page} mayRedrive={mayRedrive} say={say} />
              ))}
            </ul>
          </>
        )}
      </section>
      <section className="sec" aria-labelledby="work">
        <h2 id="work">{t('jobs.work')}</h2>
        <QueuesTable page={page} say={say} />
      </section>
    </>
  );
}

type RowProps = JobsViewProps & { readonly letter: DeadLetter };

function DeadLetterRow({ letter, page, mayRedrive, say }: RowProps) {
  const { t } = say;
  const at = (instant: string) => `${say.dayAt(instant, page.timeZone, 'short')} ${say.clock(instant, page.timeZone)}`;
  const work = t(`jobs.queues.${letter.queue}`);
  return (
    <li>
      <State tone="bad" icon="warning">
        {t('jobs.times', { n: letter.times })}
      </State>
      <div className="min-w-0">
        <p className="strong">{work}</p>
        <p className="meta">
          {[
            `${at(letter.lastAt)} (${say.age(letter.lastAt, page.asOf)})`,
            ...(letter.times > 1 ? [t('jobs.since', { time: at(letter.firstAt) })] : []),
          ].join(' · ')}
        </p>
        <p className="soft break-words">{letter.own ? letter.reason : t('jobs.installation')}</p>
      </div>
      {mayRedrive && <RedriveButton id={letter.id} work={work} />}
    </li>
  );
}
