import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readAnomaly } from '../../../../../../reads/read-anomalies.ts';
import { readMe } from '../../../../../../reads/read-me.ts';
import { UnusualOneView } from '../../../../../../views/unusual-one-view.tsx';
import { currentSay } from '../../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('unusual.one') };
}

export default async function UnusualOnePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const [detail, me, say] = await Promise.all([readAnomaly(id), readMe(), currentSay()]);
  return <UnusualOneView detail={detail} mayRecord={me.permissions.includes('anomaly.resolve')} say={say} />;
}
