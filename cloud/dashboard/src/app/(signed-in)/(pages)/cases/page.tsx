import { CASE_FILTERS, CASE_MATTERS } from '@tillbridge/shared/reads-cases';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../reads/query.ts';
import { readCases } from '../../../../reads/read-cases.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { CasesView } from '../../../../views/cases-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.cases') };
}

export default async function CasesPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    state: wordIn(query, 'state', CASE_FILTERS) ?? 'open',
    about: wordIn(query, 'about', CASE_MATTERS),
    shop: idIn(query, 'shop'),
    cursor: textIn(query, 'cursor'),
  } as const;
  const [page, me, say] = await Promise.all([readCases(wish), readMe(), currentSay()]);
  return <CasesView page={page} me={me} {...wish} say={say} />;
}
