import { QUARANTINE_STATES } from '@tillbridge/shared/reads-custody';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../reads/query.ts';
import { readQuarantine } from '../../../../reads/read-custody.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { QuarantineView } from '../../../../views/quarantine-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('quarantine.title') };
}

export default async function QuarantinePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    state: wordIn(query, 'state', QUARANTINE_STATES) ?? 'pending',
    shop: idIn(query, 'shop'),
    cursor: textIn(query, 'cursor'),
  } as const;
  const [page, me, say] = await Promise.all([readQuarantine(wish), readMe(), currentSay()]);
  const mayExport = me.permissions.includes('export.run');
  return <QuarantineView page={page} shops={me.shops} {...wish} mayExport={mayExport} say={say} />;
}
