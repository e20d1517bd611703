import { closeDeposit } from './collect.ts';
import { CONTROL } from './constants.ts';
import type { Answer } from './exchange.ts';
import { conditionOf, type Talk } from './talk.ts';

/**
 * A deposit that nobody owns: its opening was never answered, or its program died. People would go on paying into it.
 * What lies in it stays in the machine, where the stock tells of it.
 */
export interface OrphanWatch {
  /** A deposit was begun; before the first rest one of a life before may stand open, too. */
  began(): void;
  /** Whether the machine at rest says that one stands open. */
  stands(answer: Answer): boolean;
  /** Closes it; answers what the machine says afterwards. */
  close(): Promise<Answer>;
}

export function createOrphanWatch(talk: Talk): OrphanWatch {
  let possible = true;
  return {
    began() {
      possible = true;
    },
    stands(answer) {
      if (answer.kind !== 'control') return false;
      if (conditionOf(answer.byte) === 'ready') possible = false;
      return possible && (answer.byte === CONTROL.SOH || answer.byte === CONTROL.EM);
    },
    async close() {
      await closeDeposit(talk);
      return talk.enquire();
    },
  };
}
