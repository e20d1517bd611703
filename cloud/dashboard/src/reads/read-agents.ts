import 'server-only';
import type { AgentList, AgentPage } from '@tillbridge/shared/reads-agents';
import { callApi } from './call-api.ts';

export function readAgents(): Promise<AgentList> {
  return callApi((api) => api.GET('/api/v1/agents'));
}

export function readAgent(id: string): Promise<AgentPage> {
  return callApi((api) => api.GET('/api/v1/agents/{id}', { params: { path: { id } } }));
}
