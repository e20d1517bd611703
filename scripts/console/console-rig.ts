import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '@tillbridge/edge-agent/clock';
import type { AgentConfig } from '@tillbridge/edge-agent/config/agent-config';
import type { Home } from '@tillbridge/edge-agent/config/home';
import { openJournal } from '@tillbridge/edge-agent/journal/journal';
import { openConfigurationBook } from '@tillbridge/edge-agent/people/configuration-book';
import { employee } from '@tillbridge/edge-agent/people/testing/employees';
import type { Limits } from '@tillbridge/shared/configuration';
import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import { type FaultName, faultSetting } from '../../edge-agent/simulator/faults.ts';
import { type Simulator, startSimulator } from '../../edge-agent/simulator/start-simulator.ts';
import { freePort } from '../postgres/free-port.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { LOCAL_TOKEN, makeHome, type PairedShop } from './make-home.ts';

/** Napha may do everything but approve; Anong is the manager; Lek may only look and sell. */
export const STAFF = {
  napha: { number: '11', pin: '2580', name: 'Napha S.' },
  anong: { number: '2', pin: '8520', name: 'Anong K.' },
  lek: { number: '27', pin: '7391', name: 'Lek P.' },
} as const;

export const PAYOUT_LIMIT_MINOR = 500_000;
const LIMITS: Limits = {
  payoutWithoutApprovalMinor: PAYOUT_LIMIT_MINOR,
  variance: { automaticMinor: 2_000, reasonMinor: 50_000 },
  parLevels: [],
};
const SPEED = 8;
const PATIENCE_MS = 30_000;
const POLL_MS = 10;
/** Long enough for the driver to hear two silences, after which nothing proves what moved. */
const DARK_MS = 5_000;

/** A shop PC without a line: the real agent as it is built, a simulated machine on real bytes, and people with PINs. */
export interface ConsoleRig {
  readonly origin: string;
  readonly journalFile: string;
  /** Of the first till of this PC. */
  readonly localToken: string;
  readonly machine: Simulator;
  fault(name: FaultName, value: number | 'on' | 'off'): void;
  /** The machine loses its power with the n-th piece of the next payout in its path, and has it back after a while. */
  cutPower(piece: number): Promise<void>;
  /** SIGKILL, as a power cut would. */
  killAgent(): Promise<void>;
  startAgent(): Promise<void>;
  stop(): Promise<void>;
}

export interface ConsoleRigWish {
  readonly paired?: PairedShop;
  readonly fillPercent?: number;
  readonly seed?: number;
  readonly speed?: number;
}

/** Needs the programs of `npm run build`. */
export async function openConsoleRig(wish: ConsoleRigWish = {}): Promise<ConsoleRig> {
  const machine = await startSimulator({
    listen: { tcp: 0 },
    units: 'thb-ci10',
    customers: false,
    faults: [],
    seed: wish.seed ?? 7,
    speed: wish.speed ?? SPEED,
    fillPercent: wish.fillPercent ?? 50,
  });
  const port = await freePort();
  const { home, config } = makeHome(machine.ready.port ?? 0, port, wish.paired);
  if (wish.paired === undefined) await giveStaff(home, config);
  let child: ChildProcess | undefined;
  const kill = async () => {
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  const rig: ConsoleRig = {
    origin: `http://127.0.0.1:${port}`,
    journalFile: join(home.journal, 'journal.sqlite'),
    localToken: LOCAL_TOKEN,
    machine,
    fault(name, value) {
      const setting = faultSetting(name, value);
      if (typeof setting === 'string') throw new Error(setting);
      machine.fault(setting);
    },
    async cutPower(piece) {
      rig.fault('power-cut', piece);
      while (isPowered(machine)) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      rig.fault('restart', DARK_MS);
    },
    killAgent: kill,
    async startAgent() {
      child = await launch(home);
    },
    async stop() {
      await kill();
      await machine.stop();
      rmSync(home.dir, { recursive: true, force: true });
    },
  };
  await rig.startAgent();
  return rig;
}

const isPowered = (machine: Simulator) => (machine.state() as { machine: { power: boolean } }).machine.power;

function launch(home: Home): Promise<ChildProcess> {
  const words = [join(REPOSITORY, 'dist', 'agent.js'), 'run', '--home', home.dir];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (bytes) => {
    errors = (errors + bytes).slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the agent was not ready: ${errors}`)), PATIENCE_MS);
    const end = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    createInterface({ input: child.stdout }).once('line', () => end(() => resolve(child)));
    child.once('exit', (code) => end(() => reject(new Error(`the agent ended with ${code}: ${errors}`))));
  });
}

/** What the cloud would have set: people and limits, kept in the journal's notes as a pull keeps them. */
async function giveStaff(home: Home, config: AgentConfig): Promise<void> {
  const { napha, anong, lek } = STAFF;
  const approves: readonly string[] = ['shift.approve', 'payout.approve'];
  const mostly = COUNTER_PERMISSIONS.filter((permission) => !approves.includes(permission));
  const employees = await Promise.all([
    employee(napha.number, napha.pin, mostly),
    employee(anong.number, anong.pin, COUNTER_PERMISSIONS),
    employee(lek.number, lek.pin, ['machine.see', 'machine.exchange']),
  ]);
  const named = [napha, anong, lek].flatMap(({ number, name }) =>
    employees.filter((each) => each.number === number).map((each) => ({ ...each, name })),
  );
  const journal = openJournal({ dir: home.journal, agent: config.agent, clock: systemClock(), ...config.journal });
  openConfigurationBook(journal).apply({
    version: 1,
    incarnation: 'a'.repeat(32),
    configuration: { employees: named, limits: LIMITS },
  });
  journal.close();
}
