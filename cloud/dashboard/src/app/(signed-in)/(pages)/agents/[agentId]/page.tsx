import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readAgent } from '../../../../../reads/read-agents.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { AgentView } from '../../../../../views/agent-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

interface AgentPageProps {
  readonly params: Promise<{ readonly agentId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('agents.one') };
}

export default async function AgentPage({ params }: AgentPageProps) {
  const { agentId } = await params;
  const [page, me, say] = await Promise.all([readAgent(agentId), readMe(), currentSay()]);
  return <AgentView page={page} permissions={me.permissions} say={say} />;
}
