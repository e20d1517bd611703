import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readArchiveVolume } from '../../../../../reads/read-archive.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { ArchiveVolumeView } from '../../../../../views/archive-volume-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('archive.title') };
}

export default async function ArchiveVolumePage({ params }: { readonly params: Promise<{ readonly volume: string }> }) {
  const { volume } = await params;
  const [held, me, say] = await Promise.all([readArchiveVolume(volume), readMe(), currentSay()]);
  return <ArchiveVolumeView volume={held} shops={me.shops} say={say} />;
}
