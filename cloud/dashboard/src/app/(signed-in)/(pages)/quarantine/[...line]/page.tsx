import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readQuarantineLine } from '../../../../../reads/read-custody.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { QuarantineLineView } from '../../../../../views/quarantine-line-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('quarantine.title') };
}

export default async function LinePage({ params }: { readonly params: Promise<{ readonly line: string[] }> }) {
  const { line } = await params;
  const [detail, me, say] = await Promise.all([readQuarantineLine(line), readMe(), currentSay()]);
  return <QuarantineLineView detail={detail} me={me} say={say} />;
}
