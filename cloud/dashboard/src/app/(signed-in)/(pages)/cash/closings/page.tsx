import { TIERS } from '@tillbridge/shared/shift';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../../reads/query.ts';
import { readClosings } from '../../../../../reads/read-cash.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { zoneOf } from '../../../../../settings/home-zone.ts';
import { ClosingsView } from '../../../../../views/closings-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cash.places.closings') };
}

export default async function CashClosingsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = { shop: idIn(query, 'shop'), tier: wordIn(query, 'tier', TIERS), cursor: textIn(query, 'cursor') };
  const [page, me, say] = await Promise.all([readClosings(wish), readMe(), currentSay()]);
  return <ClosingsView page={page} me={me} {...wish} timeZone={zoneOf(page.rows)} say={say} />;
}
