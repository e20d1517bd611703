import type { Log } from '../log.ts';
import type { Act, Acting } from './acting.ts';
import type { Performed } from './operation.ts';
import { unproven } from './settle.ts';

/** A driver never rejects; if it does all the same, nobody knows what moved. */
export async function performAct(act: Act, acting: Acting, log: Pick<Log, 'error'>): Promise<Performed> {
  try {
    return await act(acting);
  } catch (error) {
    log.error('driver broke', { error });
    return {
      settlement: unproven(`driver broke: ${error instanceof Error ? error.message : String(error)}`),
      steps: [],
    };
  }
}
