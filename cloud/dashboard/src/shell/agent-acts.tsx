'use client';

import type { AgentPage } from '@tillbridge/shared/reads-agents';
import { useBoard } from '../live/use-board.ts';

export interface AgentActsProps {
  readonly act: 'revoke' | 'confirm' | 'create' | 'key' | 'command';
  readonly page: AgentPage;
  readonly keyId?: string;
}

const load = () => import('../boards/agent-desk.tsx').then((module) => module.AgentDesk);

/** What a person may do to a shop PC; fetched after the page stands, which is to be read first. */
export function AgentActs(props: AgentActsProps) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk {...props} />;
}
