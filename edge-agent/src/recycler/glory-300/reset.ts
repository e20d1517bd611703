import { COMMAND } from './constants.ts';
import { conditionOf, type Talk } from './talk.ts';

const RESET_POLLS_MAX = 60;

/** Resets the machine and waits; false when it does not become ready. */
export async function resetMachine(talk: Talk): Promise<boolean> {
  await talk.command(COMMAND.RESET);
  for (let poll = 0; poll < RESET_POLLS_MAX; poll++) {
    await talk.pause(talk.pace.payoutPollMs / 2);
    const answer = await talk.enquire();
    if (answer.kind === 'control' && conditionOf(answer.byte) === 'ready') return true;
  }
  return false;
}
