import { movedDay } from '@tillbridge/shared/day-range';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { dayIn, type SearchParams, textIn } from '../../../../reads/query.ts';
import { readCompare } from '../../../../reads/read-cash.ts';
import { todayAtHome, zoneOf } from '../../../../settings/home-zone.ts';
import { CompareView } from '../../../../views/compare-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

/** A page that names no days shows four weeks. */
const LAST_DAYS = 27;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.compare') };
}

export default async function ComparePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const to = dayIn(query, 'to') ?? todayAtHome();
  const from = dayIn(query, 'from') ?? movedDay(to, -LAST_DAYS);
  const cursor = textIn(query, 'cursor');
  const [page, say] = await Promise.all([readCompare({ from, to, cursor }), currentSay()]);
  return <CompareView page={page} cursor={cursor} timeZone={zoneOf(page.rows)} say={say} />;
}
