import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { connectDatabase } from '@tillbridge/core/db/client';
import { type SeededShop, seedDemo } from '@tillbridge/core/seed/seed-demo';
import { prepareDatabase } from '../postgres/prepare-database.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { startCloud } from '../start/cloud.ts';
import { inheritedEnvironment } from '../start/config.ts';
import { openHome } from '../start/home.ts';
import { freePorts } from '../start/ports.ts';
import { ensureSecrets } from '../start/secrets.ts';
import { createStage } from '../start/stage.ts';
import { openRigPostgres } from '../walk/rig-postgres.ts';
import { type RigProgram, rigProgram } from '../walk/rig-program.ts';

/** A cloud with a shop that has no past, and a machine that waits for an agent. */
export interface VisitGround {
  readonly folder: string;
  readonly origin: string;
  readonly password: string;
  readonly shop: SeededShop;
  readonly machinePort: number;
  readonly localPort: number;
  /** A program: a script of ours, or an installed one by its whole path. */
  run(name: string, words: readonly string[]): RigProgram;
  close(): Promise<void>;
}

const PATIENCE_MS = 3_000;

/** Needs the programs of `npm run build`. */
export async function openVisitGround(): Promise<VisitGround> {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-visit-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const home = openHome(join(folder, 'cloud'));
    const { demoPassword: password } = ensureSecrets(home);
    const config = { host: '127.0.0.1', port: undefined, databaseUrl: undefined, appDatabaseUrl: undefined };
    const stage = createStage({
      root: REPOSITORY,
      home,
      config,
      inherited: inheritedEnvironment(),
      say: () => undefined,
    });
    const postgres = await openRigPostgres(home.postgres);
    closers.push(() => postgres.stop());
    await prepareDatabase(postgres.ownerUrl);
    const shop = await seedShop(postgres.appUrl, password);
    const [port = 0, dashboardPort = 0, metricsPort = 0, machinePort = 0, localPort = 0] = await freePorts(5);
    closers.push(async () => {
      await stage.stop('pages', PATIENCE_MS);
      await stage.stop('front', PATIENCE_MS);
    });
    const origin = await startCloud(stage, { appUrl: postgres.appUrl, port, dashboardPort, metricsPort });
    const run = (name: string, words: readonly string[]) => {
      const [script = '', ...rest] = words;
      const fromRoot = [isAbsolute(script) ? relative(REPOSITORY, script) : script, ...rest];
      const program = rigProgram(stage, { name, words: fromRoot, ready: async (line) => void (await line) });
      closers.push(() => program.stop(PATIENCE_MS));
      return program;
    };
    await run('machine', [
      'dist/simulator.js',
      '--listen',
      `tcp:${machinePort}`,
      '--customers',
      '--speed',
      '10',
    ]).start();
    return { folder, origin, password, shop, machinePort, localPort, run, close };
  } catch (error) {
    await close();
    throw error;
  }
}

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
