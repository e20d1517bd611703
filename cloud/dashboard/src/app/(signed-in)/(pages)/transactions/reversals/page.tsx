import { REVERSAL_STATES } from '@tillbridge/shared/reads-reversals';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../../reads/query.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { readReversals } from '../../../../../reads/read-reversals.ts';
import { ReversalsView } from '../../../../../views/reversals-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('reversals.title') };
}

export default async function ReversalsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    state: wordIn(query, 'state', REVERSAL_STATES) ?? 'asked',
    shop: idIn(query, 'shop'),
    cursor: textIn(query, 'cursor'),
  } as const;
  const [page, me, say] = await Promise.all([readReversals(wish), readMe(), currentSay()]);
  return <ReversalsView page={page} shops={me.shops} {...wish} say={say} />;
}
