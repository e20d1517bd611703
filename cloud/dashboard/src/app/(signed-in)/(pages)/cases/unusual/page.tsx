import { ANOMALY_FILTERS, ANOMALY_RULES } from '@tillbridge/shared/reads-anomalies';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../../reads/query.ts';
import { readAnomalies } from '../../../../../reads/read-anomalies.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { UnusualView } from '../../../../../views/unusual-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('unusual.one') };
}

export default async function UnusualPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    state: wordIn(query, 'state', ANOMALY_FILTERS) ?? 'open',
    rule: wordIn(query, 'rule', ANOMALY_RULES),
    shop: idIn(query, 'shop'),
    cursor: textIn(query, 'cursor'),
  } as const;
  const [page, me, say] = await Promise.all([readAnomalies(wish), readMe(), currentSay()]);
  return <UnusualView page={page} me={me} {...wish} say={say} />;
}
