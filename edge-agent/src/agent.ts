import type { Clock } from './clock.ts';
import { attendCommands, type RemoteTools } from './commands/attend-commands.ts';
import { openRecountWishes } from './commands/recount-wishes.ts';
import type { AgentConfig } from './config/agent-config.ts';
import type { Home } from './config/home.ts';
import { agentKeyNow, type Secrets } from './config/secrets.ts';
import { type AgentEvents, keepAgentEvents } from './counter/agent-events.ts';
import { type ClockWatch, watchClock } from './counter/clock-watch.ts';
import { type Counter, openCounter } from './counter/counter.ts';
import { Desk } from './counter/desk.ts';
import { type Ledger, openLedger } from './counter/ledger.ts';
import { elapsed } from './counter/pause.ts';
import type { CloudFetch } from './delivery/cloud-fetch.ts';
import type { AgentCredentials } from './delivery/credentials.ts';
import { type Delivery, startDelivery } from './delivery/deliver.ts';
import { startConfigurationPull } from './delivery/pull-configuration.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import { type LocalApi, serveLocalApi } from './local-api/server.ts';
import { openTills } from './local-api/tills.ts';
import type { Log } from './log.ts';
import { driverOf, type MachineNear } from './open-machine.ts';
import { openCounterPeople } from './people/counter-people.ts';
import type { Driver } from './recycler/driver.ts';
import { nearOf } from './session-file.ts';
import { openShiftBook, type ShiftBook } from './shift/shift-book.ts';
import { ShiftDesk, type ShiftMachine } from './shift/shift-desk.ts';
import { type AgentStatus, statusOf, watchedOf } from './status.ts';

/** How often both clocks are compared, and the disk is looked at. */
export const LOOK_EVERY_MS = 5_000;
const DRIVER_AGAIN_MS = 5_000;
const DELIVERY_STOP_MS = 500;

export interface AgentParts {
  readonly home: Home;
  readonly config: AgentConfig;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
  /** Version of this program. */
  readonly software: string;
  /** What there is to say about this start; told with it. */
  readonly startDetail?: string;
  readonly fetch?: CloudFetch;
  /** What commands from afar may ask of the process; without it none is heard. */
  readonly remote?: RemoteTools;
  /** Replaces the driver of a machine, for tests. */
  readonly driverOf?: (machine: AgentConfig['machines'][number], clock: Clock, near: MachineNear) => Driver;
}

export interface Agent {
  readonly localPort: number;
  readonly journal: Journal;
  readonly counter: Counter;
  status(): AgentStatus;
  /** Ends within three seconds; whatever was under way is recovered at the next start. */
  stop(): Promise<void>;
}

/**
 * The whole agent in one process: journal first, then delivery, local API and machines, none of which waits for another.
 * Throws `journal.locked` and other faults of the journal, and `edge.port-taken`.
 */
export async function startAgent(parts: AgentParts): Promise<Agent> {
  const { home, config, clock, log, software, startDetail } = parts;
  const journal = openJournal({
    dir: home.journal,
    agent: config.agent,
    clock,
    ...installOf(config),
    ...config.journal,
  });
  try {
    const clockWatch = watchClock(clock);
    const shiftBook = openShiftBook(journal);
    const ledger = openLedger({ journal, shop: config.shop, clock, clockWatch, alongside: shiftBook.alongside });
    const events = keepAgentEvents({ ledger, journal, log });
    tellOfJournal(journal, events, log);
    events.tell({ code: 'started', software, ...(startDetail === undefined ? {} : { detail: startDetail }) });
    const counter = openCounter({ desks: desksOf(parts, journal, ledger), records: journal, now: ledger.now });
    return await startAround(parts, { journal, clockWatch, ledger, events, counter, shiftBook });
  } catch (error) {
    journal.close();
    throw error;
  }
}

interface Core {
  readonly journal: Journal;
  readonly clockWatch: ClockWatch;
  readonly ledger: Ledger;
  readonly events: AgentEvents;
  readonly counter: Counter;
  readonly shiftBook: ShiftBook;
}

