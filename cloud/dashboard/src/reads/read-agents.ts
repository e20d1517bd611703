import 'server-only';
import type { AgentList, AgentPage } from '@tillbridge/shared/reads-agents';
import { callApi } from './call-api.ts';

export function readAgents(): Promise<AgentList> {
  return callApi<AgentList>('/api/v1/agents');
}

export function readAgent(agentId: string): Promise<AgentPage> {
  return callApi<AgentPage>(`/api/v1/agents/${encodeURIComponent(agentId)}`);
}
