import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readPipeline } from '../../../reads/read-custody.ts';
import { readMe } from '../../../reads/read-me.ts';
import { PipelineView } from '../../../views/pipeline-view.tsx';
import { currentSay } from '../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('pipeline.title') };
}

export default async function PipelinePage() {
  const [pipeline, me, say] = await Promise.all([readPipeline(), readMe(), currentSay()]);
  return <PipelineView pipeline={pipeline} maySalvage={me.permissions.includes('quarantine.see')} say={say} />;
}
