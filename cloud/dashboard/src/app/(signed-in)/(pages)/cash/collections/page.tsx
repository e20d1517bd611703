import { CUSTODY_STATES } from '@tillbridge/shared/reads-collections';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../../reads/query.ts';
import { readCollections } from '../../../../../reads/read-cash.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { zoneOf } from '../../../../../settings/home-zone.ts';
import { CollectionsView } from '../../../../../views/collections-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cash.places.collections') };
}

export default async function CashCollectionsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    shop: idIn(query, 'shop'),
    state: wordIn(query, 'state', CUSTODY_STATES),
    cursor: textIn(query, 'cursor'),
  };
  const [page, me, say] = await Promise.all([readCollections(wish), readMe(), currentSay()]);
  return <CollectionsView page={page} me={me} {...wish} timeZone={zoneOf(page.rows)} say={say} />;
}
