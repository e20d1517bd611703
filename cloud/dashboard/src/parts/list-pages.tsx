import Link from 'next/link';
import type { Say } from '../words/say.ts';

export interface ListPagesProps {
  /** The list from its beginning, with its filters. */
  readonly first: string;
  readonly cursor: string | undefined;
  readonly next: string | undefined;
  readonly say: Say;
}

/** The way through a list that is read page by page, newest first. */
export function ListPages({ first, cursor, next, say }: ListPagesProps) {
  const { t } = say;
  if (cursor === undefined && next === undefined) return null;
  const older = `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next ?? '')}`;
  return (
    <nav className="more gap-3" aria-label={t('transactions.pages')}>
      {cursor !== undefined && (
        <Link className="btn" href={first}>
          {t('transactions.newest')}
        </Link>
      )}
      {next !== undefined && (
        <Link className="btn" href={older}>
          {t('transactions.older')}
        </Link>
      )}
    </nav>
  );
}
