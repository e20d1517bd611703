import type { IconName } from '../parts/icon.tsx';

export type JobName = 'take' | 'pay' | 'exchange' | 'refill' | 'collect' | 'shift' | 'cases';

/** One of the six things that staff do at the machine, and the rights of which one is enough. */
export interface Job {
  readonly name: Exclude<JobName, 'cases'>;
  readonly icon: IconName;
  readonly letter: string;
  readonly rights: readonly string[];
}

export const JOBS: readonly Job[] = [
  { name: 'take', icon: 'take', letter: 't', rights: ['machine.exchange'] },
  { name: 'pay', icon: 'pay', letter: 'p', rights: ['machine.withdraw'] },
  { name: 'exchange', icon: 'exchange', letter: 'e', rights: ['machine.exchange'] },
  { name: 'refill', icon: 'refill', letter: 'r', rights: ['machine.refill'] },
  { name: 'collect', icon: 'collect', letter: 'c', rights: ['machine.empty'] },
  { name: 'shift', icon: 'shift', letter: 's', rights: ['shift.open', 'shift.close'] },
];

/** The page only hides; the agent decides. */
export function mayDo({ rights }: Pick<Job, 'rights'>, held: readonly string[]): boolean {
  return rights.some((right) => held.includes(right));
}
