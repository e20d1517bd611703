import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RefreshLive } from '../../../../live/refresh-live.tsx';
import { readJobs } from '../../../../reads/read-jobs.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { JobsView } from '../../../../views/jobs-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('jobs.title') };
}

export default async function JobsPage() {
  const [page, me, say] = await Promise.all([readJobs(), readMe(), currentSay()]);
  return (
    <>
      <RefreshLive />
      <JobsView page={page} mayRedrive={me.permissions.includes('job.manage')} say={say} />
    </>
  );
}
