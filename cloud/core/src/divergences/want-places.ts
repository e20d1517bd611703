import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import type { Tx } from '../db/client.ts';
import type { DueRange } from './due-comparisons.ts';

export interface WrongPlace {
  readonly sequence: number;
  readonly subject: string;
}

/**
 * Notes for which places of a range the shop is to be asked, and forgets those that are in order again. Asked for is what
 * is in the list and nowhere in its bytes; where the line after names another hash than the list, nothing the shop sent
 * could prove itself. Answers the business days of what was put back since, to be derived again.
 */
export async function wantPlaces(
  tx: Tx,
  org: string,
  range: DueRange,
  wrong: readonly WrongPlace[],
): Promise<readonly string[]> {
  const { agent, epoch, first, last } = range;
  const wanted = wrong.length === 0 ? [] : await provable(tx, org, range, wrong);
  const sequences = wanted.map((one) => one.sequence);
  const ended = await tx<{ day: string | null }[]>`
    delete from wanted_places
    where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch} and sequence between ${first} and ${last}
      and sequence <> all(${sequences}::bigint[])
    returning put_back_day as day`;
  if (wanted.length > 0) {
    await tx`
      insert into wanted_places as w (org_id, agent_id, epoch, sequence, subject)
      select ${org}, ${agent}, ${epoch}, t.sequence, t.subject
      from unnest(${sequences}::bigint[], ${wanted.map((one) => one.subject)}::text[]) t (sequence, subject)
      on conflict (org_id, agent_id, epoch, sequence) do update
      set subject = excluded.subject, put_back_day = null,
        asked_at = case when w.put_back_day is null then w.asked_at end,
        answer = case when w.put_back_day is null then w.answer end,
        answered_start = case when w.put_back_day is null then w.answered_start end`;
  }
  return [...new Set(ended.flatMap(({ day }) => day ?? []))];
}

function provable(
  tx: Tx,
  org: string,
  { agent, epoch, first, last }: DueRange,
  wrong: readonly WrongPlace[],
): Promise<readonly WrongPlace[]> {
  return tx<WrongPlace[]>`
    select t.sequence, t.subject
    from unnest(${wrong.map((one) => one.sequence)}::bigint[], ${wrong.map((one) => one.subject)}::text[]) t (sequence, subject)
    join listed_places(${org}, ${agent}, ${epoch}, ${first}, ${last}, ${BATCH_LINES_MAX}) l on l.sequence = t.sequence
    where coalesce(hash_named_after(${org}, ${agent}, ${epoch}, l.sequence, ${BATCH_LINES_MAX}) = l.hash, true)
      and not exists (
        select from facts f
        where f.org_id = ${org} and f.agent_id = ${agent} and f.epoch = ${epoch} and f.sequence = l.sequence and f.branch = 0
          and sha256(f.raw) = l.hash)`;
}
