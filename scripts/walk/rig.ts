import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '@tillbridge/core/db/client';
import { type SeededShop, seedDemo } from '@tillbridge/core/seed/seed-demo';
import { mayMount, type SmallDisk, setSmallDisk } from '../faults/small-disk.ts';
import { prepareDatabase } from '../postgres/prepare-database.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { startPages } from '../start/cloud.ts';
import { inheritedEnvironment } from '../start/config.ts';
import { DEMO_SIGN_INS } from '../start/demo-sign-ins.ts';
import { type Home, openHome } from '../start/home.ts';
import { loadMachine } from '../start/machine-cash.ts';
import { pairShop } from '../start/pair-shop.ts';
import { freePorts } from '../start/ports.ts';
import { ensureSecrets } from '../start/secrets.ts';
import { createStage, type Stage } from '../start/stage.ts';
import { answers, waitUntil } from '../start/wait-until.ts';
import { type Cable, layCable } from './rig-cable.ts';
import { askMachine, type MachineSaid } from './rig-machine.ts';
import { openRigPostgres, type RigPostgres } from './rig-postgres.ts';
import { type RigProgram, rigProgram } from './rig-program.ts';
import { openTill, type RigTill } from './rig-till.ts';
import { openViewer, type RigViewer } from './rig-viewer.ts';

/** Everything of one shop and its cloud, each part in a process of its own that can be killed and started again. */
export interface Rig {
  readonly origin: string;
  readonly shop: SeededShop;
  readonly email: string;
  readonly password: string;
  readonly postgres: RigPostgres;
  readonly api: RigProgram;
  readonly agent: RigProgram;
  readonly cable: Cable;
  readonly till: RigTill;
  readonly viewer: RigViewer;
  readonly journalFile: string;
  /** A journal disk of a few megabytes; undefined where this user may not mount. */
  readonly disk: SmallDisk | undefined;
  machine(): Promise<MachineSaid>;
  /** Last words of a program, for whoever looks into a failure. */
  logOf(name: string): string;
  close(): Promise<void>;
}

export interface RigOptions {
  /** How many times faster than life people and machine are. */
  readonly speed: number;
  /** Starts the dashboard, too. */
  readonly pages: boolean;
  readonly smallDisk: boolean;
}

const READY_MS = 60_000;
const PATIENCE_MS = 3_000;
/** A reserve that fits on the small disk. */
const BALLAST_BYTES = 524_288;

