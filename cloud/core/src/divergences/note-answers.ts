import type { Tx } from '../db/client.ts';

/** A shop that sent other bytes is asked so often by each start: they may have been altered on the way. */
export const ANSWERS_MAX = 3;

export interface Answered {
  readonly org: string;
  readonly agent: string;
  readonly epoch: string;
  readonly sequences: readonly number[];
  /** Nonce of the start that says so. */
  readonly start: string;
}

/** Keeps what a shop said of places that it was asked for; answers how many of them were open. */
export async function noteAnswers(
  tx: Tx,
  answer: 'gone' | 'other',
  { org, agent, epoch, sequences, start }: Answered,
): Promise<number> {
  if (sequences.length === 0) return 0;
  const { count } = await tx`
    update wanted_places
    set answer = ${answer}, answered_start = ${start},
      answers = case when answered_start = ${start} then answers + 1 else 1 end
    where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch} and sequence = any(${[...sequences]}::bigint[])
      and put_back_day is null`;
  return count;
}
