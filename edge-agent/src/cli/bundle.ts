import { resolve } from 'node:path';
import type { Home } from '../config/home.ts';
import { writeWhole } from '../config/secrets.ts';
import { packBundle } from './pack-bundle.ts';
import { startProgress } from './progress.ts';
import type { Shell } from './shell.ts';

export interface BundleWish {
  readonly home: Home;
  /** Where the file goes; named by the time when absent. */
  readonly out?: string;
  readonly json: boolean;
}

/** Writes the support bundle and says what is in it. */
export async function makeBundle({ home, out, json }: BundleWish, shell: Shell): Promise<void> {
  const progress = startProgress(shell);
  const now = new Date();
  const { entries, bytes } = await packBundle(home, shell.fetch, now, (step) => progress.say(step));
  const file = resolve(out ?? `tillbridge-bundle-${now.toISOString().slice(0, 19).replaceAll(/[:T]/g, '-')}.zip`);
  writeWhole(file, bytes);
  progress.end();
  const told = entries.map((entry) => ({ name: entry.name, bytes: entry.bytes.length }));
  if (json) return shell.out(`${JSON.stringify({ file, bytes: bytes.length, entries: told })}\n`);
  const list = told.map((entry) => `  ${entry.name.padEnd(14)}${String(entry.bytes).padStart(10)} bytes\n`).join('');
  const last =
    shell.language === 'th'
      ? 'มีเฉพาะค่าที่อนุญาต ไม่มีกุญแจ รหัสผ่าน ชื่อ หรือรายการเงิน ส่งไฟล์นี้ให้ทีมช่วยเหลือได้'
      : 'Only listed fields are in it: no key, no password, no name, no transaction. Send this file to support.';
  return shell.out(`${file}\n${list}${last}\n`);
}