/** Needs the programs of `npm run build`. */
export async function startRig(options: RigOptions): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-rig-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    return await assemble(options, folder, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  options: RigOptions,
  folder: string,
  closers: (() => unknown)[],
  close: () => Promise<void>,
): Promise<Rig> {
  const home = openHome(folder);
  const { demoPassword: password } = ensureSecrets(home);
  const config = { host: '127.0.0.1', port: undefined, databaseUrl: undefined, appDatabaseUrl: undefined };
  const stage = createStage({
    root: REPOSITORY,
    home,
    config,
    inherited: inheritedEnvironment(),
    say: () => undefined,
  });
  const [port = 0, dashboardPort = 0, machinePort = 0, control = 0, localPort = 0] = await freePorts(5);
  const origin = `http://127.0.0.1:${port}`;

  const postgres = await openRigPostgres(home.postgres);
  closers.push(() => postgres.stop());
  await prepareDatabase(postgres.ownerUrl);
  const shop = await seedShop(postgres.appUrl, password);

  const api = rigProgram(stage, apiPlan(home, { origin, port, dashboardPort, appUrl: postgres.appUrl }));
  closers.push(() => api.stop(PATIENCE_MS));
  await api.start();
  if (options.pages) {
    closers.push(() => stage.stop('pages', PATIENCE_MS));
    await startPages(stage, { origin, dashboardPort });
  }
  const machine = rigProgram(stage, machinePlan(home, shop, { machinePort, control, speed: options.speed }));
  closers.push(() => machine.stop(PATIENCE_MS));
  await machine.start();
  const cable = await layCable(machinePort);
  closers.push(() => cable.close());
  const agentHome = home.shop(shop.code).agent;
  const journal = join(agentHome, 'journal');
  mkdirSync(journal, { recursive: true, mode: 0o700 });
  const disk = options.smallDisk && mayMount(journal) ? setSmallDisk(journal) : undefined;
  closers.push(() => disk?.unmount());
  await pair(stage, origin, password, { shop, agentHome, machinePort: cable.port, localPort });
  const agent = rigProgram(stage, {
    name: 'agent',
    words: ['dist/agent.js', 'run', '--home', agentHome],
    ready: async (line) => void (await line),
  });
  closers.push(() => agent.stop(PATIENCE_MS));
  await agent.start();
  const viewer = await openViewer({ origin, email: DEMO_SIGN_INS.owner, password });
  closers.push(() => viewer.close());
  const till = openTill({ port: localPort, token: () => tokenIn(agentHome) });
  closers.push(() => till.close());
  return {
    origin,
    shop,
    email: DEMO_SIGN_INS.owner,
    password,
    postgres,
    api,
    agent,
    cable,
    viewer,
    disk,
    close,
    till,
    journalFile: join(journal, 'journal.sqlite'),
    machine: () => askMachine(control),
    logOf: (name) => readFileSync(join(home.logs, `${name}.log`), 'utf8').slice(-6_000),
  };
}

function tokenIn(agentHome: string): string {
  return readFileSync(join(agentHome, 'secrets', 'local-api.token'), 'utf8').trim();
}

/** The demo's organization and people without a past: every sum that there is comes from this rig. */
async function seedShop(appUrl: string, password: string): Promise<SeededShop> {
  const db = await connectDatabase({ url: appUrl, poolMax: 3 });
  try {
    const [shop] = await seedDemo(db, { password, days: 0 });
    if (shop === undefined) throw new Error('the demo has no shop');
    return shop;
  } finally {
    await db.close();
  }
}

function apiPlan(home: Home, at: { origin: string; port: number; dashboardPort: number; appUrl: string }) {
  return {
    name: 'api',
    words: ['dist/api.js'],
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: at.appUrl,
      PORT: String(at.port),
      PUBLIC_ORIGIN: at.origin,
      DASHBOARD_URL: `http://127.0.0.1:${at.dashboardPort}`,
      TILLBRIDGE_SECRETS: home.secrets,
      REVOCATIONS_FILE: home.revocations,
    },
    ready: () => waitUntil(() => answers(`${at.origin}/readyz`), 'The API did not become ready.', READY_MS),
  };
}

function machinePlan(home: Home, shop: SeededShop, at: { machinePort: number; control: number; speed: number }) {
  const state = home.shop(shop.code).machineState;
  if (shop.stock !== undefined) loadMachine(state, shop.stock);
  const words = ['--listen', `tcp:${at.machinePort}`, '--control', String(at.control), '--speed', String(at.speed)];
  return {
    name: 'machine',
    words: ['dist/simulator.js', ...words, '--customers', '--state', state],
    ready: async (line: Promise<string>) => void (await line),
  };
}

interface ToPair {
  readonly shop: SeededShop;
  readonly agentHome: string;
  readonly machinePort: number;
  readonly localPort: number;
}

async function pair(stage: Stage, origin: string, password: string, toPair: ToPair): Promise<void> {
  const { shop, agentHome, machinePort, localPort } = toPair;
  const address = `tcp:127.0.0.1:${machinePort}`;
  await pairShop(stage, origin, password, { ...shop, agentHome, address, localPort, anew: true });
  const file = join(agentHome, 'config.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(`${file}.new`, JSON.stringify({ ...config, journal: { ballastBytes: BALLAST_BYTES } }), {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
}