async function startAround(parts: AgentParts, core: Core): Promise<Agent> {
  const { config, clock, log, software, secrets } = parts;
  const { journal, counter } = core;
  const counterPeople = openCounterPeople(journal, clock);
  const { configuration } = counterPeople;
  const retire = () => {
    const retired = new Set(configuration.configuration.retired);
    for (const desk of counter.desks) desk.retire(retired.has(desk.machine.id));
  };
  retire();
  configuration.onChange(retire);
  const cloud = {
    cloudUrl: config.cloud,
    credentials: credentialsOf(parts),
    clock,
    log: log.child({ part: 'delivery' }),
    ...(parts.fetch === undefined ? {} : { fetch: parts.fetch }),
  };
  const pull = startConfigurationPull({
    ...cloud,
    have: () => configuration.name,
    apply(answer) {
      core.shiftBook.atLeast(answer.lastClosing ?? 0);
      return configuration.apply(answer);
    },
  });
  const delivery = startDelivery({ ...cloud, journal, software, heard: (said) => pull.heard(said) });
  const wishes = openRecountWishes(journal);
  const commands = attendCommands(parts, { ...cloud, journal, wishes, counter, refresh: () => pull.wake() });
  const limits = () => configuration.configuration.limits;
  const shift = new ShiftDesk({
    book: core.shiftBook,
    ledger: core.ledger,
    records: journal,
    machines: counter.desks.map(shiftMachine),
    currency: config.shop.currency,
    limits,
    clock,
  });
  const status = () =>
    statusOf({ config, software, counter, journal, delivery, configuration, clockOk: core.clockWatch.isOk() });
  const stopping = new AbortController();
  const end = async (api: LocalApi | undefined) => {
    stopping.abort();
    await Promise.all(counter.desks.map((desk) => desk.stop()));
    await api?.close();
    await Promise.race([Promise.all([delivery.stop(), pull.stop(), commands?.stop()]), elapsed(DELIVERY_STOP_MS)]);
    journal.close();
  };
  try {
    const serving = {
      agent: config.agent,
      counter,
      ...counterPeople,
      software,
      status,
      shift,
      watched: () => ({ ...watchedOf(status(), { config, counter, wishes }), shift: shift.public() }),
      tills: openTills(secrets.localToken, config.localApi.tills ?? []),
      limits,
      isKnown: (operation: string) => journal.findOperation(operation) !== undefined,
      log: log.child({ part: 'local-api' }),
    };
    const api = await serveLocalApi(serving, config.localApi.port);
    lookAround(core, delivery, log, stopping.signal);
    watchKey(cloud.credentials, delivery, log, stopping.signal);
    for (const desk of counter.desks) void keepStarting(desk, log, stopping.signal);
    return { localPort: api.port, journal, counter, status, stop: () => end(api) };
  } catch (error) {
    await end(undefined);
    throw error;
  }
}

/** The key is read each time it buys a token, so that another one is in force without a restart. */
function credentialsOf({ home, config, secrets }: AgentParts): AgentCredentials {
  const { privateKey } = secrets;
  return {
    agent: config.agent,
    privateKey,
    get key() {
      return agentKeyNow(home, secrets.agentKey);
    },
  };
}

function shiftMachine(desk: Desk): ShiftMachine {
  const { id, currency } = desk.machine;
  return {
    id,
    currency,
    read: () => desk.read(),
    isRunning: () => desk.running() !== undefined,
    isRetired: () => desk.isRetired(),
  };
}

function desksOf(parts: AgentParts, journal: Journal, ledger: Ledger): Desk[] {
  const { clock, log, home, secrets } = parts;
  const make = parts.driverOf ?? driverOf;
  return parts.config.machines.map((machine) => {
    const { id, name, currency, par, choose } = machine;
    const wished = { ...(par === undefined ? {} : { par }), ...(choose === undefined ? {} : { choose }) };
    const own = log.child({ part: 'machine', machine: id });
    return new Desk({
      machine: { id, name, currency, ...wished },
      driver: make(machine, clock, nearOf(home, secrets, id)),
      ledger,
      records: journal,
      clock,
      log: own,
    });
  });
}

/** A machine that cannot be opened keeps trying and holds up nothing else; one that is out of service waits to be put back. */
async function keepStarting(desk: Desk, log: Log, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      if (!desk.isRetired()) return await desk.start();
    } catch (error) {
      log.error('machine not opened, trying again', { machine: desk.machine.id, error });
    }
    await elapsed(DRIVER_AGAIN_MS, stopped);
  }
}

/** What the journal does of itself is a fact too. */
function tellOfJournal(journal: Journal, events: AgentEvents, log: Log): void {
  if (journal.began !== undefined && journal.began !== 'first')
    events.tell({ code: 'epoch_left', detail: journal.began });
  journal.onEvent((event) => {
    log.warn('journal', { ...event });
    events.heard(event);
  });
}

/** Both clocks, and the room on the disk: what changes by itself is looked at every few seconds. */
function lookAround({ clockWatch, events, journal }: Core, delivery: Delivery, log: Log, stopped: AbortSignal): void {
  let heardMs: number | undefined;
  const look = () => {
    journal.lookAtDisk();
    events.again();
    const jumpedMs = clockWatch.look();
    const { clockOffsetMs } = delivery.status();
    // An offset heard before a jump says nothing about the clock after it.
    if (clockOffsetMs !== undefined && clockOffsetMs !== heardMs) clockWatch.heardOffset(clockOffsetMs);
    heardMs = clockOffsetMs;
    if (jumpedMs === 0) return;
    log.warn('the clock was set', { jumpedMs });
    const detail = `${jumpedMs > 0 ? 'forward' : 'back'} ${Math.abs(jumpedMs)} ms`;
    events.tell({ code: 'clock_jumped', detail });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  stopped.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** A key that somebody typed is used at once, also where the one before was refused. */
function watchKey(credentials: AgentCredentials, delivery: Delivery, log: Log, stopped: AbortSignal): void {
  let { key } = credentials;
  const look = () => {
    const now = credentials.key;
    if (now === key) return;
    key = now;
    log.info('another key is in force');
    delivery.wake(true);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  stopped.addEventListener('abort', () => clearInterval(timer), { once: true });
}

const installOf = ({ installId }: AgentConfig) => (installId === undefined ? {} : { installId });
