import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@tillbridge/edge-agent/clock';
import type { CloudFetch } from '@tillbridge/edge-agent/delivery/cloud-fetch';
import { type Delivery, startDelivery } from '@tillbridge/edge-agent/delivery/deliver';
import { type AgentRules, ALL_RULES } from '@tillbridge/edge-agent/delivery/rules';
import { type AppendedFact, type Journal, type NewFact, openJournal } from '@tillbridge/edge-agent/journal/journal';
import { silentLog } from '@tillbridge/edge-agent/log';
import type { FactBody, FactKind } from '@tillbridge/shared/fact';
import { createDice } from '../dice.ts';
import { copyJournal, type JournalView, readJournal } from '../oracle/journal-view.ts';
import { writeScript } from '../script-facts.ts';
import { until } from '../wait.ts';
import { CALLER, type Caller, type TraceCloud } from './trace-cloud.ts';

/** A request that the delivery has sent and nobody has carried yet. */
export interface Held {
  readonly path: string;
  readonly body: Uint8Array | string;
  /** Carries it to the cloud and its answer back; gives the status. */
  pass(): Promise<number>;
  /** Neither the cloud nor the answer sees it. */
  lose(): void;
  /** The cloud gets it; the answer is lost. */
  loseAnswer(): Promise<number>;
  /** The line is cut now; the request itself arrives when the returned function is called. */
  late(): () => Promise<number>;
  /** Somebody else carried it; this is the answer. */
  answerWith(answer: { status: number; text: string }): void;
}

/** A shop PC of a trace: the real journal and the real delivery, whose every request waits for the test. */
export interface TracePc {
  /** Alone with its copies in a folder of its own. */
  readonly dir: string;
  readonly journal: Journal;
  caller: Caller;
  open(without?: Partial<AgentRules>): void;
  /** A sale; the clock of the PC may be off. */
  sell(clockOffMs?: number): AppendedFact;
  /** A sale at a machine that is registered at another shop. */
  sellAtStrayMachine(): AppendedFact;
  /** Something that happened without money and without a machine. */
  note(): AppendedFact;
  /** Many of them in one commit. */
  notes(many: number): readonly AppendedFact[];
  connect(): void;
  /** The next request of this kind; requests for tokens pass by themselves. */
  asks(kind: 'open' | 'batch' | 'salvage'): Promise<Held>;
  /** Lets everything through until nothing is pending and a fresh open was answered. */
  settle(withinMs?: number): Promise<void>;
  /** Lets everything through for so many opens, whatever comes of it. */
  flow(opens: number): Promise<void>;
  /** Stops the delivery alone; the journal stays open in this start. */
  pauseDelivery(): Promise<void>;
  close(): Promise<void>;
  backUp(): string;
  /** Puts the journal back; the witness stays unless told otherwise. */
  restore(backup: string, options?: { witness: 'stays' | 'gone' }): void;
  cloneTo(): TracePc;
  view(): JournalView;
}

const WAITS = { openEveryMs: 60_000, backOffMaxMs: 5, refusedMs: 20, answerWithinMs: 20_000 };
const ASK_MS_MAX = 15_000;

let machines = 0;

export function openTracePc(
  cloud: TraceCloud,
  dir = join(mkdtempSync(join(tmpdir(), 'tillbridge-trace-')), 'pc'),
): TracePc {
  machines += 1;
  const script = writeScript(createDice(machines), `TB-${machines}`);
  const queue: Held[] = [];
  let rules = ALL_RULES;
  let journal: Journal | undefined;
  let delivery: Delivery | undefined;
  let copies = 0;
  let notes = 0;
  let opened = 0;
  const { privateKey } = generateKeyPairSync('ed25519');
  const current = (): Journal => {
    if (journal === undefined) throw new Error('the journal is not open');
    return journal;
  };
  const nextNote = (): FactBody<'agent.event'> => {
    notes += 1;
    return { code: 'started', detail: `note ${notes}` };
  };
  const write = (body: FactBody, kind: FactKind, clockOffMs = 0): AppendedFact =>
    current().append(newFact(body, kind, clockOffMs));
  const pauseDelivery = async (): Promise<void> => {
    const ending = delivery?.stop();
    for (const held of queue.splice(0)) held.lose();
    await ending;
    delivery = undefined;
  };
  const pc: TracePc = {
    dir,
    caller: CALLER,
    get journal() {
      return current();
    },
    open: (without = {}) => {
      rules = { ...ALL_RULES, ...without };
      journal = openJournal({ dir, agent: pc.caller.agent, clock: systemClock(), ballastBytes: 65_536, rules });
    },
    sell: (clockOffMs) => write(script.sale().body, 'cash.transaction', clockOffMs),
    sellAtStrayMachine: () => write(script.stray().body, 'cash.transaction'),
    note: () => write(nextNote(), 'agent.event'),
    notes: (many) => current().appendAll(Array.from({ length: many }, () => newFact(nextNote(), 'agent.event', 0))),
    connect: () => {
      const { caller } = pc;
      opened = 0;
      const fetch = gated(cloud, caller, queue, () => {
        opened += 1;
      });
      const credentials = { agent: caller.agent, key: caller.key, privateKey };
      delivery = startDelivery({
        journal: current(),
        cloudUrl: 'http://cloud',
        credentials,
        software: 'trace',
        clock: systemClock(),
        log: silentLog,
        rules,
        fetch,
        waits: WAITS,
      });
    },
    asks: (kind) => nextHeld(queue, kind),
    settle: (withinMs = ASK_MS_MAX) => settle(pc, queue, withinMs, () => opened > 0),
    flow: (opens) => flow(queue, opens),
    pauseDelivery,
    close: async () => {
      await pauseDelivery();
      journal?.close();
      journal = undefined;
    },
    backUp: () => {
      copies += 1;
      return keepCopy(dir, `${dir}-kept-${copies}`);
    },
    restore: (backup, { witness } = { witness: 'stays' }) => putBack(backup, dir, witness),
    cloneTo: () => openTracePc(cloud, copyOf(dir)),
    view: () => viewOf(dir),
  };
  return pc;
}

