import type { Me } from '@tillbridge/shared/reads';
import type { Channel, Notice, NoticePage } from '@tillbridge/shared/reads-notices';
import type { ReactNode } from 'react';
import { State, type Tone } from '../parts/state.tsx';
import { NoticeActs } from '../shell/notice-acts.tsx';
import type { Say } from '../words/say.ts';

export interface NotificationsViewProps {
  readonly page: NoticePage;
  readonly shops: Me['shops'];
  readonly tools: ReactNode;
  readonly say: Say;
}

const TONES = { waiting: 'warn', sent: 'plain', 'given-up': 'bad' } as const satisfies Record<Notice['state'], Tone>;
const ICONS = { waiting: 'clock', sent: 'tick', 'given-up': 'warning' } as const;

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
          <ul className="state-rows">
            {page.channels.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} shops={shops} say={say} />
            ))}
          </ul>
        )}
      </section>
      <section className="sec" aria-labelledby="log">
        <h2 id="log">{t('notices.log')}</h2>
        {page.notices.length === 0 ? (
          <p className="soft">{t('notices.noLog')}</p>
        ) : (
          <ul className="state-rows">
            {page.notices.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} page={page} say={say} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function ChannelRow({ channel, shops, say }: { channel: Channel; shops: Me['shops']; say: Say }) {
  const { t } = say;
  const named = shops.filter((shop) => channel.shops.includes(shop.id)).map((shop) => say.name(shop.name));
  const severities = channel.severities.map((one) => t(`alarms.severities.${one}`)).join(', ');
  const off = channel.disabledAt !== null;
  return (
    <li>
      <State tone={off ? 'off' : 'plain'} icon={off ? 'silent' : 'tick'}>
        {t(off ? 'notices.off' : 'notices.on')}
      </State>
      <div className="min-w-0">
        <p className="strong">{channel.label}</p>
        <p className="meta break-all">
          {t(`notices.kinds.${channel.kind}`)} · {channel.target}
        </p>
        <p className="soft">
          {[
            channel.allShops ? t('notices.allShops') : named.join(', '),
            severities,
            t(channel.onlyEscalated ? 'notices.next' : 'notices.first'),
          ].join(' · ')}
        </p>
        {channel.disabledBecause === 'failures' && (
          <p className="bad">{t('notices.offBecause', { n: channel.failures })}</p>
        )}
      </div>
      <NoticeActs id={channel.id} of="channel" on={!off} />
    </li>
  );
}

function NoticeRow({ notice, page, say }: { notice: Notice; page: NoticePage; say: Say }) {
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
          {notice.channel} · {at(notice.queuedAt)} · {say.age(notice.queuedAt, page.asOf)}
          {notice.nextTryAt !== null &&
            notice.attempts.length > 0 &&
            ` · ${t('notices.nextTry', { time: at(notice.nextTryAt) })}`}
        </p>
        {notice.attempts.length > 0 && (
          <details className="as-table">
            <summary>{t('notices.attempts', { n: notice.attempts.length })}</summary>
            <ol>
              {notice.attempts.map((attempt) => (
                <li key={attempt.try} className="meta break-all">
                  {[at(attempt.at), attempt.status ?? '', attempt.answer ?? '']
                    .filter((part) => part !== '')
                    .join(' · ')}
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      {notice.state !== 'waiting' && <NoticeActs id={notice.id} of="notice" on />}
    </li>
  );
}
