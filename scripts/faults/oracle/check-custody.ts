import type { Ledger, Written } from '../ledger.ts';
import type { CloudView } from './cloud-view.ts';
import { type Findings, place } from './invariants.ts';
import type { JournalView } from './journal-view.ts';

/** Invariants 1 and 2: what was committed against what the cloud holds, by bytes. */
export function checkCustody(
  view: CloudView,
  ledger: Ledger,
  journals: readonly JournalView[],
  findings: Findings,
): void {
  const applied = new Map<string, number>();
  for (const fact of view.facts) applied.set(fact.hash, (applied.get(fact.hash) ?? 0) + 1);
  const aside = new Set(view.quarantine.map((row) => row.rawHash));
  // A fact that no batch may carry travels whole as a file of its own, named by its hash.
  for (const file of view.salvage)
    if (file.heldTo === file.totalBytes && file.bytesHash === file.file) aside.add(file.file);
  const bytesHere = new Set<string>();
  for (const journal of journals) for (const line of journal.lines) if (line.raw !== null) bytesHere.add(line.hash);
  for (const entry of ledger.written.values()) {
    const times = applied.get(entry.hash) ?? 0;
    findings.expect('custody', times <= 1, () => `${place(entry)} was applied ${times} times`);
    if (times > 0 || aside.has(entry.hash) || entry.excused) continue;
    const declared = isDeclared(view, entry);
    const forgivable = declared && !bytesHere.has(entry.hash);
    findings.expect(
      'custody',
      forgivable,
      () =>
        `${place(entry)} of ${entry.copy} is missing${declared ? ', declared lost although a journal has its bytes' : ''}`,
    );
  }
  checkStrangers(view, ledger, findings);
}

function isDeclared(view: CloudView, entry: Written): boolean {
  return view.losses.some(
    (loss) =>
      loss.epoch === entry.epoch && !loss.filled && loss.first <= entry.sequence && entry.sequence <= loss.openTo,
  );
}

function checkStrangers(view: CloudView, ledger: Ledger, findings: Findings): void {
  for (const fact of view.facts) {
    const entry = ledger.written.get(fact.hash);
    findings.expect(
      'stranger',
      entry !== undefined,
      () =>
        `${place(fact)} in the cloud was written by no shop${ledger.forged.has(fact.hash) ? ' (the suite forged it)' : ''}`,
    );
    if (entry === undefined) continue;
    const samePlace = entry.epoch === fact.epoch && entry.sequence === fact.sequence;
    findings.expect('stranger', samePlace, () => `${place(fact)} was written at ${place(entry)}`);
    findings.expect(
      'stranger',
      carriesScript(fact.raw, entry),
      () => `${place(fact)} does not carry what the shop said`,
    );
  }
  for (const row of view.quarantine) {
    const known =
      ledger.written.has(row.rawHash) ||
      ledger.forged.has(row.rawHash) ||
      (row.code === 'fact.damaged' && damagedBytesMayBe(view, row));
    findings.expect('stranger', known, () => `${place(row)} in quarantine was written by no shop`);
  }
}

/** Bytes spoiled by a bad disk are nobody's, but their place is known; what is no line at all travels as a file. */
function damagedBytesMayBe(view: CloudView, row: CloudView['quarantine'][number]): boolean {
  const file = /^\{"salvaged":"([0-9a-f]{64})"\}$/.exec(row.raw.toString('latin1'))?.[1];
  return file === undefined || view.salvage.some((entry) => entry.file === file);
}

/** The body in the cloud, compared field by field with what the suite asked the agent to write. */
function carriesScript(raw: Buffer, entry: Written): boolean {
  if (entry.fact === undefined) return true;
  const value = JSON.parse(raw.toString('utf8')) as { kind: string; body: unknown };
  return value.kind === entry.fact.kind && sorted(value.body) === sorted(entry.fact.body);
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${sorted(field)}`).join(',')}}`;
}

/** Invariant 4: what each journal takes for acknowledged stands in the cloud with that very hash. */
export function checkAcknowledged(
  view: CloudView,
  journals: readonly JournalView[],
  everInCloud: ReadonlySet<string>,
  ledger: Ledger,
  mayBeSpoiled: boolean,
  findings: Findings,
): void {
  for (const journal of journals) {
    for (const epoch of journal.epochs) {
      // Marks of an epoch that was left because a bad disk spoiled its file are believed by nobody.
      const isSpoiled = !epoch.live && mayBeSpoiled;
      if (epoch.acked === 0 || isSpoiled) continue;
      const stream = view.streams.find((entry) => entry.epoch === epoch.epoch);
      const inStream =
        stream !== undefined &&
        epoch.acked <= stream.highWater &&
        hashAt(view, epoch.epoch, epoch.acked) === epoch.ackedHash;
      const inQuarantine = view.quarantine.some(
        (row) => row.epoch === epoch.epoch && row.sequence === epoch.acked && row.hash === epoch.ackedHash,
      );
      findings.expect(
        'acknowledged',
        inStream || inQuarantine,
        () =>
          `${place({ epoch: epoch.epoch, sequence: epoch.acked })} is acknowledged, the cloud's high water is ${stream?.highWater ?? 'none'}`,
      );
    }
    for (const line of journal.lines) {
      if (line.raw === null)
        findings.expect(
          'acknowledged',
          // A place whose bytes a bad disk took was not pruned; its fact is excused, or nobody knows it.
          everInCloud.has(line.hash) || ledger.written.get(line.hash)?.excused !== false,
          () => `${place(line)} was pruned and never was in the cloud`,
        );
    }
  }
}

function hashAt(view: CloudView, epoch: string, sequence: number): string | undefined {
  const segment = view.segments.find(
    (entry) => entry.epoch === epoch && entry.first <= sequence && sequence <= entry.last,
  );
  if (segment !== undefined) return segment.hashes[sequence - segment.first];
  return view.losses.find((loss) => loss.epoch === epoch && loss.last === sequence)?.lastHash;
}
