import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readClosing } from '../../../../../../reads/read-cash.ts';
import { ClosingView } from '../../../../../../views/closing-view.tsx';
import { currentSay } from '../../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('closings.one') };
}

export default async function CashClosingsOnePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const [detail, say] = await Promise.all([readClosing(id), currentSay()]);
  return <ClosingView detail={detail} say={say} />;
}
