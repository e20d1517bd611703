import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { SeededShop } from '@tillbridge/core/seed/seed-demo';
import type { Stage } from './stage.ts';

export type { SeededShop } from '@tillbridge/core/seed/seed-demo';

/** Makes the demo in a process of its own, so that what it took is given back at once. */
export async function seed(stage: Stage, appUrl: string, password: string): Promise<readonly SeededShop[]> {
  const args = [...stage.preload, join(stage.root, 'dist', 'seed.js')];
  const env = { ...stage.inherited, DATABASE_URL: appUrl, DEMO_PASSWORD: password };
  const child = spawn(process.execPath, args, { cwd: stage.root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  if (code !== 0) throw new Error(`The demo could not be made:\n${err.trim()}`);
  return (JSON.parse(out) as { shops: SeededShop[] }).shops;
}
