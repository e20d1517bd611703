import type { Copy } from '../copy.ts';
import type { CloudQuarantine } from '../oracle/cloud-view.ts';
import { makeFacts, type Stage } from '../stage.ts';

/** Names one row of quarantine, as a job does. */
export interface RowKey extends Record<string, unknown> {
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
}

/** A sale at a machine that is registered elsewhere; gives the key of its row in quarantine. */
export async function strayRow(stage: Stage, copy: Copy): Promise<RowKey | undefined> {
  await copy.append([stage.script.stray(), ...makeFacts(stage.script, 1)]);
  await stage.settled(copy);
  const row = (await stage.look()).quarantine.findLast(
    (entry) => entry.state === 'pending' && entry.code === 'fact.machine',
  );
  return row === undefined ? undefined : keyOf(row);
}

/** Whatever waits beside a stream is redriven, by two workers at once. */
export async function redriveAside(stage: Stage): Promise<void> {
  const rows = (await stage.look()).quarantine.filter(
    (row) => row.state === 'pending' && !row.inStream && row.rawHash === row.hash,
  );
  for (const row of rows) {
    await Promise.all([redriveOnce(stage, keyOf(row)), redriveOnce(stage, keyOf(row))]);
    stage.fired('redrive-of-clone');
  }
}

/** A worker whose job fails tries again later; the suite does not. */
export async function redriveOnce(stage: Stage, key: RowKey): Promise<void> {
  await stage.cloud.ask('redrive', key).catch(() => undefined);
}

function keyOf({ agent, epoch, sequence, hash }: CloudQuarantine): RowKey {
  return { agent, epoch, sequence, hash };
}
