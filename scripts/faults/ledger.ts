import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ReportLine } from './messages.ts';
import { sha256 } from './oracle/cloud-view.ts';
import type { JournalView } from './oracle/journal-view.ts';
import type { ScriptedFact } from './script-facts.ts';

/** A fact that some journal committed, as its own process told the suite at that moment. */
export interface Written {
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
  readonly copy: string;
  /** Undefined for lines the agent wrote by itself. */
  readonly fact: ScriptedFact | undefined;
  /** Every place where its bytes lay was destroyed by the suite before the cloud had them (or the cloud lost them too). */
  excused: boolean;
}

/** What was committed anywhere, and which bytes still lie in which journal: written from reports, never from the product. */
export interface Ledger {
  readonly written: ReadonlyMap<string, Written>;
  /** Hashes of bytes that the suite itself forged. */
  readonly forged: Set<string>;
  plan(fact: ScriptedFact): ScriptedFact;
  /** Takes in what a copy's report file says since last time. */
  absorb(copy: string, reportFile: string): void;
  /** Lines found in a stopped journal that no report named: committed, but killed before it could tell. */
  adopt(copy: string, view: JournalView): number;
  /** From now on exactly these bytes lie in that copy's journal. */
  nowHolds(copy: string, hashes: Iterable<string>): void;
  holds(copy: string): ReadonlySet<string>;
  /** Facts whose bytes lie nowhere any more are excused, with how many. */
  excuse(inCloud: ReadonlySet<string>): number;
}

export function createLedger(): Ledger {
  const written = new Map<string, Written>();
  const forged = new Set<string>();
  const planned = new Map<number, ScriptedFact>();
  const offsets = new Map<string, number>();
  const held = new Map<string, Set<string>>();
  const holdsOf = (copy: string): Set<string> => {
    const set = held.get(copy) ?? new Set<string>();
    held.set(copy, set);
    return set;
  };
  return {
    written,
    forged,
    plan: (fact) => {
      planned.set(fact.key, fact);
      return fact;
    },
    absorb: (copy, reportFile) => {
      for (const line of newLines(reportFile, offsets)) {
        if (line.at === 'try') continue;
        const { epoch, sequence, hash } = line;
        written.set(hash, { epoch, sequence, hash, copy, fact: planned.get(line.key), excused: false });
        holdsOf(copy).add(hash);
      }
    },
    adopt: (copy, view) => {
      let found = 0;
      for (const line of view.lines) {
        if (line.raw === null || forged.has(line.hash) || sha256(line.raw) !== line.hash || written.has(line.hash))
          continue;
        const { epoch, sequence, hash } = line;
        written.set(hash, { epoch, sequence, hash, copy, fact: factOf(line.raw, planned), excused: false });
        holdsOf(copy).add(hash);
        found += 1;
      }
      return found;
    },
    nowHolds: (copy, hashes) => held.set(copy, new Set(hashes)),
    holds: holdsOf,
    excuse: (inCloud) => {
      let excused = 0;
      for (const entry of written.values()) {
        const somewhere = inCloud.has(entry.hash) || [...held.values()].some((set) => set.has(entry.hash));
        if (somewhere || entry.excused) continue;
        entry.excused = true;
        excused += 1;
      }
      return excused;
    },
  };
}

/** The scripted fact a line carries, known by the number in its content. */
function factOf(raw: Buffer, planned: ReadonlyMap<number, ScriptedFact>): ScriptedFact | undefined {
  const key = /run-fact-(\d+)"/.exec(raw.toString('utf8'))?.[1];
  return key === undefined ? undefined : planned.get(Number(key));
}

function newLines(file: string, offsets: Map<string, number>): ReportLine[] {
  if (!existsSync(file)) return [];
  const from = offsets.get(file) ?? 0;
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(handle).size - from);
    readSync(handle, bytes, 0, bytes.length, from);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    offsets.set(file, from + whole);
    const text = bytes.subarray(0, whole).toString('utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ReportLine);
  } finally {
    closeSync(handle);
  }
}
