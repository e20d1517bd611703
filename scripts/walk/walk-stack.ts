import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '@tillbridge/core/db/client';
import { type SeededShop, seedDemo } from '@tillbridge/core/seed/seed-demo';
import { REPOSITORY } from '../postgres/repository.ts';
import { startCloud, startPages } from '../start/cloud.ts';
import { inheritedEnvironment } from '../start/config.ts';
import { DEMO_SIGN_INS } from '../start/demo-sign-ins.ts';
import { openHome } from '../start/home.ts';
import { freePorts } from '../start/ports.ts';
import { ensureSecrets } from '../start/secrets.ts';
import { canMakeTty, startShop } from '../start/shop.ts';
import { createStage } from '../start/stage.ts';
import { waitUntil } from '../start/wait-until.ts';

/** What a till reads when an operation has ended. */
export interface TillAnswer {
  readonly operation: string;
  readonly outcome: string;
  readonly inMinor: number;
  readonly outMinor: number;
}

/** Pieces by position: what is stacked, what people put in, what they took away. */
export interface MachineAccount {
  readonly cash: {
    readonly stock: readonly number[];
    readonly inserted: readonly number[];
    readonly taken: readonly number[];
  };
}

/** The real programs on a database of their own, with one shop whose machine is reached over a real terminal. */
export interface WalkStack {
  readonly origin: string;
  readonly email: string;
  readonly password: string;
  readonly shop: SeededShop;
  /** Whether the shop's machine is on a pseudo-terminal; on a system without one it is on TCP. */
  readonly overTty: boolean;
  readonly journalFile: string;
  /** Rings up a sale at the agent's local API; people put the cash in by themselves. */
  sell(amountMinor: number, reference: string): Promise<TillAnswer>;
  /** The simulated machine's own account of its cash. */
  machine(): Promise<MachineAccount>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 3_000;
const SALE_MS = 60_000;

/** Needs the programs of `npm run build`. With `pages`, the dashboard too. */
export async function startWalk(appUrl: string, options: { readonly pages: boolean }): Promise<WalkStack> {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-walk-'));
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
  const stop = async () => {
    await Promise.all([stage.stop('shops', PATIENCE_MS), stage.stop('pages', PATIENCE_MS)]);
    await stage.stop('front', PATIENCE_MS);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const shop = await seedOne(appUrl, password);
    const [port = 0, dashboardPort = 0, metricsPort = 0, machine = 0, control = 0, localApi = 0] = await freePorts(6);
    const origin = await startCloud(stage, { appUrl, port, dashboardPort, metricsPort });
    if (options.pages) await startPages(stage, { origin, dashboardPort });
    const overTty = canMakeTty();
    await startShop({ stage, origin, password, shop, overTty, ports: { machine, control, localApi } });
    const agent = home.shop(shop.code).agent;
    const token = readFileSync(join(agent, 'secrets', 'local-api.token'), 'utf8').trim();
    return {
      origin,
      email: DEMO_SIGN_INS.owner,
      password,
      shop,
      overTty,
      journalFile: join(agent, 'journal', 'journal.sqlite'),
      sell: (amountMinor, reference) => sell(`http://127.0.0.1:${localApi}`, token, { amountMinor, reference }),
      machine: async () => (await (await fetch(`http://127.0.0.1:${control}/state`)).json()) as MachineAccount,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seedOne(appUrl: string, password: string): Promise<SeededShop> {
  const db = await connectDatabase({ url: appUrl, poolMax: 3 });
  try {
    const [shop] = await seedDemo(db, { password, days: 2 });
    if (shop === undefined) throw new Error('the demo has no shop');
    return shop;
  } finally {
    await db.close();
  }
}

/** Asks again with the same key until there is an outcome, as every till should: at first the machine is still compared. */
async function sell(localApi: string, token: string, body: object): Promise<TillAnswer> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  let answered: TillAnswer | undefined;
  await waitUntil(
    async () => {
      const answer = await fetch(`${localApi}/v1/sales`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (answer.ok) answered = (await answer.json()) as TillAnswer;
      return answer.ok;
    },
    'the agent took no sale',
    SALE_MS,
  );
  if (answered === undefined) throw new Error('the agent took no sale');
  return answered;
}
