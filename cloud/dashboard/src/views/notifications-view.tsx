import type { Me } from '@tillbridge/shared/reads';
import type { NoticePage } from '@tillbridge/shared/reads-notices';
import type { ReactNode } from 'react';
import { ChannelRows } from '../parts/channel-rows.tsx';
import { NoticeRows } from '../parts/notice-rows.tsx';
import type { Say } from '../words/say.ts';

export interface NotificationsViewProps {
  readonly page: NoticePage;
  readonly shops: Me['shops'];
  readonly tools: ReactNode;
  readonly say: Say;
}

/** Who is told of alarms, and what became of each notice with every attempt. */
export function NotificationsView({ page, shops, tools, say }: NotificationsViewProps) {
  const { t } = say;
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('notices.title')}</h1>
          <p className="sub">
            {t('notices.lead')}
            <span className="meta">{t('asOf', { time: say.clock(page.asOf, page.timeZone) })}</span>
            <span className="meta">{t('timesOf', { zone: page.timeZone })}</span>
          </p>
        </div>
        <div className="tools">{tools}</div>
      </header>
      <section className="sec" aria-labelledby="channels">
        <h2 id="channels">{t('notices.channels')}</h2>
        {page.channels.length === 0 ? (
          <div className="empty">
            <h3>{t('notices.none')}</h3>
            <p className="soft">{t('notices.noneNext')}</p>
          </div>
        ) : (
          <ChannelRows page={page} shops={shops} say={say} />
        )}
      </section>
      <section className="sec" aria-labelledby="log">
        <h2 id="log">{t('notices.log')}</h2>
        {page.notices.length === 0 ? (
          <p className="soft">{t('notices.noLog')}</p>
        ) : (
          <NoticeRows page={page} say={say} />
        )}
      </section>
    </>
  );
}
