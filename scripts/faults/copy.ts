import { mkdirSync } from 'node:fs';
import type { ChildPool, PooledChild } from './children/child-pool.ts';
import { ChildGone } from './children/child-process.ts';
import { backUpDisk, dropUnsynced, restoreDisk } from './disk.ts';
import type { Ledger } from './ledger.ts';
import type { AgentState, Credentials, Pace } from './messages.ts';
import type { Link } from './network.ts';
import { type JournalView, readJournal } from './oracle/journal-view.ts';
import type { ScriptedFact } from './script-facts.ts';

/** One disk of a shop PC with the process that runs from it. */
export interface Copy {
  readonly name: string;
  readonly dir: string;
  readonly link: Link;
  credentials: Credentials;
  readonly isOpen: boolean;
  readonly pid: number;
  /** Opens the journal; with `connected` the delivery too. Tells why a new epoch was begun, if one was. */
  open(options?: { connected?: boolean }): Promise<OpenedState>;
  connect(): Promise<void>;
  append(facts: readonly ScriptedFact[], oneCommit?: boolean): Promise<void>;
  /** The same, but nobody waits: for kills in the midst of it. */
  appendUnheard(facts: readonly ScriptedFact[]): Promise<unknown>;
  clock(offsetMs: number): Promise<void>;
  /** Housekeeping as it would run so many days from now. */
  tend(daysLater: number): Promise<void>;
  state(): Promise<AgentState>;
  /** Names of all epochs its journal ever held. */
  epochs(): Promise<readonly string[]>;
  /** Ends the process decently; afterwards the ledger knows every line of the journal. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** SIGKILL, and whatever was not synced is taken off the disk too. */
  cutPower(): Promise<void>;
  /** Copy of journal and witness as they lie on the stopped disk. */
  backUp(to: string): void;
  /** Puts a copy back. With `withWitness` the newer witness stays, as when only the database file was put back. */
  restore(from: string, withWitness: boolean): void;
  view(): JournalView | undefined;
}

export type OpenedState = AgentState & { readonly began: string | undefined; readonly start: number };

export interface CopyOptions {
  readonly name: string;
  readonly dir: string;
  readonly pool: ChildPool;
  readonly link: Link;
  readonly ledger: Ledger;
  readonly credentials: Credentials;
  readonly pace: Pace;
  readonly withoutRules: readonly string[];
}

/** More than one checkpoint moves, as in the product: a reserve that a checkpoint can use up buys back nothing. */
export const BALLAST_BYTES = 2_097_152;

const DAY_MS = 86_400_000;

export function createCopy(options: CopyOptions): Copy {
  const { name, dir, pool, link, ledger } = options;
  mkdirSync(dir, { recursive: true });
  const reportFile = `${dir}.report`;
  let child: PooledChild | undefined;
  const running = (): PooledChild => {
    if (child === undefined) throw new ChildGone(`copy ${name}`);
    return child;
  };
  const settle = (): void => {
    child = undefined;
    ledger.absorb(name, reportFile);
    const view = readJournal(dir);
    if (view !== undefined) ledger.adopt(name, view);
  };
  const copy: Copy = {
    name,
    dir,
    link,
    credentials: options.credentials,
    get isOpen() {
      return child !== undefined;
    },
    get pid() {
      return child?.pid ?? 0;
    },
    open: async ({ connected = true } = {}) => {
      child = await pool.take();
      const fields = {
        dir,
        reportFile,
        agent: copy.credentials.agent,
        withoutRules: options.withoutRules,
        ballastBytes: BALLAST_BYTES,
      };
      const opened = await child.ask<OpenedState>('open', fields);
      if (connected) await copy.connect();
      return opened;
    },
    connect: () => running().ask('connect', { cloudUrl: link.url, credentials: copy.credentials, pace: options.pace }),
    append: async (facts, oneCommit = false) => {
      for (const fact of facts) ledger.plan(fact);
      await running().ask('append', { facts, oneCommit });
      ledger.absorb(name, reportFile);
    },
    appendUnheard: (facts) => {
      for (const fact of facts) ledger.plan(fact);
      return running()
        .ask('append', { facts })
        .catch(() => undefined);
    },
    clock: (offsetMs) => running().ask('clock', { offsetMs }),
    tend: (daysLater) => running().ask('tend', { laterMs: daysLater * DAY_MS }),
    state: () => running().ask('state'),
    epochs: () => running().ask('epochs'),
    stop: async () => {
      if (child === undefined) return;
      const ending = child;
      await ending.ask('close');
      pool.giveBack(ending);
      settle();
    },
    kill: async () => {
      if (child === undefined) return;
      await child.kill();
      settle();
    },
    cutPower: async () => {
      const { syncLog } = running();
      await running().kill();
      child = undefined;
      dropUnsynced(dir, syncLog);
      ledger.absorb(name, reportFile);
    },
    backUp: (to) => backUpDisk(dir, to),
    restore: (from, withWitness) => restoreDisk(from, dir, withWitness),
    view: () => readJournal(dir),
  };
  return copy;
}
