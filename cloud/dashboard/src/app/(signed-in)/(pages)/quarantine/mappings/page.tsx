import { MAPPING_STATES } from '@tillbridge/shared/reads-mappings';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { idIn, type SearchParams, textIn, wordIn } from '../../../../../reads/query.ts';
import { readMappings } from '../../../../../reads/read-custody.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { MappingsView } from '../../../../../views/mappings-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('mappings.title') };
}

export default async function MappingsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const wish = {
    state: wordIn(query, 'state', MAPPING_STATES) ?? 'asked',
    shop: idIn(query, 'shop'),
    cursor: textIn(query, 'cursor'),
  } as const;
  const [page, me, say] = await Promise.all([readMappings(wish), readMe(), currentSay()]);
  return <MappingsView page={page} me={me} {...wish} say={say} />;
}
