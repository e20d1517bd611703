import type { Copy } from '../copy.ts';
import { sha256 } from '../oracle/cloud-view.ts';
import { editRow, type JournalLine } from '../oracle/journal-view.ts';
import type { Stage } from '../stage.ts';

/** A line whose bytes were changed in the file. */
export interface Forged {
  readonly epoch: string;
  readonly sequence: number;
  /** Hash of the bytes as they were written, and as they are now. */
  readonly original: string;
  readonly hash: string;
}

/** Changes an amount in one of the newest lines of the live epoch; undefined where there is none to change. */
export function forge(stage: Stage, copy: Copy): Forged | undefined {
  const view = copy.view();
  const live = view?.epochs.find((epoch) => epoch.live)?.epoch;
  const lines = (view?.lines ?? []).filter((line) => line.epoch === live && line.raw !== null);
  const line = lines.slice(-4).find((entry) => entry.raw?.includes('"amountMinor":'));
  return line === undefined ? undefined : forgeLine(stage, copy, line);
}

/** Puts one more digit into the first amount of a line, or a letter into its text. */
export function forgeLine(stage: Stage, copy: Copy, line: JournalLine): Forged {
  const text = line.raw?.toString('utf8') ?? '';
  const raw = Buffer.from(
    text.includes('"amountMinor":')
      ? text.replace(/"amountMinor":\d/, (amount) => `${amount}9`)
      : text.replace('run-fact-', 'run-FACT-'),
  );
  const hash = sha256(raw);
  stage.ledger.forged.add(hash);
  editRow(copy.dir, line.epoch, line.sequence, raw);
  return { epoch: line.epoch, sequence: line.sequence, original: line.hash, hash };
}
