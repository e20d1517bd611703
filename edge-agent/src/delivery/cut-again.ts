import { AGAIN_BYTES_MAX, AGAIN_LINES_MAX, type AgainRequest, type Stretch } from '@tillbridge/shared/sync';
import { sha256 } from '../journal/hash.ts';
import type { Journal } from '../journal/journal.ts';
import type { AgentRules } from './rules.ts';

/** What is sent of a stretch that the cloud asked for, and up to which place it answers. */
export interface AgainCut extends Pick<AgainRequest, 'lines' | 'gone'> {
  readonly epoch: string;
  readonly to: number;
}

/** Lines that are still what was written, verbatim; for every other place that they are gone. */
export function cutAgain(journal: Pick<Journal, 'linesFrom'>, asked: Stretch, rules: AgentRules): AgainCut {
  const { epoch, from } = asked;
  const last = Math.min(asked.to, from + AGAIN_LINES_MAX - 1);
  const rows = new Map(journal.linesFrom(epoch, from, AGAIN_LINES_MAX).map((row) => [row.sequence, row]));
  const lines: { sequence: number; line: string }[] = [];
  const gone: { from: number; to: number }[] = [];
  let bytesLeft = AGAIN_BYTES_MAX;
  let place = from;
  for (; place <= last; place += 1) {
    const row = rows.get(place);
    const line = row?.bytes?.toString('utf8');
    // ◆ Of the text that travels: bytes that are no text are not what was written either.
    const isSound = line !== undefined && (!rules.hashBeforeSend || sha256(Buffer.from(line, 'utf8')) === row?.hash);
    if (!isSound) addPlace(gone, place);
    else {
      if (lines.length > 0 && line.length > bytesLeft) break;
      lines.push({ sequence: place, line });
      bytesLeft -= line.length;
    }
  }
  return { epoch, to: place - 1, lines, gone };
}

function addPlace(stretches: { from: number; to: number }[], place: number): void {
  const before = stretches.at(-1);
  if (before?.to === place - 1) before.to = place;
  else stretches.push({ from: place, to: place });
}
