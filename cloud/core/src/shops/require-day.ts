import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopDay } from '@tillbridge/shared/shop-set-up';
import type { Tx } from '../db/client.ts';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Database, programs and pages all tell times by the zone, so all must know it. Throws `shop.time-zone`, `shop.currency`. */
export async function requireDay(tx: Tx, { timeZone, currency }: ShopDay): Promise<void> {
  if (!isCurrency(currency)) throw new Fault('shop.currency');
  const [known] = await tx`select from pg_timezone_names where name = ${timeZone}`;
  if (known === undefined || !isZoneHere(timeZone)) throw new Fault('shop.time-zone');
}

function isZoneHere(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
