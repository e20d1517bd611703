import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type SearchParams, textIn } from '../../../../reads/query.ts';
import { readDivergences, readPipeline } from '../../../../reads/read-custody.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { PipelineView } from '../../../../views/pipeline-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('pipeline.title') };
}

export default async function PipelinePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const cursor = textIn(await searchParams, 'cursor');
  const [pipeline, me, say] = await Promise.all([readPipeline(), readMe(), currentSay()]);
  const divergences = me.permissions.includes('quarantine.see') ? await readDivergences(cursor) : null;
  return (
    <PipelineView
      pipeline={pipeline}
      divergences={divergences}
      cursor={cursor}
      maySettle={me.permissions.includes('quarantine.discard')}
      say={say}
    />
  );
}
