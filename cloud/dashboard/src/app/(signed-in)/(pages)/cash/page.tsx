import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn } from '../../../../reads/query.ts';
import { readPosition } from '../../../../reads/read-cash.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { zoneOf } from '../../../../settings/home-zone.ts';
import { PositionView } from '../../../../views/position-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.cash') };
}

export default async function CashPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = { shop: idIn(query, 'shop'), machine: idIn(query, 'machine'), cursor: textIn(query, 'cursor') };
  const [page, me, say] = await Promise.all([readPosition(wish), readMe(), currentSay()]);
  return <PositionView page={page} me={me} {...wish} timeZone={zoneOf(page.rows)} say={say} />;
}
