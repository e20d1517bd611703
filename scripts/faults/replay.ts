import type { Passage } from './network.ts';
import type { CloudView } from './oracle/cloud-view.ts';
import type { Stage } from './stage.ts';

const REPLAYED_MAX = 12;
/** Refusals that no later state of a stream takes back. */
const TURNED_DOWN = ['sync.superseded', 'sync.fork'];

/** Invariant 8: past requests, shuffled and sent again, change nothing but counters. The PCs are stopped meanwhile. */
export async function replayPast(stage: Stage): Promise<void> {
  const before = essence(await stage.look());
  for (const copy of stage.copies) {
    const token = copy.link.passages.findLast(
      (passage) => passage.status === 200 && passage.headers['authorization'] !== undefined,
    )?.headers['authorization'];
    if (token === undefined) continue;
    const past = copy.link.passages.filter((passage) => isPast(passage, stage.cloud.history));
    const chosen = stage.dice.shuffle(past).slice(0, REPLAYED_MAX);
    await copy.link.replay(
      chosen.map((passage): Passage => ({ ...passage, headers: { ...passage.headers, authorization: token } })),
    );
  }
  const after = essence(await stage.look());
  for (const [name, text] of Object.entries(after)) {
    stage.findings.expect('replay', text === before[name], () => `replayed requests changed the ${name}`);
  }
}

/**
 * What this history of the cloud took or turned down for good. A request that never came to it, or that a restore made it
 * forget, brings facts that are new to it, and taking those is no replay.
 */
function isPast(passage: Passage, history: number): boolean {
  if (passage.path === 'other' || passage.weather === 'alter-line' || passage.history !== history) return false;
  return passage.status === 200 || TURNED_DOWN.some((code) => passage.answer?.includes(code) === true);
}

/** Everything that must not change, as text. */
function essence(view: CloudView): Record<string, string> {
  const list = (rows: readonly unknown[]): string =>
    rows
      .map((row) => JSON.stringify(row))
      .sort()
      .join('\n');
  return {
    facts: list(view.facts.map((fact) => [fact.epoch, fact.sequence, fact.branch, fact.hash])),
    quarantine: list(view.quarantine.map((row) => [row.epoch, row.sequence, row.hash, row.rawHash, row.state])),
    streams: list(view.streams.map((stream) => [stream.epoch, stream.highWater, stream.highWaterHash])),
    'days and months': list([...view.daily, ...view.monthly]),
    losses: list(view.losses),
  };
}
