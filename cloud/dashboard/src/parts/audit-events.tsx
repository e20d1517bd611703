import type { AuditEvent, AuditPage } from '@tillbridge/shared/reads-audit';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { actionWords, actorWords, detailLines, subjectWords } from './audit-words.ts';
import { Icon } from './icon.tsx';
import { State } from './state.tsx';

export interface AuditEventsProps {
  readonly page: AuditPage;
  /** Address of this page with one filter more. */
  readonly narrowed: (name: 'who' | 'subject', value: string) => string;
  readonly say: Say;
}

/** The trail as sentences, day by day; what an event recorded opens below it. */
export function AuditEvents({ page, narrowed, say }: AuditEventsProps) {
  return (
    <ol className="trail" aria-label={say.t('audit.list')}>
      {page.rows.map((event, i) => {
        const day = say.dayAt(event.at, page.timeZone, 'long');
        const before = page.rows[i - 1];
        const newDay = before === undefined || say.dayAt(before.at, page.timeZone, 'long') !== day;
        return (
          <li key={event.no}>
            {newDay && <h2 className="of-day">{day}</h2>}
            <Event event={event} page={page} narrowed={narrowed} say={say} />
          </li>
        );
      })}
    </ol>
  );
}

function Event({ event, page, narrowed, say }: AuditEventsProps & { readonly event: AuditEvent }) {
  const { names, timeZone } = page;
  const who = actorWords(event, names, say);
  const subject = subjectWords(event, names, say);
  return (
    <details>
      <summary>
        <span className="t soft">{say.clock(event.at, timeZone, 'seconds')}</span>
        <span className="x">
          <b>{who}</b> {actionWords(event.action, say)} {subject !== null && <span className="strong">{subject}</span>}
          {event.refused && (
            <State tone="warn" icon="refused">
              {say.t('audit.refused')}
            </State>
          )}
        </span>
        <span className="a meta">{event.address ?? ''}</span>
        <Icon name="down" />
        <span className="hidden-words">{say.t('audit.detail', { n: event.no })}</span>
      </summary>
      <dl>
        {detailLines(event, names, say).map(({ key, label, value }) => (
          <Pair key={key} label={label} value={value} />
        ))}
        {event.address !== null && <Pair label={say.t('audit.address')} value={event.address} />}
        <Pair label={say.t('audit.code')} value={event.action} mono />
        <Pair label={say.t('audit.event')} value={String(event.no)} />
        <Pair label={say.t('audit.hash')} value={event.hash} mono />
      </dl>
      <p className="narrow">
        {event.actor !== null && (
          <Link className="go" href={narrowed('who', event.actor)} prefetch={false}>
            {say.t('audit.who')}: {who}
          </Link>
        )}
        {event.subject !== null && (
          <Link className="go" href={narrowed('subject', event.subject)} prefetch={false}>
            {say.t('audit.subject')}: {subject ?? event.subject}
          </Link>
        )}
      </p>
    </details>
  );
}

function Pair({ label, value, mono }: { readonly label: string; readonly value: string; readonly mono?: true }) {
  return (
    <div className="contents">
      <dt>{label}</dt>
      <dd className={mono === true ? 'mono' : ''}>{value}</dd>
    </div>
  );
}
