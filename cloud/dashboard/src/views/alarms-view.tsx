import type { Me } from '@tillbridge/shared/reads';
import {
  ALARM_SEVERITIES,
  ALARM_STATES,
  type AlarmPage,
  type AlarmSeverity,
  type AlarmState,
} from '@tillbridge/shared/reads-alarms';
import Link from 'next/link';
import { AlarmRows } from '../parts/alarm-rows.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { pathWith } from '../reads/query.ts';
import { HOME_ZONE } from '../settings/home-zone.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface AlarmsViewProps {
  readonly page: AlarmPage;
  readonly shops: Me['shops'];
  readonly state: AlarmState;
  readonly severity: AlarmSeverity | undefined;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly mayAcknowledge: boolean;
  readonly say: Say;
}

/** What was announced: open, looked after, over. State, severity, shop and place in the list live in the address. */
export function AlarmsView({ page, shops, state, severity, shop, cursor, mayAcknowledge, say }: AlarmsViewProps) {
  const { t } = say;
  const at = (wanted: AlarmState) =>
    pathWith('/alarms', { state: wanted === 'open' ? undefined : wanted, severity, shop });
  const counts = { open: page.open, acknowledged: page.acknowledged, cleared: undefined } as const;
  const all = { value: '', word: t('alarms.all') };
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('alarms.title')}</h1>
          <p className="sub">
            {t('alarms.lead')}
            <span className="meta">
              {t('asOf', { time: say.clock(page.asOf, page.rows[0]?.timeZone ?? HOME_ZONE) })}
            </span>
          </p>
        </div>
        <div className="tools">
          <nav className="seg" aria-label={t('alarms.state')}>
            {ALARM_STATES.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {t(`alarms.filters.${each}`)}
                {counts[each] !== undefined && <span className="meta ml-1">{counts[each]}</span>}
              </Link>
            ))}
          </nav>
          <ListFilter
            path="/alarms"
            kept={state === 'open' ? {} : { state }}
            fields={[
              {
                kind: 'choice',
                name: 'severity',
                word: t('alarms.severity'),
                value: severity ?? '',
                options: [all, ...ALARM_SEVERITIES.map((value) => ({ value, word: t(`alarms.severities.${value}`) }))],
              },
              {
                kind: 'choice',
                name: 'shop',
                word: t('shops.shop'),
                value: shop ?? '',
                options: [all, ...shops.map((one) => ({ value: one.id, word: say.name(one.name) }))],
              },
            ]}
          />
        </div>
      </header>
      <section className="mt-6" aria-label={t('alarms.title')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(`alarms.none.${state}`)}</h2>
            <p className="soft">{t(`alarms.noneNext.${state}`)}</p>
          </div>
        ) : (
          <AlarmRows rows={page.rows} shops={shops} now={page.asOf} mayAcknowledge={mayAcknowledge} say={say} />
        )}
        <ListPages first={at(state)} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}
