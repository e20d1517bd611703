import { createContext, useContext } from 'react';
import type { AgentApi } from '../api/agent-api.ts';
import type { MachinePart, SignedIn, Snapshot } from '../api/wire.ts';
import type { JobName } from './jobs.ts';
import type { ConsoleState, ShopConsole } from './shop-console.ts';

/** What every job at the counter stands on. */
export interface Desk {
  readonly shop: ShopConsole;
  readonly api: AgentApi;
  readonly state: ConsoleState;
  readonly session: SignedIn;
  readonly snapshot: Snapshot;
  readonly machine: MachinePart;
  /** The agent is heard and the machine would begin something now. */
  readonly canBegin: boolean;
  may(permission: string): boolean;
  /** Shows another job. */
  goTo(job: JobName): void;
  /** Asks whether the machine was cleared, and resets it. */
  askReset(): void;
}

const DeskContext = createContext<Desk | null>(null);

export const AtDesk = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('used outside of AtDesk');
  return desk;
}
