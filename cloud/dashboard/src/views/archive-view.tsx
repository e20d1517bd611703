import type { Me } from '@tillbridge/shared/reads';
import type { ArchiveFound, ArchivePage } from '@tillbridge/shared/reads-archive';
import Link from 'next/link';
import { ArchiveMonths } from '../parts/archive-months.tsx';
import { ArchiveSearchForm } from '../parts/archive-search-form.tsx';
import { ArchivedTransactions } from '../parts/archived-transactions.tsx';
import { AskForMonth } from '../shell/ask-for-month.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import type { Say } from '../words/say.ts';

export interface ArchiveViewProps {
  readonly page: ArchivePage;
  readonly me: Me;
  readonly query: Readonly<Record<string, string>>;
  /** Null while nothing was searched for. */
  readonly found: ArchiveFound | null;
  readonly say: Say;
}

/** Where each month's facts are, and what is in those that left. */
export function ArchiveView({ page, me, query, found, say }: ArchiveViewProps) {
  const { t } = say;
  const { cursor, ...search } = query;
  const manages = me.permissions.includes('archive.manage') && page.place === 'set';
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('archive.title')}</h1>
          <p className="sub">
            {page.place === 'none' ? t('archive.none') : t('archive.promise', { n: page.onlineMonths })}
            <span className="meta">{t('asOf', { time: say.clock(page.asOf, page.timeZone) })}</span>
          </p>
          {page.place === 'none' && <p className="soft">{t('archive.noneNext')}</p>}
        </div>
      </header>
      {page.place === 'set' && (
        <section className="sec" aria-labelledby="archive-search">
          <h2 id="archive-search">{t('archive.search')}</h2>
          <ArchiveSearchForm shops={me.shops} query={search} say={say} />
          {found !== null && (
            <ArchivedTransactions rows={found.rows} shops={me.shops} timeZone={page.timeZone} say={say} />
          )}
          {found !== null && (
            <nav className="more gap-3" aria-label={t('archive.found')}>
              {cursor !== undefined && (
                <Link className="btn" href={`/archive?${new URLSearchParams(search)}`}>
                  {t('archive.fromStart')}
                </Link>
              )}
              {found.rows.length > 0 && me.permissions.includes('export.run') && (
                <ExportButton list="archived-transactions" filters={search} />
              )}
              {found.next !== undefined && (
                <Link className="btn" href={`/archive?${new URLSearchParams({ ...search, cursor: found.next })}`}>
                  {t('archive.further')}
                </Link>
              )}
            </nav>
          )}
        </section>
      )}
      <section className="sec" aria-labelledby="archive-months">
        <h2 id="archive-months">{t('archive.months')}</h2>
        {page.months.length === 0 ? (
          <div className="empty">
            <h3>{t('archive.noMonths')}</h3>
            <p className="soft">{t('archive.noMonthsNext')}</p>
          </div>
        ) : (
          <ArchiveMonths
            page={page}
            say={say}
            ask={(month, kind) =>
              manages && <AskForMonth month={month} kind={kind} name={say.day(`${month}-01`, 'month')} />
            }
          />
        )}
      </section>
    </>
  );
}
