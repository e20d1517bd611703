import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readArchive, searchArchive } from '../../../reads/read-archive.ts';
import { readMe } from '../../../reads/read-me.ts';
import { ArchiveView } from '../../../views/archive-view.tsx';
import { currentSay } from '../../../words/current-say.ts';

interface ArchivePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const ASKED = ['from', 'to', 'shop', 'kind', 'reference', 'cursor'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('archive.title') };
}

export default async function ArchivePage({ searchParams }: ArchivePageProps) {
  const asked = await searchParams;
  const query: Record<string, string> = {};
  for (const name of ASKED) {
    const value = asked[name];
    if (typeof value === 'string' && value !== '') query[name] = value;
  }
  const searching = DAY.test(query['from'] ?? '') && DAY.test(query['to'] ?? '');
  const [page, me, say] = await Promise.all([readArchive(), readMe(), currentSay()]);
  const found = searching && page.place === 'set' ? await searchArchive(query) : null;
  return <ArchiveView page={page} me={me} query={query} found={found} say={say} />;
}
