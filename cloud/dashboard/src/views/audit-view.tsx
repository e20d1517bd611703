import type { Me } from '@tillbridge/shared/reads';
import type { AuditFilters, AuditPage } from '@tillbridge/shared/reads-audit';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuditEvents } from '../parts/audit-events.tsx';
import { AuditFilter } from '../parts/audit-filter.tsx';
import type { Say } from '../words/say.ts';

export interface AuditViewProps {
  readonly page: AuditPage;
  readonly filters: AuditFilters;
  readonly cursor: string | undefined;
  readonly shops: Me['shops'];
  readonly tools: ReactNode;
  readonly say: Say;
}

/** The trail of the organization. Filters and place in it are the address. */
export function AuditView({ page, filters, cursor, shops, tools, say }: AuditViewProps) {
  const { t } = say;
  const filtered = Object.keys(filters).length > 0;
  const narrowed = (name: 'who' | 'subject', value: string) => addressOf({ ...filters, [name]: value });
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('audit.title')}</h1>
          <p className="sub">
            {t('audit.promise')}{' '}
            <span className="meta">{t('asOf', { time: say.clock(page.asOf, page.timeZone) })}</span>
          </p>
        </div>
        <div className="tools">{tools}</div>
      </header>
      <AuditFilter page={page} filters={filters} shops={shops} say={say} />
      {filtered && (
        <p className="mt-2">
          <Link className="go" href="/audit">
            {t('audit.clear')}
          </Link>
        </p>
      )}
      <section className="mt-6" aria-label={t('audit.title')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(filtered ? 'audit.none' : 'audit.noneYet')}</h2>
            {filtered && <p className="soft">{t('audit.noneNext')}</p>}
          </div>
        ) : (
          <AuditEvents page={page} narrowed={narrowed} say={say} />
        )}
        <nav className="more gap-3" aria-label={t('audit.pages')}>
          {cursor !== undefined && (
            <Link className="btn" href={addressOf(filters)}>
              {t('audit.newest')}
            </Link>
          )}
          {page.next !== undefined && (
            <Link className="btn" href={addressOf({ ...filters, cursor: page.next })}>
              {t('audit.older')}
            </Link>
          )}
        </nav>
      </section>
    </>
  );
}

function addressOf(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '/audit' : `/audit?${text}`;
}
