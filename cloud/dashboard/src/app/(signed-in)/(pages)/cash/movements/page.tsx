import { movedDay } from '@tillbridge/shared/day-range';
import { COMPARISONS, MOVEMENT_GROUPS, MOVEMENT_PERSON_DAYS_MAX } from '@tillbridge/shared/reads-cash';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { dayIn, idIn, type SearchParams, wordIn } from '../../../../../reads/query.ts';
import { readMovements } from '../../../../../reads/read-cash.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { HOME_ZONE, todayAtHome } from '../../../../../settings/home-zone.ts';
import { MovementsView } from '../../../../../views/movements-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

/** A page that names no days shows these before today, and today. */
const LAST_DAYS = 6;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cash.places.movements') };
}

export default async function CashMovementsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const [query, me, say] = await Promise.all([searchParams, readMe(), currentSay()]);
  const to = dayIn(query, 'to') ?? todayAtHome();
  const by = wordIn(query, 'by', MOVEMENT_GROUPS) ?? 'kind';
  const asked = dayIn(query, 'from') ?? movedDay(to, -LAST_DAYS);
  // By person so many days are read and no more; a longer range of the other list is cut to its end.
  const from = by === 'person' && asked < movedDay(to, 1 - MOVEMENT_PERSON_DAYS_MAX) ? movedDay(to, -LAST_DAYS) : asked;
  const shop = idIn(query, 'shop') ?? (by === 'person' ? me.shops[0]?.id : undefined);
  const compare = wordIn(query, 'compare', COMPARISONS);
  const page = await readMovements({ from, to, by, shop, compare });
  return <MovementsView page={page} me={me} by={by} shop={shop} compare={compare} timeZone={HOME_ZONE} say={say} />;
}
