import type { ArchiveMonth, ArchivePage, ArchiveWishKind } from '@tillbridge/shared/reads-archive';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { bytesLabel } from '../format/bytes.ts';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import { State, type Tone } from './state.tsx';

export interface ArchiveMonthsProps {
  readonly page: ArchivePage;
  /** The button that asks for a month, for whoever may. */
  readonly ask: (month: string, kind: ArchiveWishKind) => ReactNode;
  readonly say: Say;
}

const STATES: Record<ArchiveMonth['state'], { readonly tone: Tone; readonly icon: IconName }> = {
  online: { tone: 'plain', icon: 'tick' },
  due: { tone: 'plain', icon: 'clock' },
  archived: { tone: 'plain', icon: 'box' },
  both: { tone: 'plain', icon: 'up' },
};

export function ArchiveMonths({ page, ask, say }: ArchiveMonthsProps) {
  const { t } = say;
  return (
    <ul className="months">
      {page.months.map((month) => (
        <li key={month.month}>
          <b>{say.day(`${month.month}-01`, 'month')}</b>
          <State {...STATES[month.state]}>{t(`archiveState.${month.state}`)}</State>
          <span className="soft">
            {month.transactions.toLocaleString('en')} {t('archive.transactions')}
            {month.volumes.length > 0 && (
              <span className="meta block">
                {month.facts.toLocaleString('en')} {t('archive.facts')} · {bytesLabel(month.bytes)}
              </span>
            )}
          </span>
          <span className="links">
            {month.volumes.map(({ volume }) => (
              <Link key={volume} className="go" href={`/archive/${volume}`} prefetch={false}>
                {t('archive.files')}
                {month.volumes.length > 1 && `, ${t('archive.volume', { n: volume })}`}
              </Link>
            ))}
          </span>
          <span className="wish">
            {wishWords(month, page.timeZone, say)}
            {month.state === 'archived' && open(month) && ask(month.month, 'restore')}
            {(month.state === 'both' || month.state === 'due') && open(month) && ask(month.month, 'archive')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whether nothing is under way already. */
function open({ wish }: ArchiveMonth): boolean {
  return wish === null || wish.doneAt !== null;
}

function wishWords({ wish }: ArchiveMonth, timeZone: string, say: Say): ReactNode {
  if (wish === null) return null;
  if (wish.doneAt === null)
    return <span className="meta">{say.t('archiveWish.waiting', { time: say.clock(wish.askedAt, timeZone) })}</span>;
  if (wish.failure === null) return null;
  const known: Record<string, string> = { kept: say.t('archiveWish.kept'), busy: say.t('archiveWish.locked') };
  return (
    <State tone="warn" icon="warning">
      {say.t('archiveWish.failed', { name: known[wish.failure] ?? wish.failure })}
    </State>
  );
}
