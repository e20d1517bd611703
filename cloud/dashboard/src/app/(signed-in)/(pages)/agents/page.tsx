import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readAgents } from '../../../../reads/read-agents.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { AgentsView } from '../../../../views/agents-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('agents.title') };
}

export default async function AgentsPage() {
  const [list, me, say] = await Promise.all([readAgents(), readMe(), currentSay()]);
  return <AgentsView list={list} mayPair={me.permissions.includes('agent.pair')} say={say} />;
}
