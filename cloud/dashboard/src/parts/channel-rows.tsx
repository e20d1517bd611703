import { ALARM_MATTERS } from '@tillbridge/shared/alarm-matters';
import type { Me } from '@tillbridge/shared/reads';
import type { Channel, NoticePage } from '@tillbridge/shared/reads-notices';
import { NoticeActs } from '../shell/notice-acts.tsx';
import type { Say } from '../words/say.ts';
import { OpeningWeek } from './opening-week.tsx';
import { State } from './state.tsx';

export interface ChannelRowsProps {
  readonly page: NoticePage;
  readonly shops: Me['shops'];
  readonly say: Say;
}

/** Channels, each with what it is told of, when, and whether it is on. */
export function ChannelRows({ page, shops, say }: ChannelRowsProps) {
  return (
    <ul className="state-rows">
      {page.channels.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} page={page} shops={shops} say={say} />
      ))}
    </ul>
  );
}

function ChannelRow({ channel, page, shops, say }: ChannelRowsProps & { readonly channel: Channel }) {
  const { t } = say;
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
        <p className="soft">{routeWords(channel, shops, say).join(' · ')}</p>
        {channel.hours !== null && (
          <details className="as-table">
            <summary>
              {t('notices.inHours')} · {passingWords(channel, say)}
            </summary>
            <OpeningWeek hours={channel.hours} say={say} />
          </details>
        )}
        {channel.formerUntil !== null && (
          <p className="meta">
            {t('notices.formerUntil', {
              time: `${say.dayAt(channel.formerUntil, page.timeZone, 'short')} ${say.clock(channel.formerUntil, page.timeZone)}`,
            })}
          </p>
        )}
        {channel.disabledBecause === 'failures' && (
          <p className="bad">{t('notices.offBecause', { n: channel.failures })}</p>
        )}
      </div>
      <NoticeActs channel={channel} shops={shops} />
    </li>
  );
}

function routeWords(channel: Channel, shops: Me['shops'], say: Say): readonly string[] {
  const { t } = say;
  const named = shops.filter((shop) => channel.shops.includes(shop.id)).map((shop) => say.name(shop.name));
  const matters = channel.matters.map((one) => t(`notices.matters.${one}`)).join(', ');
  const first = channel.onlyEscalated ? t('notices.next') : t('notices.first');
  return [
    channel.allShops ? t('notices.allShops') : named.join(', '),
    ...(channel.matters.length === ALARM_MATTERS.length ? [] : [matters]),
    channel.severities.map((one) => t(`alarms.severities.${one}`)).join(', '),
    channel.afterMinutes === null ? first : t('notices.nextAfter', { n: channel.afterMinutes }),
  ];
}

function passingWords({ passes }: Channel, say: Say): string {
  if (passes.length === 0) return say.t('notices.passingNone');
  return say.t('notices.passing', { what: passes.map((one) => say.t(`alarms.severities.${one}`)).join(', ') });
}
