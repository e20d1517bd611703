import { createPrivateKey } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Clock, systemClock } from '@tillbridge/edge-agent/clock';
import { type Delivery, startDelivery } from '@tillbridge/edge-agent/delivery/deliver';
import { type AgentRules, ALL_RULES } from '@tillbridge/edge-agent/delivery/rules';
import { type Journal, type NewFact, openJournal } from '@tillbridge/edge-agent/journal/journal';
import { silentLog } from '@tillbridge/edge-agent/log';
import type { AgentState, Credentials, Pace, ReportLine } from '../../messages.ts';
import type { ScriptedFact } from '../../script-facts.ts';
import { serveCommands } from '../serve-commands.ts';

/** The agent's half of the suite: the real journal and the real delivery in a process that may be killed at any moment. */
interface OpenFields {
  readonly dir: string;
  readonly reportFile: string;
  readonly agent: string;
  readonly withoutRules: readonly (keyof AgentRules)[];
  readonly ballastBytes: number;
}

interface ConnectFields {
  readonly cloudUrl: string;
  readonly credentials: Credentials;
  readonly pace: Pace;
}

interface Running {
  readonly journal: Journal;
  readonly report: number;
  readonly rules: AgentRules;
  delivery: Delivery | undefined;
}

const BANGKOK_OFFSET_MS = 7 * 3_600_000;
const DAY_LENGTH = 10;

let running: Running | undefined;
let clockOffsetMs = 0;
const base = systemClock();
const clock: Clock = {
  nowMs: () => base.nowMs() + clockOffsetMs,
  monotonicMs: () => base.monotonicMs(),
  boot: base.boot,
};

serveCommands({
  open: (fields) => openAll(fields as unknown as OpenFields),
  connect: (fields) => connect(fields as unknown as ConnectFields),
  append: (fields) => append(fields['facts'] as readonly ScriptedFact[], fields['oneCommit'] === true),
  clock: (fields) => {
    clockOffsetMs = Number(fields['offsetMs']);
  },
  tend: (fields) => current().journal.tend(clock.nowMs() + Number(fields['laterMs'])),
  state: () => stateOf(current()),
  epochs: () =>
    current()
      .journal.epochs()
      .map((view) => view.epoch),
  close: closeAll,
});

function openAll(fields: OpenFields): AgentState & { readonly began: string | undefined; readonly start: number } {
  if (running !== undefined) throw new Error('a journal is open already');
  const off = Object.fromEntries(fields.withoutRules.map((rule) => [rule, false]));
  const rules: AgentRules = { ...ALL_RULES, ...off };
  clockOffsetMs = 0;
  const journal = openJournal({
    dir: fields.dir,
    agent: fields.agent,
    clock,
    rules,
    ballastBytes: fields.ballastBytes,
  });
  running = { journal, rules, report: openSync(fields.reportFile, 'a'), delivery: undefined };
  return { ...stateOf(running), began: journal.began, start: journal.start.number };
}

function connect(fields: ConnectFields): void {
  const { journal, rules, delivery } = current();
  if (delivery !== undefined) throw new Error('connected already');
  const { agent, key, privateKeyPem } = fields.credentials;
  current().delivery = startDelivery({
    journal,
    cloudUrl: fields.cloudUrl,
    credentials: { agent, key, privateKey: createPrivateKey(privateKeyPem) },
    software: 'faults',
    clock,
    log: silentLog,
    rules,
    waits: fields.pace,
  });
}

/** Says before and after each commit what is on its way: a kill in between leaves the fact in doubt, never a lie. */
function append(facts: readonly ScriptedFact[], oneCommit: boolean): number {
  const { journal, report } = current();
  const say = (line: ReportLine): number => writeSync(report, `${JSON.stringify(line)}\n`);
  const groups = oneCommit ? [facts] : facts.map((fact) => [fact]);
  for (const group of groups) {
    for (const fact of group) say({ at: 'try', key: fact.key });
    const appended = journal.appendAll(group.map(newFact));
    appended.forEach((done, at) => {
      const { epoch, sequence, id, hash } = done;
      say({ at: 'done', key: group[at]?.key ?? -1, epoch, sequence, id, hash });
    });
  }
  return facts.length;
}

function newFact(fact: ScriptedFact): NewFact {
  const nowMs = clock.nowMs();
  return {
    kind: fact.kind,
    body: fact.body,
    occurredAt: new Date(nowMs).toISOString(),
    businessDate: new Date(nowMs + BANGKOK_OFFSET_MS).toISOString().slice(0, DAY_LENGTH),
    clockOk: clockOffsetMs === 0,
  };
}

function stateOf({ journal, delivery }: Running): AgentState {
  const { epoch, last, acked, pending } = journal.status();
  return {
    epoch,
    last,
    acked,
    pending,
    connection: delivery === undefined ? 'none' : JSON.stringify(delivery.status()),
  };
}

async function closeAll(): Promise<void> {
  if (running === undefined) return;
  const { delivery, journal, report } = running;
  running = undefined;
  await delivery?.stop();
  journal.close();
  closeSync(report);
}

function current(): Running {
  if (running === undefined) throw new Error('no journal is open');
  return running;
}
