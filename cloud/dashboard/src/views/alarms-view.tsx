import type { Me } from '@tillbridge/shared/reads';
import {
  ALARM_SEVERITIES,
  ALARM_STATES,
  type AlarmPage,
  type AlarmSeverity,
  type AlarmState,
} from '@tillbridge/shared/reads-alarms';
import { AlarmRows } from '../parts/alarm-rows.tsx';
import { HOME_ZONE } from '../settings/home-zone.ts';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';
import { StateList } from './state-list.tsx';

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
  const severities = ALARM_SEVERITIES.map((value) => ({ value, word: t(`alarms.severities.${value}`) }));
  return (
    <StateList
      path="/alarms"
      title={t('alarms.title')}
      lead={
        <>
          {t('alarms.lead')}
          <span className="meta">{t('asOf', { time: say.clock(page.asOf, page.rows[0]?.timeZone ?? HOME_ZONE) })}</span>
        </>
      }
      states={ALARM_STATES}
      state={state}
      label={t('alarms.state')}
      wordOf={(each) => t(`alarms.filters.${each}`)}
      counts={{ open: page.open, acknowledged: page.acknowledged }}
      filters={[
        {
          kind: 'choice',
          name: 'severity',
          word: t('alarms.severity'),
          value: severity ?? '',
          options: [{ value: '', word: t('alarms.all') }, ...severities],
        },
        shopChoice(shops, shop, say),
      ]}
      cursor={cursor}
      next={page.next}
      none={
        page.rows.length === 0 ? { title: t(`alarms.none.${state}`), next: t(`alarms.noneNext.${state}`) } : undefined
      }
      say={say}
    >
      <AlarmRows rows={page.rows} shops={shops} now={page.asOf} mayAcknowledge={mayAcknowledge} say={say} />
    </StateList>
  );
}
