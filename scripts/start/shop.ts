import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMachine } from './machine-cash.ts';
import { pairShop } from './pair-shop.ts';
import type { SeededShop } from './seed.ts';
import type { Stage } from './stage.ts';
import { waitUntil } from './wait-until.ts';

export interface ShopOptions {
  readonly stage: Stage;
  readonly origin: string;
  readonly password: string;
  readonly shop: SeededShop;
  /** Whether the machine is reached over a pseudo-terminal, as over a serial port; otherwise over raw TCP. */
  readonly overTty: boolean;
  readonly ports: { readonly machine: number; readonly control: number; readonly localApi: number };
}

const READY_MS = 30_000;

/**
 * A machine, and the agent that looks after it, in one shop. Resolves when the agent takes orders, with what the demo
 * customers need to know: name, address and token file of its local API.
 */
export async function startShop(options: ShopOptions): Promise<string> {
  const { stage, shop, ports } = options;
  const home = stage.home.shop(shop.code);
  if (shop.stock !== undefined) loadMachine(home.machineState, shop.stock);
  const tty = options.overTty ? ttyLink(stage, home.dir, shop.code) : undefined;
  await startSimulator(options, home.machineState, tty);
  const address = tty === undefined ? `tcp:127.0.0.1:${ports.machine}` : `tty:${tty}`;
  const toPair = { ...shop, agentHome: home.agent, address, localPort: ports.localApi, anew: shop.stock !== undefined };
  await pairShop(stage, options.origin, options.password, toPair);
  await started(stage, `agent-${shop.code}`, ['dist/agent.js', 'run', '--home', home.agent]);
  return `${shop.code},http://127.0.0.1:${ports.localApi},${join(home.agent, 'secrets', 'local-api.token')}`;
}

/** Whether this system can make a pseudo-terminal with what is installed anyway. */
export function canMakeTty(): boolean {
  return process.platform === 'linux' && spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;
}

async function startSimulator(
  { stage, shop, ports }: ShopOptions,
  stateFile: string,
  tty: string | undefined,
): Promise<void> {
  const listen = tty === undefined ? `tcp:${ports.machine}` : 'pty';
  const settings = ['--listen', listen, '--customers', '--control', String(ports.control), '--state', stateFile];
  await started(stage, `machine-${shop.code}`, ['dist/simulator.js', ...settings], (line) => {
    const path = pathIn(line);
    if (path !== undefined && tty !== undefined) relink(tty, path);
  });
}

/** Runs a program that says `"ready":true` on one line when it is. */
async function started(
  stage: Stage,
  name: string,
  command: readonly string[],
  onLine?: (line: string) => void,
): Promise<void> {
  let ready = false;
  stage.run({
    name,
    group: 'shops',
    command: () => command,
    onLine(line) {
      onLine?.(line);
      if (line.includes('"ready":true')) ready = true;
    },
  });
  await waitUntil(async () => ready, `${name} did not start. Look into ${stage.home.logs}.`, READY_MS);
}

/** The machine's terminal has another number after each start; the agent is given a name that stays. */
function ttyLink(stage: Stage, shopDir: string, code: string): string {
  if (!/\s/.test(shopDir)) return join(shopDir, 'machine.tty');
  const folder = join(tmpdir(), `tillbridge-${createHash('sha256').update(stage.root).digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  return join(folder, `${code}.tty`);
}

function relink(link: string, path: string): void {
  rmSync(link, { force: true });
  symlinkSync(path, link);
}

function pathIn(line: string): string | undefined {
  return /"path":"([^"]+)"/.exec(line)?.[1];
}