function nextHeld(queue: Held[], kind: string): Promise<Held> {
  return until(`a request to ${kind}`, ASK_MS_MAX, () => {
    const at = queue.findIndex((held) => held.path === `/v1/sync/${kind}`);
    return at < 0 ? undefined : queue.splice(at, 1)[0];
  });
}

function keepCopy(dir: string, to: string): string {
  copyJournal(dir, to);
  return to;
}

function putBack(backup: string, dir: string, witness: 'stays' | 'gone'): void {
  copyJournal(backup, dir);
  if (witness === 'gone') rmSync(join(dir, 'witness.json'), { force: true });
}

function copyOf(dir: string): string {
  const to = `${dir}-clone`;
  mkdirSync(to, { recursive: true });
  cpSync(dir, to, { recursive: true });
  return to;
}

function viewOf(dir: string): JournalView {
  const view = readJournal(dir);
  if (view === undefined) throw new Error('no journal to look at');
  return view;
}

function newFact(body: FactBody, kind: FactKind, clockOffMs: number): NewFact {
  const now = new Date(Date.now() + clockOffMs).toISOString();
  return { kind, body, occurredAt: now, businessDate: now.slice(0, 10), clockOk: true };
}

/** Every request waits in the queue until the test carries it; the token is not what a trace is about. */
function gated(cloud: TraceCloud, caller: Caller, queue: Held[], onOpened: () => void): CloudFetch {
  return (url, init) => {
    const path = new URL(url).pathname;
    const body = init.body ?? '';
    const carry = () => cloud.serve(caller, path, body);
    if (!path.startsWith('/v1/sync/')) return carry().then(answerOf);
    return new Promise((resolve, reject) => {
      init.signal.addEventListener('abort', () => reject(new Error('given up')));
      const cut = (): void => reject(new Error('cut'));
      const passed = async (): Promise<number> => {
        const answer = await carry();
        if (path === '/v1/sync/open') onOpened();
        resolve(answerOf(answer));
        return answer.status;
      };
      const swallowed = async (): Promise<number> => {
        const { status } = await carry();
        cut();
        return status;
      };
      const late = (): (() => Promise<number>) => {
        cut();
        return async () => (await carry()).status;
      };
      queue.push({
        path,
        body,
        pass: passed,
        lose: cut,
        loseAnswer: swallowed,
        late,
        answerWith: (answer) => resolve(answerOf(answer)),
      });
    });
  };
}

function answerOf({ status, text }: { status: number; text: string }) {
  return { status, headers: { get: () => null }, text: () => Promise.resolve(text) };
}

/** Carries requests as they come. Ends when an open was answered, nothing is pending, and nothing more is asked. */
async function settle(pc: TracePc, queue: Held[], withinMs: number, opened: () => boolean): Promise<void> {
  let quietSince: number | undefined;
  await until('an empty backlog', withinMs, async () => {
    const held = queue.shift();
    if (held !== undefined) {
      quietSince = undefined;
      await held.pass();
      return undefined;
    }
    if (!opened() || pc.journal.pending() > 0) return undefined;
    quietSince ??= performance.now();
    return performance.now() - quietSince > QUIET_MS ? true : undefined;
  });
}

/** So long nothing is asked: the delivery rests. Its next open by itself is a minute away. */
const QUIET_MS = 60;

async function flow(queue: Held[], opens: number): Promise<void> {
  let seen = 0;
  await until(`${opens} opens`, ASK_MS_MAX, async () => {
    const held = queue.shift();
    if (held === undefined) return undefined;
    await held.pass();
    if (held.path === '/v1/sync/open') seen += 1;
    return seen >= opens ? true : undefined;
  });
}
