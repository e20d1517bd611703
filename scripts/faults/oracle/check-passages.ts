import type { Passage } from '../network.ts';
import { batchLines } from '../sync-bodies.ts';
import { type CloudView, sha256 } from './cloud-view.ts';
import type { Findings } from './invariants.ts';

/** What went over the line: receipts only for this incarnation, no edited line sent as true, and salvage held whole. */
export function checkPassages(
  passages: readonly Passage[],
  view: CloudView,
  forged: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const passage of passages) {
    if (passage.path !== 'batch') continue;
    const [envelope = '', ...lines] = batchLines(passage.body);
    checkReceipt(envelope, passage, findings);
    if (passage.weather !== 'alter-line') checkEdited(envelope, lines, forged, findings);
  }
  checkSalvage(passages, view, findings);
}

function checkReceipt(envelope: string, passage: Passage, findings: Findings): void {
  if (passage.status !== 200) return;
  const asked = incarnationIn(envelope);
  const told = incarnationIn(passage.answer?.toString('utf8') ?? '');
  findings.expect('incarnation', asked === told, () => `a batch for ${asked} was received by ${told}`);
}

function incarnationIn(text: string): string | undefined {
  return /"incarnation":"([0-9a-f]{32})"/.exec(text)?.[1];
}

function checkEdited(
  envelope: string,
  lines: readonly string[],
  forged: ReadonlySet<string>,
  findings: Findings,
): void {
  if (forged.size === 0) return;
  const { from, damaged = [] } = JSON.parse(envelope) as { from: number; damaged?: readonly number[] };
  lines.forEach((line, at) => {
    const sentAsTrue = forged.has(sha256(line)) && !damaged.includes(from + at);
    findings.expect('edited', !sentAsTrue, () => `place ${from + at} was sent as if nobody had edited it`);
  });
}

function checkSalvage(passages: readonly Passage[], view: CloudView, findings: Findings): void {
  const open = passages.findLast((passage) => passage.path === 'open' && passage.status === 200);
  if (open === undefined) return;
  const { files } = JSON.parse(open.body.toString('utf8')) as { files: readonly { hash: string; bytes: number }[] };
  for (const file of files) {
    const held = view.salvage.find((entry) => entry.file === file.hash);
    const whole = held !== undefined && held.heldTo === file.bytes && held.bytesHash === file.hash;
    findings.expect(
      'salvage',
      whole,
      () => `file ${file.hash.slice(0, 8)}: ${held?.heldTo ?? 0} of ${file.bytes} bytes are held`,
    );
  }
}
