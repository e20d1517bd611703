import type { BatchEnvelope } from '@tillbridge/shared/sync';
import { bridgeLoss } from './bridge-loss.ts';
import { fillLosses } from './fill-losses.ts';
import { followsCustody } from './founded.ts';
import { type Decider, type Plan, setAsideOnce, takeLine } from './plan.ts';
import { isDisproved, proofOf } from './proof-of.ts';
import { hashAt, holds, lossAt } from './stream-view.ts';

/**
 * Step 6: lines of a left epoch. A line that extends the stream is taken; any other is set aside under its own hash,
 * once, and not if it is in the stream already. Both are custody.
 */
export function decideTail(decider: Decider, envelope: BatchEnvelope): void {
  const { plan, stream, lines, rules } = decider;
  const joins = followsCustody(decider, envelope) && (bridgeLoss(decider, envelope) || envelope.lost === undefined);
  if (!joins) {
    plan.refusal = 'sync.gap';
    return;
  }
  const damaged = new Set(envelope.damaged);
  const missing: number[] = [];
  const runs: Run[] = [];
  for (let index = 0; index < lines.count; index += 1) {
    const place = envelope.from + index;
    const proof = proofOf(lines, envelope, index);
    const isMarked = damaged.has(place) || (rules.everyLink && isDisproved(lines, envelope, index));
    const loss = lossAt(stream, place);
    // What the hash of a loss proves is true, whatever the shop's own column says of it.
    const isDamaged = isMarked && !(loss?.openTo === place && loss.openHash === lines.hashOf(index));
    const code = isDamaged ? 'fact.damaged' : undefined;
    if (loss !== undefined && !isDamaged) missing.push(index);
    else if (place <= stream.highWater) {
      // Edited bytes beside their original are kept, too: they are other bytes.
      const isThere = loss === undefined && hashAt(stream, place) === lines.hashOf(index);
      if (rules.tailOnce && isThere) plan.duplicates += 1;
      else setAsideOnce(decider, index, place, code ?? 'fact.fork');
    } else if (!extendsStream(decider, envelope, index, isDamaged))
      setAsideOnce(decider, index, place, code ?? 'fact.stranded');
    else if (isDamaged && proof !== undefined) passDamaged(decider, index, place, proof);
    else extendBy(decider, index, place, runs);
  }
  fillLosses(decider, envelope.from, missing);
  plan.goneBeside = goneBeside(decider, envelope);
  for (const { first, hashes } of runs)
    plan.segments.push({ first, last: first + hashes.length - 1, hashes: hashes.join('') });
}

/**
 * What the sender no longer has before its first line, where that line was set aside now and nobody else brought what
 * comes before it: the stream cannot declare it, because its places there belong to another history.
 */
function goneBeside({ plan, stream, lines }: Decider, { after, from }: BatchEnvelope): Plan['goneBeside'] {
  const isAside = plan.setAside[0]?.index === 0 && !plan.setAside[0].inStream;
  if (!isAside || after === undefined || after.sequence >= from - 1) return undefined;
  const { prev } = lines.line(0);
  return prev !== undefined && holds(stream, from - 1, prev)
    ? undefined
    : { first: after.sequence + 1, last: from - 1 };
}

interface Run {
  readonly first: number;
  readonly hashes: string[];
}

function extendsStream(decider: Decider, envelope: BatchEnvelope, index: number, isDamaged: boolean): boolean {
  const { plan, lines } = decider;
  if (envelope.from + index !== plan.highWater + 1) return false;
  if (!isDamaged) {
    const { prev } = lines.line(index);
    return prev === undefined || prev === plan.highWaterHash;
  }
  // A damaged line says nothing about its own past; the line before it in the batch does.
  if (index > 0 && (proofOf(lines, envelope, index - 1) ?? lines.hashOf(index - 1)) !== plan.highWaterHash)
    return false;
  return proofOf(lines, envelope, index) !== undefined;
}

/** The true bytes are gone at this shop, and only their hash is known: a loss, which another copy may fill. */
function passDamaged(decider: Decider, index: number, place: number, hash: string): void {
  const { plan } = decider;
  plan.losses.push({ first: place, last: place, hash });
  setAsideOnce(decider, index, place, 'fact.damaged', true);
  plan.highWater = place;
  plan.highWaterHash = hash;
}

function extendBy(decider: Decider, index: number, place: number, runs: Run[]): void {
  const { plan, lines } = decider;
  takeLine(decider, index, place);
  const line = lines.line(index);
  if ('fact' in line) plan.completeThroughMs = line.occurredMs;
  const hash = lines.hashOf(index);
  const run = runs.at(-1);
  if (run !== undefined && run.first + run.hashes.length === place) run.hashes.push(hash);
  else runs.push({ first: place, hashes: [hash] });
  plan.highWater = place;
  plan.highWaterHash = hash;
}
