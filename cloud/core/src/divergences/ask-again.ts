import { AGAIN_PLACES_MAX, AGAIN_STRETCHES_MAX, type OpenRequest, type Stretch } from '@tillbridge/shared/sync';
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';
import { ANSWERS_MAX, noteAnswers } from './note-answers.ts';

interface NamedEpoch {
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
}

interface WantedRow {
  readonly epoch: string;
  readonly sequence: number;
  readonly subject: string;
  readonly fresh: boolean;
  readonly there: boolean;
}

/**
 * What a journal that opens is asked to send again: places whose bytes it still has by its own word. What it does not have
 * it is not asked for, and neither for what it answered since it started; a journal put back from a copy starts anew.
 */
export async function askAgain(
  tx: Tx,
  scope: AgentScope,
  { start }: Pick<OpenRequest, 'start'>,
  named: readonly NamedEpoch[],
): Promise<readonly Stretch[]> {
  const { org, agent } = scope;
  const rows = await tx<WantedRow[]>`
    select w.epoch, w.sequence, w.subject, w.asked_at is null as fresh, coalesce(w.sequence between n.first and n.last, false) as there
    from wanted_places w
    left join jsonb_to_recordset(${tx.json(named.map(({ epoch, first, last }) => ({ epoch, first, last })))})
      as n (epoch text, first bigint, last bigint) on n.epoch = w.epoch
    where w.org_id = ${org} and w.agent_id = ${agent} and w.put_back_day is null
      and (w.answered_start is distinct from ${start.nonce} or w.answer = 'other' and w.answers < ${ANSWERS_MAX})
    order by w.epoch, w.sequence
    limit ${AGAIN_PLACES_MAX}`;
  if (rows.length === 0) return [];
  for (const epoch of new Set(rows.filter((row) => !row.there).map((row) => row.epoch))) {
    const sequences = rows.filter((row) => !row.there && row.epoch === epoch).map((row) => row.sequence);
    await noteAnswers(tx, 'gone', { org, agent, epoch, sequences, start: start.nonce });
  }
  const stretches = stretchesOf(rows.filter((row) => row.there)).slice(0, AGAIN_STRETCHES_MAX);
  await noteAsked(
    tx,
    scope,
    rows.filter((row) => row.fresh && stretches.some((one) => isIn(one, row))),
  );
  return stretches;
}

function stretchesOf(rows: readonly WantedRow[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { epoch, sequence } of rows) {
    const before = stretches.at(-1);
    if (before?.epoch === epoch && before.to === sequence - 1) before.to = sequence;
    else stretches.push({ epoch, from: sequence, to: sequence });
  }
  return stretches;
}

function isIn({ epoch, from, to }: Stretch, row: WantedRow): boolean {
  return row.epoch === epoch && from <= row.sequence && row.sequence <= to;
}

/** Only the first time: an open that comes twice, or every five minutes to an agent that cannot answer, writes nothing. */
async function noteAsked(tx: Tx, { org, agent, shop }: AgentScope, fresh: readonly WantedRow[]): Promise<void> {
  for (const subject of new Set(fresh.map((row) => row.subject))) {
    const its = fresh.filter((row) => row.subject === subject);
    await tx`
      update wanted_places
      set asked_at = now()
      where org_id = ${org} and agent_id = ${agent} and subject = ${subject} and sequence = any(${its.map((row) => row.sequence)}::bigint[])`;
    await tx`
      update divergences
      set asked_at = coalesce(asked_at, now())
      where org_id = ${org} and shop_id = ${shop} and subject = ${subject} and state = 'open'`;
    await appendAudit(tx, {
      org,
      actorKind: 'system',
      actor: null,
      action: 'divergence.asked',
      subject,
      detail: { shop, facts: its.length },
    });
  }
}
