import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildPool } from './children/child-pool.ts';
import type { CloudHost } from './cloud-host.ts';
import { type Copy, createCopy } from './copy.ts';
import type { Dice } from './dice.ts';
import type { Kind } from './kinds.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Credentials, Pace } from './messages.ts';
import { type Link, openLink } from './network.ts';
import type { CloudView } from './oracle/cloud-view.ts';
import { createFindings, type Findings } from './oracle/invariants.ts';
import { type Script, type ScriptedFact, writeScript } from './script-facts.ts';
import { type SmallDisk, setSmallDisk } from './small-disk.ts';
import { pause } from './wait.ts';
import { custodyOf, watchCustody } from './watch-custody.ts';

/** One run: a cloud, one shop PC (later perhaps its clone), and the ledger of what was written. */
export interface Stage {
  readonly dice: Dice;
  readonly cloud: CloudHost;
  readonly ledger: Ledger;
  readonly script: Script;
  readonly findings: Findings;
  readonly copies: readonly Copy[];
  readonly disk: SmallDisk | undefined;
  /** Kinds that fired in this run. */
  readonly happened: Set<Kind>;
  /** Hashes of bytes that were ever seen in the cloud's custody. */
  readonly everInCloud: Set<string>;
  readonly folder: string;
  /** Filled by the oracle at the end: facts committed, snapshots seen, and the cloud as it was last seen. */
  committed: number;
  snapshots: number;
  /** The slowest fresh sale to an open page after the faults. */
  liveMs: number;
  /** Rows were altered behind the cloud's back and are not put right yet. */
  tampered: boolean;
  last: CloudView | undefined;
  fired(kind: Kind): void;
  /** One of the copies whose journal is open, opened if none is. */
  open(copy: Copy): Promise<void>;
  sell(copy: Copy, many?: number): Promise<void>;
  /** Waits a bounded time for an empty backlog; false when it did not come, which is no fault yet. */
  settled(copy: Copy, withinMs?: number): Promise<boolean>;
  /** A second PC from the first one's disk. */
  clone(from: Copy): Promise<Copy>;
  /** Looks into the cloud and remembers what it has custody of. */
  look(): Promise<CloudView>;
  /** The bytes of a copy's stopped journal changed: what now lies nowhere is excused. */
  recount(copy: Copy, hashes: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly dice: Dice;
  readonly cloud: CloudHost;
  readonly pool: ChildPool;
  readonly folder: string;
  readonly credentials: Credentials;
  readonly withoutRules: readonly string[];
  readonly fired: (kind: Kind) => void;
  /** Puts the first disk on a file system of a few megabytes. */
  readonly smallDisk: boolean;
}

export const PACE: Pace = { openEveryMs: 200, refusedMs: 150, backOffMaxMs: 120, answerWithinMs: 1_500 };
const SETTLE_MS = 1_500;
const UNTOUCHED = { committed: 0, snapshots: 0, liveMs: 0, tampered: false, last: undefined };

export async function setStage(options: StageOptions): Promise<Stage> {
  const { dice, cloud } = options;
  const ledger = createLedger();
  const script = writeScript(dice.fork('facts'));
  const happened = new Set<Kind>();
  const everInCloud = new Set<string>();
  const findings = createFindings();
  const copies: Copy[] = [];
  const links: Link[] = [];
  const fired = (kind: Kind): void => {
    happened.add(kind);
    options.fired(kind);
  };
  const { look, onReceipt } = watchCustody(cloud, everInCloud, findings);
  const addCopy = async (name: string, dir: string): Promise<Copy> => {
    const link = await openLink({
      target: () => cloud.url,
      history: () => cloud.history,
      dice: dice.fork(`link ${name}`),
      fired,
      forged: ledger.forged,
      onReceipt,
    });
    links.push(link);
    const { pool, withoutRules } = options;
    const credentials = copies[0]?.credentials ?? options.credentials;
    const copy = createCopy({ name, dir, pool, link, ledger, credentials, pace: PACE, withoutRules });
    copies.push(copy);
    return copy;
  };
  const firstDir = join(options.folder, 'A');
  mkdirSync(firstDir, { recursive: true });
  const disk = options.smallDisk ? setSmallDisk(firstDir) : undefined;
  await addCopy('A', firstDir);
  const recount = async (copy: Copy, hashes: Iterable<string>): Promise<void> => {
    const view = await look();
    ledger.nowHolds(copy.name, hashes);
    ledger.excuse(custodyOf(view));
  };
  return {
    dice,
    cloud,
    ledger,
    script,
    copies,
    disk,
    happened,
    everInCloud,
    fired,
    look,
    recount,
    folder: options.folder,
    findings,
    ...UNTOUCHED,
    open: async (copy) => {
      if (!copy.isOpen) await copy.open();
    },
    sell: (copy, many = dice.between(1, 4)) => copy.append(makeFacts(script, many), dice.chance(0.3)),
    settled: (copy, withinMs = SETTLE_MS) => waitSettled(copy, withinMs),
    clone: async (from) => {
      const dir = join(options.folder, 'B');
      mkdirSync(dir, { recursive: true });
      cpSync(from.dir, dir, {
        recursive: true,
        filter: (file) => !/ballast|lock|filler|lost\+found/.test(file.slice(from.dir.length)),
      });
      const copy = await addCopy('B', dir);
      ledger.nowHolds(copy.name, ledger.holds(from.name));
      return copy;
    },
    close: async () => {
      for (const copy of copies) await copy.kill();
      for (const link of links) await link.close();
      disk?.unmount();
      rmSync(options.folder, { recursive: true, force: true });
    },
  };
}

export function makeFacts(script: Script, many: number): ScriptedFact[] {
  return Array.from({ length: many }, () => script.any());
}

async function waitSettled(copy: Copy, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if ((await copy.state()).pending === 0) return true;
    await pause(10);
  }
  return false;
}
