import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SIGN_INS } from './demo-sign-ins.ts';
import type { Stage } from './stage.ts';

export interface ShopToPair {
  readonly shopId: string;
  readonly agentId: string;
  readonly agentHome: string;
  /** Where the machine is, in the agent's words: `tty:…` or `tcp:…`. */
  readonly address: string;
  readonly localPort: number;
  /** The cloud's database is new: an older pairing is worth nothing. */
  readonly anew: boolean;
}

interface ConfigFile {
  cloud: string;
  machines: { address: string }[];
  localApi: { port: number };
}

/**
 * Pairs a shop the way a technician does, the first time: sign in, make a one-time code, give it to the agent.
 * Afterwards only tells the agent where cloud and machine are today.
 */
export async function pairShop(stage: Stage, origin: string, password: string, shop: ShopToPair): Promise<void> {
  const file = join(shop.agentHome, 'config.json');
  if (!existsSync(file) || shop.anew) {
    const code = await makeCode(origin, password, shop);
    const again = existsSync(file) ? ['--again'] : [];
    await runAgent(stage, ['pair', code, '--cloud', origin, '--home', shop.agentHome, ...again]);
  }
  const config = JSON.parse(readFileSync(file, 'utf8')) as ConfigFile;
  config.cloud = origin;
  config.localApi.port = shop.localPort;
  for (const machine of config.machines) machine.address = shop.address;
  writeFileSync(`${file}.new`, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function makeCode(origin: string, password: string, shop: ShopToPair): Promise<string> {
  const headers = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
  const email = DEMO_SIGN_INS.technician;
  const session = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  if (!session.ok)
    throw new Error(`The demo technician could not sign in (${session.status}): ${await session.text()}`);
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const body = JSON.stringify({ shopId: shop.shopId, agentId: shop.agentId, autoConfirm: true });
  const made = await fetch(`${origin}/api/v1/pairing-codes`, { method: 'POST', headers: { ...headers, cookie }, body });
  if (!made.ok) throw new Error(`No pairing code could be made (${made.status}): ${await made.text()}`);
  await fetch(`${origin}/api/v1/session`, {
    method: 'DELETE',
    headers: { origin, 'sec-fetch-site': 'same-origin', cookie },
  });
  return ((await made.json()) as { code: string }).code;
}

function runAgent(stage: Stage, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [...stage.preload, join(stage.root, 'dist', 'agent.js'), ...words];
    const child = spawn(process.execPath, args, {
      cwd: stage.root,
      env: { ...stage.inherited },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    }
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Pairing failed (${code}): ${said.trim()}`)),
    );
  });
}
