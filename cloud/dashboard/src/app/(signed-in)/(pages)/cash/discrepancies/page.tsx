import { CASE_FILTERS } from '@tillbridge/shared/reads-cases';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../../reads/query.ts';
import { readCases } from '../../../../../reads/read-cases.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { zoneOf } from '../../../../../settings/home-zone.ts';
import { DiscrepanciesView } from '../../../../../views/discrepancies-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cash.places.discrepancies') };
}

export default async function CashDiscrepanciesPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const query = await searchParams;
  const wish = {
    shop: idIn(query, 'shop'),
    state: wordIn(query, 'state', CASE_FILTERS),
    cursor: textIn(query, 'cursor'),
  };
  const [page, me, say] = await Promise.all([readCases({ ...wish, about: 'discrepancy' }), readMe(), currentSay()]);
  return <DiscrepanciesView page={page} me={me} {...wish} timeZone={zoneOf(page.rows)} say={say} />;
}
