import { ALARM_SEVERITIES, ALARM_STATES } from '@tillbridge/shared/reads-alarms';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RefreshLive } from '../../../../live/refresh-live.tsx';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../reads/query.ts';
import { readAlarms } from '../../../../reads/read-alarms.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { AlarmsView } from '../../../../views/alarms-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('alarms.title') };
}

export default async function AlarmsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    state: wordIn(query, 'state', ALARM_STATES) ?? 'open',
    severity: wordIn(query, 'severity', ALARM_SEVERITIES),
    shop: idIn(query, 'shop'),
    cursor: textIn(query, 'cursor'),
  } as const;
  const [page, me, say] = await Promise.all([readAlarms(wish), readMe(), currentSay()]);
  const mayAcknowledge = me.permissions.includes('alarm.acknowledge');
  return (
    <>
      <RefreshLive />
      <AlarmsView page={page} shops={me.shops} mayAcknowledge={mayAcknowledge} {...wish} say={say} />
    </>
  );
}
