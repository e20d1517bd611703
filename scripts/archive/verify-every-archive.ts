import { type VolumeCheck, verifyArchive } from '@tillbridge/core/archive/verify-archive';
import type { Database } from '@tillbridge/core/db/client';
import type { SealedPlace } from '@tillbridge/core/store/read-places';
import { everyOrganization } from '@tillbridge/core/upkeep/every-organization';

export interface EveryArchive {
  readonly sound: boolean;
  readonly checks: readonly ({ readonly org: string } & VolumeCheck)[];
  /** One line a volume, and the keys behind them. */
  readonly text: string;
}

/** Reads the archive of every organization back, one after the other. */
export async function verifyEveryArchive(place: SealedPlace & { readonly db: Database }): Promise<EveryArchive> {
  const checks: EveryArchive['checks'][number][] = [];
  for (const org of await everyOrganization(place.db))
    checks.push(...(await verifyArchive(place, org)).map((check) => ({ org, ...check })));
  const keys = [...place.keys.known].map(
    ([keyId, key]) => `key ${keyId}\n${key.export({ type: 'spki', format: 'pem' })}`,
  );
  return {
    sound: checks.every(({ fault }) => fault === null),
    checks,
    text: `${checks.map(line).join('')}${keys.join('')}`,
  };
}

function line({ org, volume, state, keyId, fault }: EveryArchive['checks'][number]): string {
  const about = `${org}  volume ${volume}  ${state}  ${keyId === null ? 'not signed' : `key ${keyId}`}`;
  return fault === null ? `sound   ${about}\n` : `BROKEN  ${about}\n  ${fault}\n`;
}
