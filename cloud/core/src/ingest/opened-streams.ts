import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import type { Tx } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';

/** Custody of one stream, compared with what a journal says of it. */
export interface OpenedStream {
  readonly start: { readonly number: number; readonly nonce: string };
  readonly highWater: number;
  readonly highWaterHash: string;
  /** False: another hash stands at the acknowledged place. True also where that hash is not known any more (a loss). */
  readonly agreesAtAcked: boolean;
  /** Whether (last, lastHash) is in custody: in the stream, declared lost under that hash, or in quarantine. */
  readonly holdsLast: boolean;
}

interface Row {
  epoch: string;
  start_number: number;
  start_nonce: string;
  high_water: number;
  high_water_hash: string;
  acked_hash: string | null;
  last_hash: string | null;
  quarantined: boolean;
}

interface Named {
  readonly epoch: string;
  readonly acked: number;
  readonly ackedHash: string;
  readonly last: number;
  readonly lastHash: string;
}

/** Reads the streams behind the named epochs with their hashes at the acknowledged and the last place, in one query. */
export async function readOpenedStreams(
  tx: Tx,
  { org, agent }: AgentScope,
  named: readonly Named[],
): Promise<Map<string, OpenedStream>> {
  const rows = await tx<Row[]>`
    select s.epoch, s.start_number, s.start_nonce, s.high_water, encode(s.high_water_hash, 'hex') as high_water_hash,
      hash_at(s, n.acked, ${BATCH_LINES_MAX}) as acked_hash,
      hash_at(s, n.last, ${BATCH_LINES_MAX}) as last_hash,
      exists (
        select from quarantine q
        where q.org_id = s.org_id and q.agent_id = s.agent_id and q.epoch = s.epoch and q.sequence = n.last and q.hash = decode(n.last_hash, 'hex')
      ) as quarantined
    from jsonb_to_recordset(${tx.json(
      named.map(({ epoch, acked, last, lastHash }) => ({ epoch, acked, last, last_hash: lastHash })),
    )}) as n (epoch text, acked bigint, last bigint, last_hash text)
    join streams s on s.org_id = ${org} and s.agent_id = ${agent} and s.epoch = n.epoch`;
  const byEpoch = new Map(named.map((one) => [one.epoch, one]));
  return new Map(rows.map((row) => [row.epoch, compare(row, byEpoch.get(row.epoch))]));
}

function compare(row: Row, named: Named | undefined): OpenedStream {
  return {
    start: { number: row.start_number, nonce: row.start_nonce },
    highWater: row.high_water,
    highWaterHash: row.high_water_hash,
    agreesAtAcked: row.acked_hash === null || row.acked_hash === named?.ackedHash,
    holdsLast: row.quarantined || (row.last_hash !== null && row.last_hash === named?.lastHash),
  };
}
