import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readCase } from '../../../../../reads/read-cases.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { CaseView } from '../../../../../views/case-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cases.one') };
}

export default async function CasePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const [detail, me, say] = await Promise.all([readCase(id), readMe(), currentSay()]);
  return <CaseView detail={detail} mayRecord={me.permissions.includes('case.resolve')} say={say} />;
}
