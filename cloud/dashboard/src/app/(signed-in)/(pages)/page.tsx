import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LiveToday } from '../../../live/live-today.tsx';
import { readToday } from '../../../reads/read-today.ts';
import { LiveBadge } from '../../../shell/live-badge.tsx';
import { TodayView } from '../../../views/today-view.tsx';
import { currentSay } from '../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.today') };
}

export default async function TodayPage() {
  const [today, say] = await Promise.all([readToday(), currentSay()]);
  const badge = <LiveBadge timeZone={today.shops[0]?.timeZone ?? 'UTC'} />;
  return (
    <LiveToday read={today}>
      <TodayView today={today} now={today.asOf} say={say} badge={badge} />
    </LiveToday>
  );
}
