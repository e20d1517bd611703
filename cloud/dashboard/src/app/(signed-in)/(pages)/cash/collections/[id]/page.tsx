import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readCollection } from '../../../../../../reads/read-cash.ts';
import { readMe } from '../../../../../../reads/read-me.ts';
import { CollectionView } from '../../../../../../views/collection-view.tsx';
import { currentSay } from '../../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('collections.one') };
}

export default async function CashCollectionsOnePage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { id } = await params;
  const [detail, me, say] = await Promise.all([readCollection(id), readMe(), currentSay()]);
  return <CollectionView detail={detail} mayRecord={me.permissions.includes('collection.manage')} say={say} />;
}
