import { gather } from '../bundle/gather.ts';
import { writeZip, type ZipEntry } from '../bundle/write-zip.ts';
import { systemClock } from '../clock.ts';
import type { Home } from '../config/home.ts';
import { DISK_FLOOR_BYTES } from '../doctor/check-store.ts';
import { examine } from '../doctor/examine.ts';
import { SOFTWARE } from './software.ts';
import { askStatus } from './status.ts';

export interface PackedBundle {
  readonly entries: readonly ZipEntry[];
  readonly bytes: Buffer;
}

/** The support bundle of a home, with the findings of a doctor who looks now. `say` hears how far it is. */
export async function packBundle(
  home: Home,
  fetched: typeof fetch,
  now: Date,
  say: (step: string) => void,
): Promise<PackedBundle> {
  const bedside = { home, clock: systemClock(), fetch: fetched, software: SOFTWARE, diskFloorBytes: DISK_FLOOR_BYTES };
  const findings = await examine(bedside, say);
  say('log');
  const status = await askStatus(home, undefined, fetched).catch(() => undefined);
  const entries = gather({ home, software: SOFTWARE, now, findings, status });
  return { entries, bytes: writeZip(entries, now) };
}
