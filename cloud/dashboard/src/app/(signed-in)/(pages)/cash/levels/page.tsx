import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn } from '../../../../../reads/query.ts';
import { readLevels } from '../../../../../reads/read-cash.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { zoneOf } from '../../../../../settings/home-zone.ts';
import { LevelsView } from '../../../../../views/levels-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cash.places.levels') };
}

export default async function CashLevelsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = { shop: idIn(query, 'shop'), cursor: textIn(query, 'cursor') };
  const [page, me, say] = await Promise.all([readLevels({ ...wish, limit: '20' }), readMe(), currentSay()]);
  return <LevelsView page={page} me={me} {...wish} timeZone={zoneOf(page.rows)} say={say} />;
}
