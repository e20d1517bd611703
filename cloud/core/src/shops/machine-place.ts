import { Fault } from '@tillbridge/shared/faults/fault';
import { SHOP_MACHINES_EVER_MAX, SHOP_MACHINES_MAX } from '@tillbridge/shared/machine-set-up';
import type { Tx } from '../db/client.ts';

interface Others {
  readonly ever: number;
  readonly inService: number;
  readonly named: number;
}

/**
 * Room for one more machine in service under this name; the caller holds the row of the shop. One that is out of service
 * keeps its name beside it. Throws `shop.too-many-machines` and `shop.machine-name-taken`.
 */
export async function requirePlace(tx: Tx, org: string, shop: string, name: string, own?: string): Promise<void> {
  const [others] = await tx<Others[]>`
    select count(*) as ever, count(*) filter (where retired_at is null) as "inService",
      count(*) filter (where retired_at is null and name = ${name}) as named
    from machines
    where org_id = ${org} and shop_id = ${shop} and machine_id is distinct from ${own ?? null}::uuid`;
  const { ever, inService, named } = others ?? { ever: 0, inService: 0, named: 0 };
  if (inService >= SHOP_MACHINES_MAX || ever >= SHOP_MACHINES_EVER_MAX) throw new Fault('shop.too-many-machines');
  if (named > 0) throw new Fault('shop.machine-name-taken');
}
