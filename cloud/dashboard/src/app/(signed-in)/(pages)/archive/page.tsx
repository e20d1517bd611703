import { CASH_KINDS } from '@tillbridge/shared/cash';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { dayIn, idIn, textIn, wordIn } from '../../../../reads/query.ts';
import { readArchive, searchArchive } from '../../../../reads/read-archive.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { ArchiveView } from '../../../../views/archive-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

interface ArchivePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const ASKED = ['from', 'to', 'shop', 'kind', 'reference', 'cursor'] as const;

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
  const [from, to] = [dayIn(asked, 'from'), dayIn(asked, 'to')];
  const wish = {
    shop: idIn(asked, 'shop'),
    kind: wordIn(asked, 'kind', CASH_KINDS),
    reference: textIn(asked, 'reference'),
    cursor: textIn(asked, 'cursor'),
  };
  const [page, me, say] = await Promise.all([readArchive(), readMe(), currentSay()]);
  const searching = from !== undefined && to !== undefined && page.place === 'set';
  const found = searching ? await searchArchive({ from, to, ...wish }) : null;
  return <ArchiveView page={page} me={me} query={query} found={found} say={say} />;
}
